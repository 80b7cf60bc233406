// PID 1's side of the connection to the daemon. The daemon may go and come back: the socket file in
// the instance's directory is where a new one finds PID 1.
#pragma once

#include <optional>

#include "init/outcome.hpp"
#include "init/protocol.hpp"

namespace spotdrill::init {

class Control {
 public:
  /// Takes the connection that this program was started with.
  explicit Control(int connection) : connection_(connection) { make_room(); }

  /// Waits for daemons at `control_name` below the directory.
  Outcome listen_at(int directory_fd);

  /// Removes the socket file.
  void forget(int directory_fd);

  /// Takes a new connection, in the place of the old one. False when there is none, or when it
  /// comes from another user.
  bool accept_connection();

  /// Sends without waiting. False when it must be tried again, or nobody is there.
  bool send(const Message& message, const int* fds = nullptr, std::size_t count = 0);

  /// The next message, if there is one. Drops the connection at its end.
  std::optional<Message> receive();

  /// The descriptor that came with it, or -1. The caller closes it.
  int take_descriptor();

  [[nodiscard]] bool connected() const { return connection_ >= 0; }
  [[nodiscard]] int connection() const { return connection_; }
  [[nodiscard]] int listener() const { return listener_; }

 private:
  void drop();
  void make_room() const;

  int connection_ = -1;
  int listener_ = -1;
  int descriptor_ = -1;
};

}  // namespace spotdrill::init
