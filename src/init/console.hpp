// The instance's console: what its processes print, kept in two bounded files outside the instance
// and in /var/log/cloud-init-output.log inside.
#pragma once

#include <cstdint>
#include <string_view>

#include "init/outcome.hpp"

namespace spotdrill::init {

class Console {
 public:
  /// Opens the files below the directory `directory_fd`, to which it appends.
  Outcome open_files(int directory_fd);

  /// Opens /dev/console for reading, or makes a pipe where there is none.
  Outcome open_source(bool device);

  /// Begins the copy inside the instance.
  void open_log(const char* path);

  /// Copies what has been printed, a bounded amount of it. False when there was nothing.
  bool copy();

  /// Adds a line of PID 1's own.
  void line(std::string_view text);

  [[nodiscard]] int source() const { return source_; }  ///< To poll for reading.
  [[nodiscard]] int sink() const { return sink_; }      ///< For a child's output.
  [[nodiscard]] std::int64_t generation() const { return generation_; }
  [[nodiscard]] std::int64_t length() const { return length_; }

 private:
  void append(const char* data, std::size_t size);
  void rotate();

  int directory_ = -1;
  int file_ = -1;
  int log_ = -1;
  int source_ = -1;
  int sink_ = -1;
  std::int64_t generation_ = 0;
  std::int64_t length_ = 0;
  std::int64_t log_length_ = 0;
};

}  // namespace spotdrill::init
