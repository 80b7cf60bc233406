// Files that one process of an instance writes while another, or the same, reads them: who uploads
// such a file sends what there is of it. Seen from this machine, by /proc.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "host/descriptor.hpp"

namespace spotdrill {

/// Descriptors that are looked at in one call, all told.
inline constexpr std::size_t descriptors_looked_at_max = 4'096;

class WrittenFile {
 public:
  WrittenFile(std::string path, std::string writer, Descriptor file);

  [[nodiscard]] const std::string& path() const { return path_; }      ///< As its reader sees it.
  [[nodiscard]] const std::string& writer() const { return writer_; }  ///< "python3".
  [[nodiscard]] std::uint64_t size_then() const { return size_; }
  /// What it has now, also after its processes and its name are gone.
  [[nodiscard]] std::uint64_t size_now() const;
  /// Whether it is another than it was when it was found.
  [[nodiscard]] bool has_changed() const;

 private:
  std::string path_;
  std::string writer_;
  Descriptor file_;
  std::uint64_t size_ = 0;
  std::int64_t modified_ns_ = 0;
};

/// The regular files that some of `threads` have open for reading and some for writing; not those
/// that only grow, as logs do.
std::vector<WrittenFile> read_while_written(const std::vector<pid_t>& threads);

}  // namespace spotdrill
