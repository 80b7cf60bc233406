#include "init/volume_commands.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

#include "init/report.hpp"
#include "init/volume_client.hpp"

namespace spotdrill::init {
namespace {

int run_of_host(const char* name, char** argv) {
  return run_host_command(name, argv, "command not found", 127);
}

// The first volume that is named, where it is a directory.
const VolumeView* named_directory(const std::vector<VolumeView>& volumes, const Words& words) {
  for (const std::string_view word : words) {
    const VolumeView* volume = find_volume(volumes, word);
    if (volume != nullptr && volume->directory) return volume;
  }
  return nullptr;
}

std::string after_option(const Words& words, std::initializer_list<std::string_view> options) {
  for (std::size_t index = 0; index + 1 < words.size(); ++index) {
    if (contains(options, words[index])) return std::string{words[index + 1]};
  }
  return {};
}

bool has_word(const Words& words, std::initializer_list<std::string_view> wanted) {
  for (const std::string_view word : words) {
    if (contains(wanted, word)) return true;
  }
  return false;
}

std::string type_to_make(std::string_view name, const Words& words) {
  if (const std::size_t dot = name.find('.'); dot != std::string_view::npos) {
    return std::string{name.substr(dot + 1)};
  }
  const std::string asked = after_option(words, {"-t", "--type", "--types"});
  return asked.empty() ? (name == "mke2fs" && has_word(words, {"-j"}) ? "ext3" : "ext2") : asked;
}

int say(int error, const char* name, const std::string& path) {
  if (error != 0) {
    std::fprintf(stderr, "%s: %s: %s\n", name, path.c_str(), std::strerror(error));
  }
  return error == 0 ? 0 : 1;
}

}  // namespace

std::optional<int> make_file_system(const char* name, const Words& words) {
  const std::vector<VolumeView> volumes = list_volumes();
  const VolumeView* volume = named_directory(volumes, words);
  if (volume == nullptr) return std::nullopt;
  const std::string path = volume->path();
  const std::string type = type_to_make(name, words);
  if (!volume->places.empty()) {
    std::fprintf(stderr, "%s is mounted; will not make a filesystem here!\n", path.c_str());
    return 1;
  }
  if (type == "xfs" && !volume->format.type.empty() && !has_word(words, {"-f"})) {
    std::fprintf(stderr,
                 "mkfs.xfs: %s appears to contain an existing filesystem (%s).\n"
                 "mkfs.xfs: Use the -f option to force overwrite.\n",
                 path.c_str(), volume->format.type.c_str());
    return 1;
  }
  const std::string label = after_option(words, {"-L", "--label"});
  const std::string uuid = after_option(words, {"-U", "--uuid"});
  const int error = ask_for_volume({volume_verbs::format, volume->node, type, label, uuid, "new"});
  if (error == 0 && !has_word(words, {"-q"})) {
    std::printf("Creating filesystem on %s with %llu 4k blocks\n", path.c_str(),
                static_cast<unsigned long long>(volume->bytes / 4096));
  }
  return say(error, name, path);
}

int run_blkid(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const std::vector<VolumeView> volumes = list_volumes();
  std::vector<const VolumeView*> shown;
  bool named = false;
  for (std::size_t index = 0; index < words.size(); ++index) {
    const std::string_view word = words[index];
    std::string source;
    if (word.starts_with("/dev/")) source = word;
    if ((word == "-U" || word == "-L") && index + 1 < words.size()) {
      source = (word == "-U" ? "UUID=" : "LABEL=") + std::string{words[index + 1]};
    }
    if (source.empty()) continue;
    named = true;
    if (const VolumeView* volume = find_volume(volumes, source)) shown.push_back(volume);
  }
  const bool any_block = !shown.empty() && !shown.front()->directory;
  if (any_block || (named && shown.empty())) {
    return run_of_host(name, argv);
  }
  if (!named) {
    for (const VolumeView& volume : volumes) shown.push_back(&volume);
  }
  const std::string format = after_option(words, {"-o", "--output"});
  const std::string tag = after_option(words, {"-s", "--match-tag"});
  bool found = false;
  for (const VolumeView* volume : shown) {
    const FileSystemFacts& facts = volume->format;
    if (facts.type.empty()) continue;
    if (has_word(words, {"-U", "-L"}) || format == "device") {
      std::printf("%s\n", volume->path().c_str());
      found = true;
      continue;
    }
    const std::pair<std::string_view, std::string> tags[] = {
        {"LABEL", facts.label}, {"UUID", facts.uuid}, {"TYPE", facts.type}};
    std::string line;
    for (const auto& [key, value] : tags) {
      if (value.empty() || (!tag.empty() && tag != key)) continue;
      if (format == "value") {
        line += value + "\n";
      } else if (format == "export") {
        line += std::string{key} + "=" + value + "\n";
      } else {
        line += " " + std::string{key} + "=\"" + value + "\"";
      }
    }
    if (line.empty()) continue;
    found = true;
    if (format == "value") {
      std::printf("%s", line.c_str());
    } else if (format == "export") {
      std::printf("DEVNAME=%s\n%s", volume->path().c_str(), line.c_str());
    } else {
      std::printf("%s:%s\n", volume->path().c_str(), line.c_str());
    }
  }
  return found ? 0 : 2;
}

int run_file(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const std::vector<VolumeView> volumes = list_volumes();
  const VolumeView* named = nullptr;
  for (const std::string_view word : words) {
    if (const VolumeView* volume = find_volume(volumes, word)) named = volume;
  }
  // Few hosts have the command, and every machine image has.
  const bool special =
      !words.empty() && words[0].starts_with("-") && words[0].find('s') != std::string_view::npos;
  if (named == nullptr || !special || (!named->directory && !host_command(name).empty())) {
    return run_of_host(name, argv);
  }
  const FileSystemFacts& facts = named->format;
  const std::string path{words.back()};
  if (facts.type.empty()) {
    std::printf("%s: data\n", path.c_str());
  } else if (facts.type == "xfs") {
    std::printf("%s: SGI XFS filesystem data (blksz 4096, inosz 512, v2 dirs)\n", path.c_str());
  } else {
    std::printf("%s: Linux rev 1.0 %s filesystem data, UUID=%s\n", path.c_str(), facts.type.c_str(),
                facts.uuid.c_str());
  }
  return 0;
}

int run_resize(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const std::vector<VolumeView> volumes = list_volumes();
  for (const std::string_view word : words) {
    for (const VolumeView& volume : volumes) {
      const bool by_place =
          std::find(volume.places.begin(), volume.places.end(), word) != volume.places.end();
      if (!by_place && find_volume(volumes, word) != &volume) continue;
      // A mounted file system is the kernel's to grow, which only PID 1 may ask for it.
      if (volume.places.empty() && !volume.directory) break;
      const int error = ask_for_volume({volume_verbs::grow, volume.node});
      if (error == 0) {
        std::printf("The filesystem on %s is now %llu (4k) blocks long.\n", volume.path().c_str(),
                    static_cast<unsigned long long>(volume.bytes / 4096));
      }
      return say(error, name, volume.path());
    }
  }
  return run_of_host(name, argv);
}

int run_growpart(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  std::string_view disk;
  for (const std::string_view word : words) {
    if (word.starts_with("/dev/")) disk = word;
  }
  const bool root = disk == "/dev/xvda" || disk == "/dev/sda" || disk == "/dev/nvme0n1";
  if (root) {
    // The root volume's file system has all the room that there is.
    std::printf("NOCHANGE: partition 1 could only be grown by 0 [fudge=2048]\n");
    return 1;
  }
  const std::vector<VolumeView> volumes = list_volumes();
  const VolumeView* volume = find_volume(volumes, disk);
  if (volume == nullptr) {
    std::fprintf(stderr, "FAILED: %s: does not exist\n", std::string{disk}.c_str());
    return 2;
  }
  report_unavailable("command", joined(name, words),
                     "Volumes here have no partitions: file systems are on the whole device.");
  std::fprintf(stderr, "FAILED: failed to get start and end for %s1 in %s\n",
               volume->path().c_str(), volume->path().c_str());
  return 2;
}

int run_label(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const std::vector<VolumeView> volumes = list_volumes();
  const VolumeView* volume = named_directory(volumes, words);
  if (volume == nullptr) return run_of_host(name, argv);
  const bool plain = std::strcmp(name, "e2label") == 0;
  if (plain && words.size() < 2) {
    std::printf("%s\n", volume->format.label.c_str());
    return 0;
  }
  const std::string label = plain ? std::string{words[1]} : after_option(words, {"-L"});
  if (!plain && label.empty()) return 0;  // What else it tunes no directory has.
  return say(ask_for_volume({volume_verbs::format, volume->node, volume->format.type, label,
                             volume->format.uuid, "keep"}),
             name, volume->path());
}

int run_check_disk(const char* name, int argc, char** argv) {
  const std::vector<VolumeView> volumes = list_volumes();
  const VolumeView* volume = named_directory(volumes, words_of(argc, argv));
  if (volume == nullptr) return run_of_host(name, argv);
  std::printf("%s: clean\n", volume->path().c_str());
  return 0;
}

int run_wipefs(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const std::vector<VolumeView> volumes = list_volumes();
  const VolumeView* volume = named_directory(volumes, words);
  if (volume == nullptr) return run_of_host(name, argv);
  if (!has_word(words, {"-a", "--all", "-af", "-fa"})) return 0;
  return say(ask_for_volume({volume_verbs::format, volume->node, "", "", "", "new"}), name,
             volume->path());
}

}  // namespace spotdrill::init
