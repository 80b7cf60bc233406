// Mounting volumes, in mount's own words: PID 1 does what these ask it for.
#pragma once

#include <optional>
#include <string>

namespace spotdrill::init {

struct VolumeMount {
  std::string source;
  std::string place;
  std::string type;     ///< Empty: what is on it.
  std::string options;  ///< As for mount -o.
  /// Where a volume is mounted there already, it stays.
  bool unless_mounted = false;
};

/// Whether a volume is mounted there.
bool is_volume_mounted(const std::string& place);

/// Mounts the attached volume that a device, a UUID or a label names, and gives mount's exit code;
/// nothing where that is none.
std::optional<int> mount_volume(const VolumeMount& asked);

/// Changes the options of one that is mounted.
int remount_volume(const std::string& place, const std::string& options);

/// Unmounts what a place or a device names, and gives umount's exit code; nothing where that is no
/// volume.
std::optional<int> unmount_volume(const std::string& named, bool lazy);

}  // namespace spotdrill::init
