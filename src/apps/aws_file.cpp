#include "apps/aws_file.hpp"

#include <fstream>
#include <string_view>

namespace spotdrill::apps {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

std::optional<FileSection> section_of(const std::filesystem::path& file,
                                      const std::string& section) {
  std::ifstream in{file};
  std::optional<FileSection> found;
  bool inside = false;
  for (std::string text; std::getline(in, text);) {
    const std::string_view line = trimmed(text);
    if (line.starts_with('[') && line.ends_with(']')) {
      inside = trimmed(line.substr(1, line.size() - 2)) == section;
      if (inside && !found) found.emplace();
      continue;
    }
    const std::size_t equals = line.find('=');
    if (!inside || equals == std::string_view::npos || line.front() == '#') continue;
    found->insert_or_assign(std::string{trimmed(line.substr(0, equals))},
                            std::string{trimmed(line.substr(equals + 1))});
  }
  return found;
}

}  // namespace spotdrill::apps
