#include "init/wrappers.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "init/files.hpp"
#include "init/network_mount.hpp"
#include "init/report.hpp"
#include "init/shims.hpp"
#include "init/units/client.hpp"

namespace spotdrill::init {
namespace {

constexpr const char* command_directories[] = {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/",
                                               "/usr/bin/",        "/sbin/",          "/bin/"};
constexpr std::size_t words_max = 64;

// Not this program again, which may stand in the place of the host's.
bool is_own_link(const std::string& path) {
  char target[256];
  const ssize_t length = readlink(path.c_str(), target, sizeof target);
  return length > 0 &&
         std::string_view{target, static_cast<std::size_t>(length)}.starts_with(shim_directory);
}

std::string host_command(const char* name) {
  for (const char* directory : command_directories) {
    const std::string path = directory + std::string{name};
    if (access(path.c_str(), X_OK) == 0 && !is_own_link(path)) return path;
  }
  return {};
}

using Words = std::vector<std::string_view>;

Words words_of(int argc, char** argv) {
  Words words;
  for (int index = 1; index < argc && words.size() < words_max; ++index)
    words.emplace_back(argv[index]);
  return words;
}

// Runs the host's command and gives its exit code; `otherwise` where the host has none.
int run_host_command(const char* name, char** argv, const char* otherwise, int code) {
  const std::string path = host_command(name);
  if (path.empty()) {
    std::fprintf(stderr, "%s: %s\n", name, otherwise);
    return code;
  }
  std::signal(SIGCHLD, SIG_DFL);
  const pid_t pid = fork();
  if (pid == 0) {
    execv(path.c_str(), argv);
    _exit(126);
  }
  // What is typed at it, or sent to its group, is the command's to answer.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGQUIT, SIG_IGN);
  int status = 0;
  if (pid < 0 || waitpid(pid, &status, 0) != pid) return 126;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string joined(const char* name, const Words& words) {
  std::string line = name;
  for (const std::string_view word : words) line.append(" ").append(word);
  return line;
}

bool contains(std::initializer_list<std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The first word that is no option, as most of these have it; empty: none.
std::string_view verb_of(const Words& words) {
  const auto found = std::find_if(words.begin(), words.end(),
                                  [](std::string_view word) { return !word.starts_with("-"); });
  return found == words.end() ? std::string_view{} : *found;
}

// Parts of systemd that are daemons of their own. A question is answered, if with no.
int run_systemd_command(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const int code = run_host_command(
      name, argv, "System has not been booted with systemd as init system (PID 1). Can't operate.",
      1);
  if (code != 0 && !contains({"", "status", "show", "help"}, verb_of(words))) {
    report_unavailable("command", joined(name, words),
                       std::string{name} +
                           " needs a daemon of systemd's that instances here have "
                           "not.");
  }
  return code;
}

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
    } else if (!word.starts_with("-")) {
      read.places.push_back(word);
      read.asks = false;
    }
  }
  return read;
}

// Source: mount(8), "Exit status".
constexpr int mount_failed = 32;

int run_mount(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const MountWords read = read_mount(words);
  const bool all = contains({"-a", "--all"}, words.empty() ? std::string_view{} : words[0]);
  const std::vector<NetworkMount> network = read.places.empty() && !all
                                                ? std::vector<NetworkMount>{}
                                                : network_mounts(read.type, read.places);
  for (const NetworkMount& each : network) {
    if (is_shared_directory(each.target) || mount_shared(each)) continue;
    report_unavailable("command", joined(name, words),
                       "The directory that stands for " + each.source + " cannot be put there.");
    return mount_failed;
  }
  if (!network.empty()) return 0;
  const int code = run_host_command(name, argv, "not on this host", 127);
  if (code == 0 || read.asks) return code;
  if (report_devices(name, words)) return code;
  report_unavailable("command", joined(name, words),
                     "Instances here may not mount file systems; directories that they share are "
                     "mounted for them.");
  return code;
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

// The host's client is there, its daemon is not: no socket of the host is in an instance.
int run_docker(const char* name, int argc, char** argv) {
  const Words words = words_of(argc, argv);
  const std::string_view verb = verb_of(words);
  const bool remote = std::getenv("DOCKER_HOST") != nullptr || exists("/var/run/docker.sock");
  if (!remote && !verb.empty() && !contains({"version", "help", "context", "config"}, verb)) {
    report_unavailable("command", std::string{name} + " " + std::string{verb},
                       "Instances here have no Docker daemon, so that no container runs.");
  }
  const std::string path = host_command(name);
  if (!path.empty()) execv(path.c_str(), argv);
  std::fprintf(stderr, "%s: not in this instance: its host has none\n", name);
  return 127;
}

struct Wrapper {
  const char* name;
  int (*run)(const char* name, int argc, char** argv);
  bool needs_command;
};

// Every machine image has those that need no command of the host's.
constexpr Wrapper wrappers[] = {
    {"systemctl", units::run_unit_command, false},
    {"journalctl", units::run_unit_command, false},
    {"systemd-run", units::run_unit_command, false},
    {"systemd-cat", units::run_unit_command, false},
    {"systemd-notify", units::run_unit_command, false},
    {"hostnamectl", run_systemd_command, true},
    {"timedatectl", run_systemd_command, true},
    {"loginctl", run_systemd_command, true},
    {"service", units::run_unit_command, false},
    {"mount", run_mount, false},
    {"umount", run_umount, false},
    {"mkfs", run_mkfs, false},
    {"mkfs.ext4", run_mkfs, false},
    {"mkfs.xfs", run_mkfs, false},
    {"docker", run_docker, true},
    {"docker-compose", run_docker, true},
};

}  // namespace

Outcome link_wrappers(const std::string& directory) {
  for (const Wrapper& wrapper : wrappers) {
    if (wrapper.needs_command && host_command(wrapper.name).empty()) continue;
    if (symlink("spotdrill-init", (directory + "/" + wrapper.name).c_str()) != 0) {
      return failure("make the command " + std::string{wrapper.name});
    }
  }
  return done();
}

int run_wrapper(const char* name, int argc, char** argv) {
  for (const Wrapper& wrapper : wrappers) {
    if (std::strcmp(wrapper.name, name) == 0) return wrapper.run(name, argc, argv);
  }
  return -1;
}

}  // namespace spotdrill::init
