#include "drill/sketch/needs.hpp"

#include <array>
#include <regex>

#include "drill/sketch/lookup.hpp"

namespace spotdrill::drill::sketch {

namespace {

struct NeededSign {
  const char* pattern;
  std::string_view sentence;
};

constexpr std::array needed_signs{
    NeededSign{
        R"((^|[\s;&|(`])(docker|podman|nerdctl)([- ]compose)? +(run|pull|start|up|build|exec)\b)"
        R"(|(^|[\s;&|(])docker-compose +\w)",
        "Not here: docker. What it would start is not started."},
    NeededSign{
        R"(/systemd/system/[\w@.-]+\.(mount|automount|swap)\b)",
        "Not here: systemd's units of that kind. Services, timers, paths and sockets are run."},
    NeededSign{R"(\bgit +clone\b[^#]*(https?://|git@|ssh://))",
               "Not here: the internet. Nothing can be cloned from there; share a directory that "
               "has it."},
    NeededSign{R"((^|[\s;&|(])(parted|fdisk|sfdisk|sgdisk|pvcreate|mdadm) )",
               "Not here: partitions, LVM and RAID. File systems are on whole volumes."},
};

}  // namespace

std::vector<MissingHere> find_missing_here(const JobTexts& job) {
  std::vector<MissingHere> found;
  for (const NeededSign& sign : needed_signs) {
    const std::regex pattern{sign.pattern};
    std::optional<Place> at = find_line(job, pattern);
    if (at) found.push_back({.sentence = sign.sentence, .at = *std::move(at)});
  }
  return found;
}

std::vector<std::string_view> all_missing_here() {
  std::vector<std::string_view> sentences;
  for (const NeededSign& sign : needed_signs) sentences.push_back(sign.sentence);
  return sentences;
}

}  // namespace spotdrill::drill::sketch
