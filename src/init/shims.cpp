#include "init/shims.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "init/files.hpp"
#include "init/protocol.hpp"
#include "init/shim_scripts.hpp"
#include "init/unix_address.hpp"
#include "init/wrappers.hpp"

namespace spotdrill::init {
namespace {

constexpr const char* power_commands[] = {"shutdown", "poweroff", "halt", "reboot"};

// A sudo with a path of its own, or a unit's ExecStart=, finds them by their places.
constexpr const char* unit_commands[] = {"/usr/bin/systemctl", "/usr/bin/journalctl",
                                         "/usr/bin/systemd-run", "/usr/bin/systemd-cat",
                                         "/usr/sbin/service"};

bool tell_init(const ShutdownWish& wish) {
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  const sockaddr_un address = unix_address(wish_path);
  const ssize_t sent = sendto(fd, &wish, sizeof wish, MSG_NOSIGNAL,
                              reinterpret_cast<const sockaddr*>(&address), sizeof address);
  close(fd);
  return sent == static_cast<ssize_t>(sizeof wish);
}

int send_wish(const char* name, const ShutdownWish& wish) {
  if (geteuid() != 0) {
    std::fprintf(stderr, "%s: Operation not permitted: become root first.\n", name);
    return 1;
  }
  if (tell_init(wish)) return 0;
  std::fprintf(stderr, "%s: Failed to reach init: %s\n", name, std::strerror(errno));
  return 1;
}

// shutdown [-h|-P|-H|-r|-c] [now|+MINUTES]; without a time it is one minute.
int run_shutdown(int argc, char** argv) {
  ShutdownWish wish;
  wish.delay_minutes = 1;
  for (int index = 1; index < argc; ++index) {
    const std::string_view word{argv[index]};
    if (word == "-r" || word == "--reboot") {
      wish.reboot = 1;
    } else if (word == "-c") {
      wish.cancel = 1;
    } else if (word == "now") {
      wish.delay_minutes = 0;
    } else if (!word.empty() && (word[0] == '+' || (word[0] >= '0' && word[0] <= '9'))) {
      if (word.find(':') != std::string_view::npos) {
        std::fprintf(stderr, "shutdown: give the time as 'now' or '+MINUTES'.\n");
        return 1;
      }
      wish.delay_minutes = static_cast<std::uint32_t>(std::strtoul(argv[index], nullptr, 10));
    } else if (word[0] != '-') {
      break;  // A message for those who are logged in.
    }
  }
  return send_wish("shutdown", wish);
}

int run_systemctl(int argc, char** argv) {
  for (int index = 1; index < argc; ++index) {
    const std::string_view word{argv[index]};
    if (word.starts_with("-")) continue;
    ShutdownWish wish;
    if (word == "reboot") wish.reboot = 1;
    if (word == "poweroff" || word == "halt" || word == "reboot")
      return send_wish("systemctl", wish);
    break;
  }
  return run_wrapper("systemctl", argc, argv);
}

bool belongs(const ShimScript& script, ImageFamily family) {
  switch (script.where) {
    case ShimScript::Where::Everywhere:
      return true;
    case ShimScript::Where::WithoutSudo:
      return !exists("/usr/bin/sudo") || access("/etc/sudoers", R_OK) != 0;
    case ShimScript::Where::WithHosts:
      return exists(std::string{"/usr/bin/"} + script.name);
    case ShimScript::Where::AmazonLinux:
      return family != ImageFamily::Ubuntu && family != ImageFamily::Debian;
  }
  return true;
}

// In the instance's layer, where that can be written.
void put_unit_commands(const std::string& directory) {
  struct stat about{};
  const bool merged = lstat("/bin", &about) == 0 && S_ISLNK(about.st_mode);
  for (const std::string path : unit_commands) {
    const std::string link = directory + path.substr(path.rfind('/'));
    unlink(path.c_str());
    (void)!symlink(link.c_str(), path.c_str());
    if (merged) continue;
    const std::string old = path.substr(4);  // Without "/usr".
    if (lstat(old.c_str(), &about) != 0) continue;
    unlink(old.c_str());
    (void)!symlink(link.c_str(), old.c_str());
  }
}

}  // namespace

Outcome write_shims(ImageFamily family) {
  const std::string directory = shim_directory;
  for (const char* name : power_commands) {
    if (symlink("spotdrill-init", (directory + "/" + name).c_str()) != 0) {
      return failure("make the shutdown commands");
    }
    // Scripts that name the command by its path find it too, where the layer can be written.
    for (const char* place : {"/usr/sbin/", "/sbin/"}) {
      const std::string path = std::string{place} + name;
      struct stat about{};
      if (lstat("/sbin", &about) == 0 && S_ISLNK(about.st_mode) && path[1] == 's') continue;
      unlink(path.c_str());
      (void)!symlink((directory + "/" + name).c_str(), path.c_str());
    }
  }
  STEP(link_wrappers(directory));
  put_unit_commands(directory);
  STEP(make_directories("/run/spotdrill/lib", 0755));
  STEP(write_file(package_functions_path, package_functions, 0644));
  for (const ShimScript& script : shim_scripts) {
    if (!belongs(script, family)) continue;
    STEP(write_file(directory + "/" + script.name, script.text, 0755));
    if (script.also_in == nullptr || make_directories(script.also_in, 0755).failed()) continue;
    const std::string place = script.also_in + std::string{"/"} + script.name;
    unlink(place.c_str());
    (void)!symlink((directory + "/" + script.name).c_str(), place.c_str());
  }
  return done();
}

int run_shim(const char* name, int argc, char** argv) {
  const std::string_view called{name};
  if (called == "shutdown") return run_shutdown(argc, argv);
  if (called == "systemctl") return run_systemctl(argc, argv);
  if (called != "poweroff" && called != "halt" && called != "reboot") {
    return run_wrapper(name, argc, argv);
  }
  ShutdownWish wish;
  if (called == "reboot") wish.reboot = 1;
  return send_wish(name, wish);
}

}  // namespace spotdrill::init
