// The file systems that /etc/fstab names. Not their mounting, which is for mount's wrapper.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::init {

struct FileSystem {
  std::string source;
  std::string place;
  std::string type;
  std::string options;    ///< "defaults,nofail".
  bool automatic = true;  ///< 'mount -a' is for it.
};

/// What of it is read.
inline constexpr std::size_t file_systems_max = 64;

/// The lines of an fstab that name a source, a place and a type.
/// Source: fstab(5).
std::vector<FileSystem> read_fstab(std::string_view text);

/// Whether `wanted` is among options that commas separate.
bool has_option(std::string_view options, std::string_view wanted);

/// An instance's own at its first boot: the host's disks are not its.
inline constexpr std::string_view first_fstab = "# The root volume is mounted already.\n";

}  // namespace spotdrill::init
