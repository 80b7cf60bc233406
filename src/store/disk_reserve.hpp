// Room on the disk that is kept for the store: a file of a known size beside it, deleted when the
// disk is full so that a commit goes through, and made again when there is room. Not a quota: it
// only helps until somebody makes room.
#pragma once

#include <cstdint>
#include <filesystem>

namespace spotdrill {

/// More than the write-ahead log before its checkpoint (1000 pages of 4 KiB) and what a drill adds
/// to the tables meanwhile. Units: bytes.
inline constexpr std::uint64_t disk_reserve_bytes = 8ULL << 20;

class DiskReserve {
 public:
  /// Nothing is made yet: restore does that.
  explicit DiskReserve(std::filesystem::path file);

  /// The reserve of the store in this directory.
  static std::filesystem::path file_in(const std::filesystem::path& directory) {
    return directory / "reserve";
  }

  /// Gives the room away. False when it was gone already.
  bool release();

  /// Takes the room, if it is not held and the disk has several times as much.
  void restore();

  [[nodiscard]] bool held() const { return held_; }

 private:
  std::filesystem::path file_;
  bool held_;
};

}  // namespace spotdrill
