// The volumes of an instance, as PID 1 has them: their devices below /dev, and the socket at which
// the instance's commands ask for what they may not do themselves (volume_work.hpp does it).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "init/config.hpp"
#include "init/control.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

/// One attached volume.
struct VolumeNode {
  std::string id;
  std::string node;  ///< Below /dev: "nvme1n1", "xvdf".
  std::uint64_t bytes = 0;
  int device = -1;  ///< Keeps the loop device; -1: a directory.
  std::vector<std::string> links;
  bool leaving = false;  ///< To be detached when nothing of it is mounted.

  [[nodiscard]] bool is_directory() const { return device < 0; }
};

/// Hides the directory of all volumes from the instance and keeps a descriptor of it in `config`,
/// with a device node that stands for those that are directories. Before the root is entered.
Outcome mount_volume_store(Config& config, const std::string& root);

class Volumes {
 public:
  Volumes(Config& config, Control& control) : config_(config), control_(control) {}

  /// Listens for the instance's commands.
  Outcome listen();

  /// Takes the messages about those that are attached from the beginning on.
  void attach_first();

  /// AttachVolume and DetachVolume.
  void attach(const Message& message);
  void detach(const Message& message);

  /// Tells a new daemon what is attached.
  void tell();

  /// A command asks.
  void hear();

  /// Whether that was a process of ours, which has ended.
  bool ended(pid_t pid);

  [[nodiscard]] int listener() const { return listener_; }

 private:
  Outcome make_node(VolumeNode& made, bool nvme, bool ephemeral, const std::string& name);
  void add_links(VolumeNode& made, bool nvme, bool ephemeral, const std::string& name);
  void leave_when_free();
  void remove(std::size_t index);
  void send(Kind kind, const std::string& text, int error = 0);

  Config& config_;
  Control& control_;
  int listener_ = -1;
  std::vector<VolumeNode> nodes_;
  std::vector<pid_t> workers_;
};

}  // namespace spotdrill::init
