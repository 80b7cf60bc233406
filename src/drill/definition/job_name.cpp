// What a drill is called whose author gave it no name.
#include <filesystem>

#include "drill/definition/definition.hpp"

namespace spotdrill::drill {

std::string name_of_command(const std::vector<std::string>& command) {
  namespace fs = std::filesystem;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const fs::path path{command[i]};
    std::error_code error;
    if (path.has_extension() && fs::is_regular_file(path, error)) return path.stem().string();
    // python3 -m train
    const bool module = i > 0 && command[i - 1] == "-m" &&
                        fs::path{command[0]}.filename().string().starts_with("python");
    if (module && !command[i].empty()) return command[i];
  }
  const std::string stem = command.empty() ? "" : fs::path{command[0]}.stem().string();
  return stem.empty() ? "drill" : stem;
}

}  // namespace spotdrill::drill
