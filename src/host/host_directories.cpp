#include "host/host_directories.hpp"

#include <fmt/format.h>

#include "init/protocol.hpp"

namespace spotdrill {

namespace fs = std::filesystem;

Result<fs::path, std::string> make_host_directories(const fs::path& data_dir) {
  std::error_code error;
  fs::create_directories(data_dir / "instances", error);
  fs::create_directories(data_dir / init::volumes_name, error);
  const fs::path efs = data_dir / "efs";
  const bool fresh_efs = !error && fs::create_directories(efs, error);
  if (error) return refuse(fmt::format("cannot make {}: {}", data_dir.string(), error.message()));
  fs::permissions(data_dir / "instances", fs::perms::owner_all, error);
  fs::permissions(data_dir / init::volumes_name, fs::perms::owner_all, error);
  // As EFS's root is: an instance's other users may read it, root alone may write. Nobody else
  // comes by, for the directory above is the server's own.
  constexpr auto readable = static_cast<fs::perms>(0755);
  if (fresh_efs) fs::permissions(efs, readable, error);
  return fs::canonical(data_dir, error);
}

}  // namespace spotdrill
