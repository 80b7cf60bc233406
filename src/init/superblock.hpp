// What file system is on a device, as blkid says it. Inline: commands and PID 1 both look.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

namespace spotdrill::init {

struct FileSystemFacts {
  std::string type;  ///< "ext4", "xfs"; empty: none that is known.
  std::string uuid;
  std::string label;
};

inline std::string uuid_text(const unsigned char* bytes) {
  char text[37];
  std::size_t at = 0;
  for (int index = 0; index < 16; ++index) {
    if (index == 4 || index == 6 || index == 8 || index == 10) text[at++] = '-';
    std::snprintf(text + at, 3, "%02x", bytes[index]);
    at += 2;
  }
  return {text, 36};
}

inline std::string label_text(const unsigned char* bytes, std::size_t most) {
  const char* text = reinterpret_cast<const char*>(bytes);
  return {text, strnlen(text, most)};
}

/// Reads the superblock of ext2 to ext4, XFS or Btrfs.
/// Source: Linux, Documentation/filesystems/ext4/super.rst; XFS Algorithms & Data Structures,
/// "Superblocks"; Btrfs documentation, "On-disk Format".
inline FileSystemFacts read_superblock(int fd) {
  FileSystemFacts facts;
  unsigned char block[1024] = {};
  const auto size = static_cast<ssize_t>(sizeof block);
  if (pread(fd, block, sizeof block, 1024) == size && block[0x38] == 0x53 && block[0x39] == 0xef) {
    const bool journal = (block[0x5c] & 0x04) != 0;
    const bool extents = (block[0x60] & 0x40) != 0;
    facts.type = extents ? "ext4" : (journal ? "ext3" : "ext2");
    facts.uuid = uuid_text(block + 0x68);
    facts.label = label_text(block + 0x78, 16);
  } else if (pread(fd, block, sizeof block, 0) == size && std::memcmp(block, "XFSB", 4) == 0) {
    facts.type = "xfs";
    facts.uuid = uuid_text(block + 32);
    facts.label = label_text(block + 108, 12);
  } else if (pread(fd, block, sizeof block, 0x10000) == size &&
             std::memcmp(block + 0x40, "_BHRfS_M", 8) == 0) {
    facts.type = "btrfs";
    facts.uuid = uuid_text(block + 0x20);
    facts.label = label_text(block + 0x12b, 256);
  }
  return facts;
}

}  // namespace spotdrill::init
