#include "init/mount_commands.hpp"

#include <string>

#include "init/files.hpp"
#include "init/fstab.hpp"
#include "init/host_command.hpp"
#include "init/network_mount.hpp"
#include "init/protocol.hpp"
#include "init/report.hpp"

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
                           ": instances here have no volumes that can be attached.");
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
  Words places;  // Source and target, or one of them.
  bool asks = true;
  bool all = false;
};

MountWords read_mount(const Words& words) {
  MountWords read;
  for (std::size_t index = 0; index < words.size(); ++index) {
    const std::string_view word = words[index];
    if (contains({"-t", "--types", "-o", "--options", "-L", "-U"}, word)) {
      if (index + 1 < words.size() && word.starts_with("-t")) read.type = words[index + 1];
      if (word == "--types" && index + 1 < words.size()) read.type = words[index + 1];
      ++index;
    } else if (contains({"-a", "--all"}, word)) {
      read.asks = false;
      read.all = true;
    } else if (!word.starts_with("-")) {
      read.places.push_back(word);
      read.asks = false;
    }
  }
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
    const int one = is_network_file_system(system.type, system.source)
                        ? put_shared(system.source, system.place, asked)
                        : mount_of_host(name, words, {system.source}, asked);
    if (one != 0) code = mount_failed;
  }
  return code;
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
  if (read.places.size() == 1) {
    for (const FileSystem& system : file_systems()) {
      const bool meant = is_place(system.place, read.places[0]) || system.source == read.places[0];
      if (!meant || !is_network_file_system(system.type, system.source)) continue;
      return put_shared(system.source, system.place, asked);
    }
  }
  return mount_of_host(name, argv, words, asked);
}

int run_umount(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  int links = 0;
  for (const std::string_view word : words) links += unmount_shared(std::string{word}) ? 1 : 0;
  return links > 0 ? 0 : run_host_command(name, argv, "not on this host", 127);
}

int run_mkfs(const char* name, int argc, char** argv) {
  const int code = run_host_command(name, argv, "command not found", 127);
  if (code != 0) report_devices(name, words_of(argc, argv));
  return code;
}

}  // namespace spotdrill::init
