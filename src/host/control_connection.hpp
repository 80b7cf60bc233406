// The daemon's side of the connection to an instance's PID 1 (init/protocol.hpp).
#pragma once

#include <array>
#include <filesystem>
#include <optional>

#include "host/descriptor.hpp"
#include "init/protocol.hpp"

namespace spotdrill {

struct ReceivedMessage {
  init::Message message;
  std::array<Descriptor, init::descriptors_max> descriptors;
};

/// The next message without waiting; nothing when there is none. `ended` is set when there will be
/// no more.
std::optional<ReceivedMessage> receive_message(int fd, bool& ended);

/// False when it could not be sent at once. `descriptor` goes along unless it is negative.
bool send_message(int fd, const init::Message& message, int descriptor = -1);

/// Connects to the PID 1 whose socket is in `instance_dir`. Not valid when nobody listens.
Descriptor connect_control(const std::filesystem::path& instance_dir);

/// True when an instance (or what is left of its start) lives: PID 1 locks its configuration.
bool instance_lives(const std::filesystem::path& instance_dir);

}  // namespace spotdrill
