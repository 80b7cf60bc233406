#include "apps/background.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

extern char** environ;

namespace spotdrill::apps {
namespace {

constexpr std::uint16_t usual_port = 4566;

/// True when nobody listens on the port that clients try first.
bool usual_port_free() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(usual_port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const bool is_free = ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return is_free;
}

/// Starts this program's `serve` in a session of its own. Returns its pid, or -1.
pid_t spawn_server(const std::filesystem::path& data, const std::filesystem::path& log) {
  std::string program = "/proc/self/exe";
  std::string port = std::to_string(usual_port_free() ? usual_port : 0);
  std::string directory = data.string();
  std::string words[] = {"spotdrill", "serve", "--port", port, "--data", directory};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                       words[4].data(), words[5].data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error == 0 ? pid : -1;
}

}  // namespace

Result<Found, std::string> find_or_start_server(const Target& target) {
  auto found = find_server(target);
  if (found.has_value()) return found;
  const auto data = data_directory(target.data);
  // A full disk does not even take the log in which the server would say so.
  TRY(check_room(data));
  TRY(claim_data_directory(data));
  const auto log = data / "serve.log";
  // What a killed server left says nothing about the one to come.
  if (!DataLock::held(data)) remove_server_info(data);
  const pid_t pid = spawn_server(data, log);
  if (pid < 0) return refuse(std::string{"Cannot start a server in the background."});
  const auto until = std::chrono::steady_clock::now() + server_start_time_max;
  while (std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
    found = find_server(target);
    if (found.has_value()) {
      fmt::print(stderr,
                 "spotdrill: started a server in the background at {} (log: {}); 'spotdrill stop' "
                 "ends it.\n",
                 found->endpoint, log.string());
      return found;
    }
    int status = 0;
    if (::waitpid(pid, &status, WNOHANG) == pid) {
      return refuse(why_not_started(data, log));
    }
  }
  return refuse(fmt::format("The server does not answer yet; its log is {}.", log.string()));
}

}  // namespace spotdrill::apps
