#include "apps/listener_owner.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "apps/data_dir.hpp"

namespace spotdrill::apps {
namespace {

/// Of the columns "sl local_address rem_address st tx:rx tr:when retrnsmt uid …".
constexpr std::size_t local_column = 1;
constexpr std::size_t state_column = 3;
constexpr std::size_t uid_column = 7;
constexpr std::string_view listening = "0A";

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(begin);
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

template <class Number>
std::optional<Number> number_in(std::string_view text, int base) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Addresses are words of four bytes in the machine's order: 127.0.0.1 is "0100007F", and the last
/// word of an IPv6 address that stands for an IPv4 one is the same. "::1" ends with "01000000".
bool leads_here(std::string_view address) {
  constexpr std::size_t word = 8;
  if (address.size() < word) return false;
  const bool any = address.find_first_not_of('0') == std::string_view::npos;
  return any || address.ends_with("7F") || (address.size() > word && address.ends_with("01000000"));
}

}  // namespace

std::set<uid_t> listeners_in(std::string_view table, std::uint16_t port) {
  std::set<uid_t> users;
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const std::vector<std::string_view> words = words_of(table.substr(0, end));
    table.remove_prefix(std::min(end + 1, table.size()));
    if (words.size() <= uid_column || words[state_column] != listening) continue;
    const std::string_view local = words[local_column];
    const std::size_t colon = local.find(':');
    if (colon == std::string_view::npos || !leads_here(local.substr(0, colon))) continue;
    if (number_in<std::uint16_t>(local.substr(colon + 1), 16) != port) continue;
    if (const auto user = number_in<uid_t>(words[uid_column], 10)) users.insert(*user);
  }
  return users;
}

std::set<uid_t> listeners_on(std::uint16_t port) {
  std::set<uid_t> users;
  for (const char* file : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    users.merge(listeners_in(read_text(file).value_or(""), port));
  }
  return users;
}

}  // namespace spotdrill::apps
