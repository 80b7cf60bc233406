#include "base/read_file.hpp"

#include <fstream>
#include <sstream>

namespace spotdrill {

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream stream{path, std::ios::binary};
  std::ostringstream content;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error) || !stream || !(content << stream.rdbuf())) {
    return std::nullopt;
  }
  return std::move(content).str();
}

}  // namespace spotdrill
