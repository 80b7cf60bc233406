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
};

/// Whether an attached volume is meant: by its device, UUID or label.
bool is_volume(const std::string& source);

/// Whether a volume is mounted there.
bool is_volume_mounted(const std::string& place);

/// Mounts it, and gives mount's exit code.
int mount_volume(const VolumeMount& asked);

/// Changes the options of one that is mounted.
int remount_volume(const std::string& place, const std::string& options);

/// Unmounts what a place or a device names, and gives umount's exit code; nothing where that is no
/// volume.
std::optional<int> unmount_volume(const std::string& named, bool lazy);

}  // namespace spotdrill::init
