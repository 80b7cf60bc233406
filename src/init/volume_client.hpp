// How commands inside an instance ask PID 1 about its volumes, and for what it alone may do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "init/superblock.hpp"

namespace spotdrill::init {

/// What can be asked for; fields are separated by tabs (volume_work.cpp).
namespace volume_verbs {
inline constexpr std::string_view list = "list";
inline constexpr std::string_view mount = "mount";
inline constexpr std::string_view unmount = "umount";
inline constexpr std::string_view format = "format";
inline constexpr std::string_view grow = "grow";
}  // namespace volume_verbs

inline constexpr std::size_t volume_request_bytes_max = 16 << 10;
inline constexpr std::size_t volume_answer_bytes_max = 64 << 10;

/// An attached volume, as its commands see it.
struct VolumeView {
  std::string node;  ///< "nvme1n1".
  std::string id;
  std::uint64_t bytes = 0;
  bool directory = false;
  std::string number;  ///< "7:3"; "0:0" of a directory.
  FileSystemFacts format;
  std::vector<std::string> places;  ///< Where it is mounted.

  [[nodiscard]] std::string path() const { return "/dev/" + node; }
};

/// Every attached volume.
std::vector<VolumeView> list_volumes();

/// The one that `source` names: a path below /dev, "UUID=…" or "LABEL=…"; null: none.
const VolumeView* find_volume(const std::vector<VolumeView>& volumes, std::string_view source);

/// Asks for something to be done and gives its errno.
int ask_for_volume(std::initializer_list<std::string_view> fields);

}  // namespace spotdrill::init
