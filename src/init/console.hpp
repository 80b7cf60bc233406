// The instance's console: what its processes print, kept in two bounded files outside the instance.
// What user data printed is in /var/log/cloud-init-output.log inside as well.
#pragma once

#include <cstdint>
#include <string_view>

#include "init/outcome.hpp"

namespace spotdrill::init {

class Console {
 public:
  /// Opens the files below the directory `directory_fd`, to which it appends.
  Outcome open_files(int directory_fd);

  /// Opens /dev/console for reading, and makes a pipe for user data; where there is no such device
  /// the pipe is for both.
  Outcome open_source(bool device);

  /// Begins the copy inside the instance.
  void open_log(const char* path);

  /// Copies what has been printed, a bounded amount of it. False when there was nothing.
  bool copy();

  /// Adds a line of PID 1's own.
  void line(std::string_view text);

  [[nodiscard]] int device() const { return device_; }    ///< To poll for reading, as is:
  [[nodiscard]] int scripts() const { return scripts_; }  ///< what user data prints.
  [[nodiscard]] int sink() const { return sink_; }        ///< For user data's output.
  [[nodiscard]] std::int64_t generation() const { return generation_; }
  [[nodiscard]] std::int64_t length() const { return length_; }

 private:
  bool copy_from(int source, bool logged);
  void append(const char* data, std::size_t size, bool logged = true);
  void rotate();

  int directory_ = -1;
  int file_ = -1;
  int log_ = -1;
  int device_ = -1;
  int scripts_ = -1;
  int sink_ = -1;
  std::int64_t generation_ = 0;
  std::int64_t length_ = 0;
  std::int64_t log_length_ = 0;
};

}  // namespace spotdrill::init
