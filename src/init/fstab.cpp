#include "init/fstab.hpp"

#include <algorithm>

namespace spotdrill::init {
namespace {

std::string_view next_field(std::string_view& line) {
  constexpr std::string_view blanks = " \t\r";
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  const std::string_view field = line.substr(0, line.find_first_of(blanks));
  line.remove_prefix(field.size());
  return field;
}

}  // namespace

bool has_option(std::string_view options, std::string_view wanted) {
  while (!options.empty()) {
    const std::string_view option = options.substr(0, options.find(','));
    if (option == wanted) return true;
    options.remove_prefix(std::min(option.size() + 1, options.size()));
  }
  return false;
}

std::vector<FileSystem> read_fstab(std::string_view text) {
  std::vector<FileSystem> found;
  while (!text.empty() && found.size() < file_systems_max) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view source = next_field(line);
    const std::string_view place = next_field(line);
    const std::string_view type = next_field(line);
    if (source.starts_with('#') || type.empty()) continue;
    const std::string_view options = next_field(line);
    const bool mounted = place.starts_with('/') && place != "/" && type != "swap";
    found.push_back({.source = std::string{source},
                     .place = std::string{place},
                     .type = std::string{type == "auto" ? "" : type},
                     .options = std::string{options},
                     .automatic = mounted && !has_option(options, "noauto")});
  }
  return found;
}

}  // namespace spotdrill::init
