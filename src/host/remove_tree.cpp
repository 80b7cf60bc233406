#include "host/remove_tree.hpp"

#include <unistd.h>

namespace spotdrill {

// Overlay's work directories have no permissions at all; root passes them over.
void remove_tree(const std::filesystem::path& directory, std::error_code& error) {
  if (::geteuid() != 0) {
    std::filesystem::recursive_directory_iterator entries{
        directory, std::filesystem::directory_options::skip_permission_denied, error};
    for (const auto end = std::filesystem::recursive_directory_iterator{}; !error && entries != end;
         entries.increment(error)) {
      std::error_code ignored;
      if (entries->is_symlink(ignored) || !entries->is_directory(ignored)) continue;
      std::filesystem::permissions(entries->path(), std::filesystem::perms::owner_all,
                                   std::filesystem::perm_options::add, ignored);
    }
  }
  std::filesystem::remove_all(directory, error);
}

}  // namespace spotdrill
