#include "init/mount_commands.hpp"

#include <string>

#include "init/files.hpp"
#include "init/fstab.hpp"
#include "init/host_command.hpp"
#include "init/network_mount.hpp"
#include "init/protocol.hpp"
#include "init/report.hpp"
#include "init/volume_commands.hpp"
#include "init/volume_mount.hpp"

namespace spotdrill::init {
namespace {

// Source: mount(8), "Exit status".
constexpr int mount_failed = 32;

// Devices that are named and not there.
bool report_devices(const char* name, const Words& words) {
  bool missing = false;
  for (const std::string_view word : words) {
    if (!word.starts_with("/dev/") || exists(std::string{word})) continue;
    missing = true;
    report_unavailable("device", word,
                       std::string{name} + " was to use " + std::string{word} +
                           ", which is no device of a volume that is attached.");
  }
  return missing;
}

bool is_shared_directory(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  std::string list;
  if (read_file(shared_list_path, list).failed()) return false;
  return ("\n" + list).find("\n" + std::string{path} + "\n") != std::string::npos;
}

struct MountWords {
  std::string_view type;
  std::string options;  // Joined by commas.
  std::string source;   // Of -L and -U.
  Words places;         // Source and target, or one of them.
  bool asks = true;
  bool all = false;
};

void add_options(MountWords& read, std::string_view options) {
  if (!read.options.empty()) read.options += ',';
  read.options += options;
}

MountWords read_mount(const Words& words) {
  MountWords read;
  for (std::size_t index = 0; index < words.size(); ++index) {
    const std::string_view word = words[index];
    const std::string_view next = index + 1 < words.size() ? words[index + 1] : std::string_view{};
    if (contains({"-t", "--types", "-o", "--options", "-L", "-U"}, word)) {
      if (word == "-t" || word == "--types") read.type = next;
      if (word == "-o" || word == "--options") add_options(read, next);
      if (word == "-L") read.source = "LABEL=" + std::string{next};
      if (word == "-U") read.source = "UUID=" + std::string{next};
      ++index;
    } else if (contains({"-a", "--all"}, word)) {
      read.asks = false;
      read.all = true;
    } else if (contains({"-r", "--read-only"}, word)) {
      add_options(read, "ro");
    } else if (!word.starts_with("-")) {
      read.places.push_back(word);
      read.asks = false;
    }
  }
  if (!read.source.empty()) read.places.insert(read.places.begin(), read.source);
  if (read.type == "auto") read.type = {};
  return read;
}

std::vector<FileSystem> file_systems() {
  std::string text;
  if (read_file("/etc/fstab", text).failed()) return {};
  return read_fstab(text);
}

int put_shared(const std::string& source, const std::string& place, const std::string& asked) {
  if (is_shared_directory(place) || mount_shared(source, place)) return 0;
  report_unavailable("command", asked,
                     "The directory that stands for " + source + " cannot be put there.");
  return mount_failed;
}

int mount_of_host(const char* name, char** argv, const Words& named, const std::string& asked) {
  const int code = run_host_command(name, argv, "not on this host", 127);
  if (code == 0 || report_devices(name, named)) return code;
  report_unavailable("command", asked,
                     "Instances here may not mount file systems; directories that they share are "
                     "mounted for them.");
  return code;
}

// mount -a. Each is tried by itself, so that what is refused has a name.
int mount_all(const char* name) {
  int code = 0;
  for (const FileSystem& system : file_systems()) {
    if (!system.automatic) continue;
    const std::string asked = "mount " + system.source + " " + system.place;
    char* words[] = {const_cast<char*>(name), const_cast<char*>(system.place.c_str()), nullptr};
    int one = 0;
    if (is_network_file_system(system.type, system.source)) {
      one = put_shared(system.source, system.place, asked);
    } else if (const auto mounted = mount_volume({.source = system.source,
                                                  .place = system.place,
                                                  .type = system.type,
                                                  .options = system.options,
                                                  .unless_mounted = true})) {
      one = *mounted;
    } else if (!has_option(system.options, "nofail")) {
      one = mount_of_host(name, words, {system.source}, asked);
    }
    if (one != 0) code = mount_failed;
  }
  return code;
}

// One of its two places, and what /etc/fstab says of the other.
int mount_listed(const char* name, char** argv, const MountWords& read, const std::string& asked) {
  for (const FileSystem& system : file_systems()) {
    const bool meant = is_place(system.place, read.places[0]) || system.source == read.places[0];
    if (!meant) continue;
    if (is_network_file_system(system.type, system.source)) {
      return put_shared(system.source, system.place, asked);
    }
    const auto mounted = mount_volume({.source = system.source,
                                       .place = system.place,
                                       .type = system.type,
                                       .options = system.options + "," + read.options});
    if (mounted) return *mounted;
  }
  if (has_option(read.options, "remount") && is_volume_mounted(std::string{read.places[0]})) {
    return remount_volume(std::string{read.places[0]}, read.options);
  }
  return mount_of_host(name, argv, read.places, asked);
}

}  // namespace

int run_mount(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const MountWords read = read_mount(words);
  if (read.all) return mount_all(name);
  if (read.asks) return run_host_command(name, argv, "not on this host", 127);
  const std::string asked = joined(name, words);
  if (read.places.size() == 2 && is_network_file_system(read.type, read.places[0])) {
    return put_shared(std::string{read.places[0]}, std::string{read.places[1]}, asked);
  }
  if (read.places.size() == 2) {
    const auto mounted = mount_volume({.source = std::string{read.places[0]},
                                       .place = std::string{read.places[1]},
                                       .type = std::string{read.type},
                                       .options = read.options});
    if (mounted) return *mounted;
  }
  if (read.places.size() == 1) return mount_listed(name, argv, read, asked);
  return mount_of_host(name, argv, words, asked);
}

int run_umount(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  bool lazy = false;
  bool ours = false;
  int code = 0;
  for (const std::string_view word : words) lazy = lazy || contains({"-l", "--lazy"}, word);
  for (const std::string_view word : words) {
    if (word.starts_with("-")) continue;
    if (unmount_shared(std::string{word})) {
      ours = true;
    } else if (const auto unmounted = unmount_volume(std::string{word}, lazy)) {
      ours = true;
      if (*unmounted != 0) code = *unmounted;
    }
  }
  return ours ? code : run_host_command(name, argv, "not on this host", 127);
}

int run_mkfs(const char* name, int argc, char** argv) {
  if (const auto made = make_file_system(name, words_of(argc, argv))) return *made;
  const int code = run_host_command(name, argv, "command not found", 127);
  if (code != 0) report_devices(name, words_of(argc, argv));
  return code;
}

}  // namespace spotdrill::init
