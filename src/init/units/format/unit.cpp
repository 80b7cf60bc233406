#include "init/units/format/unit.hpp"

#include <sys/wait.h>
#include <csignal>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace spotdrill::init::units {
namespace {

constexpr std::size_t name_bytes_max = 255;
constexpr std::string_view kinds[] = {"service", "timer",     "target", "socket", "mount", "path",
                                      "swap",    "automount", "device", "slice",  "scope"};

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{":-_.\\@"}.find(c) != std::string_view::npos;
}

bool contains_number(const std::vector<int>& list, int number) {
  return std::find(list.begin(), list.end(), number) != list.end();
}

}  // namespace

bool StatusSet::contains(int wait_status) const {
  if (WIFEXITED(wait_status)) return contains_number(codes, WEXITSTATUS(wait_status));
  return WIFSIGNALED(wait_status) && contains_number(signals, WTERMSIG(wait_status));
}

bool split_name(std::string_view name, Unit& unit) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() > name_bytes_max) return false;
  if (!std::all_of(name.begin(), name.end(), is_name_letter)) return false;
  unit.kind = name.substr(dot + 1);
  if (std::find(std::begin(kinds), std::end(kinds), unit.kind) == std::end(kinds)) return false;
  unit.name = name;
  const std::string_view stem = name.substr(0, dot);
  const std::size_t at = stem.find('@');
  unit.prefix = stem.substr(0, at);
  unit.instance = at == std::string_view::npos ? std::string_view{} : stem.substr(at + 1);
  return !unit.prefix.empty();
}

int signal_number(std::string_view name) {
  if (name.starts_with("SIG")) name.remove_prefix(3);
  if (name.empty() || name.size() > 12) return 0;
  const std::string text{name};
  char* rest = nullptr;
  const long number = std::strtol(text.c_str(), &rest, 10);
  if (*rest == '\0') return number > 0 && number <= 64 ? static_cast<int>(number) : 0;
  for (int signal = 1; signal < 32; ++signal) {
    const char* known = sigabbrev_np(signal);
    if (known != nullptr && text == known) return signal;
  }
  if (!text.starts_with("RTMIN+")) return 0;
  const long offset = std::strtol(text.c_str() + 6, &rest, 10);
  return *rest == '\0' && offset >= 0 && offset <= 30 ? 34 + static_cast<int>(offset) : 0;
}

std::string signal_name(int number) {
  const char* known = sigabbrev_np(number);
  return known != nullptr ? known : std::to_string(number);
}

}  // namespace spotdrill::init::units
