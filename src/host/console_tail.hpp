// Follows the console file of an instance as PID 1 writes it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "host/descriptor.hpp"

namespace spotdrill {

class ConsoleTail {
 public:
  explicit ConsoleTail(std::filesystem::path directory) : directory_(std::move(directory)) {}

  /// Passes over what is there already.
  void skip_to(std::int64_t generation, std::int64_t length);

  /// PID 1 has written that far.
  void reach(std::int64_t generation, std::int64_t length);

  /// The next piece, at most 64 KiB; empty when there is none. A reader that is more than a whole
  /// file behind misses what was written between.
  std::string next();

  /// The newest output, at most `bytes_max` of it.
  [[nodiscard]] std::string newest(std::size_t bytes_max) const;

 private:
  bool open_file();

  std::filesystem::path directory_;
  Descriptor file_;
  std::int64_t offset_ = 0;      // Within the file that is open.
  std::int64_t generation_ = 0;  // Of the file that is open.
  std::int64_t target_generation_ = 0;
  std::int64_t target_length_ = 0;
};

}  // namespace spotdrill
