#include "init/units/accounts.hpp"

#include <algorithm>
#include <cstdlib>

#include "init/files.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::size_t groups_max = 64;

std::vector<std::string_view> fields_of(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t end = line.find(separator);
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos || fields.size() > 4096) return fields;
    line.remove_prefix(end + 1);
  }
}

// The lines of an account file, each as its fields.
template <class Function>
void each_entry(const char* path, std::size_t fields_min, Function function) {
  std::string text;
  if (read_file(path, text).failed()) return;
  for (const std::string_view line : fields_of(text, '\n')) {
    const auto fields = fields_of(line, ':');
    if (fields.size() >= fields_min) function(fields);
  }
}

std::optional<unsigned> number_of(std::string_view text) {
  const std::string digits{text};
  char* rest = nullptr;
  const unsigned long number = std::strtoul(digits.c_str(), &rest, 10);
  if (digits.empty() || *rest != '\0' || number > 0xfffffffe) return std::nullopt;
  return static_cast<unsigned>(number);
}

}  // namespace

std::optional<Account> find_account(std::string_view user) {
  std::optional<Account> found;
  each_entry("/etc/passwd", 7, [&](const std::vector<std::string_view>& fields) {
    if (found || (fields[0] != user && fields[2] != user)) return;
    const auto uid = number_of(fields[2]);
    const auto gid = number_of(fields[3]);
    if (!uid || !gid) return;
    found = Account{.name = std::string{fields[0]},
                    .uid = *uid,
                    .gid = *gid,
                    .home = std::string{fields[5]},
                    .shell = std::string{fields[6]}};
  });
  return found;
}

std::optional<gid_t> find_group(std::string_view group) {
  std::optional<gid_t> found = number_of(group);
  if (found) return found;
  each_entry("/etc/group", 3, [&](const std::vector<std::string_view>& fields) {
    if (!found && fields[0] == group) found = number_of(fields[2]);
  });
  return found;
}

std::vector<gid_t> groups_of(std::string_view user) {
  std::vector<gid_t> groups;
  each_entry("/etc/group", 4, [&](const std::vector<std::string_view>& fields) {
    const auto members = fields_of(fields[3], ',');
    const auto gid = number_of(fields[2]);
    if (!gid || groups.size() >= groups_max) return;
    if (std::find(members.begin(), members.end(), user) != members.end()) groups.push_back(*gid);
  });
  return groups;
}

}  // namespace spotdrill::init::units
