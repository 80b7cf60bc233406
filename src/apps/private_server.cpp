#include "apps/private_server.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "apps/data_dir.hpp"

namespace spotdrill::apps {
namespace {

/// How long the server may take to end its instances before it is told again, and then killed.
constexpr std::chrono::seconds end_time_max{12};

/// Becomes the server. Only what is safe after fork() in a process of one thread.
[[noreturn]] void become_server(char* const* arguments, const char* log, pid_t parent) {
  ::setpgid(0, 0);  // The terminal's Ctrl-C is the drill's to answer.
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(1);
  const int in = ::open("/dev/null", O_RDONLY);
  const int out = ::open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(in, 0);
  ::dup2(out, 1);
  ::dup2(out, 2);
  ::execv("/proc/self/exe", arguments);
  ::_exit(127);
}

bool ended_within(pid_t pid, std::chrono::seconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < until) {
    if (::waitpid(pid, nullptr, WNOHANG) != 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return false;
}

}  // namespace

Result<std::unique_ptr<PrivateServer>, std::string> PrivateServer::start(
    const PrivateServerOptions& options) {
  std::string name = (std::filesystem::temp_directory_path() / "spotdrill-run-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    return refuse(fmt::format("Cannot make a directory in {}: {}.",
                              std::filesystem::temp_directory_path().string(),
                              std::strerror(errno)));
  }
  const std::filesystem::path data{name};
  const std::filesystem::path log = data / "serve.log";
  std::vector<std::string> words{
      "spotdrill", "serve",       "--port",  "0",
      "--data",    data.string(), "--speed", fmt::format("{:g}", options.speed)};
  for (const SharedDirectory& share : options.shares) {
    words.push_back("--share");
    words.push_back(share.host.string() + ":" + share.guest.string());
  }
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) become_server(arguments.data(), log.c_str(), parent);
  if (pid < 0) return refuse(fmt::format("Cannot start a server: {}.", std::strerror(errno)));
  std::unique_ptr<PrivateServer> server{new PrivateServer{data, pid}};
  const auto until = std::chrono::steady_clock::now() + server_start_time_max;
  while (std::chrono::steady_clock::now() < until) {
    if (read_server_info(data)) return server;
    if (::waitpid(pid, nullptr, WNOHANG) == pid) {
      server->pid_ = 0;
      return refuse(why_not_started(data, log));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return refuse(std::string{"The server does not answer."});
}

PrivateServer::~PrivateServer() {
  if (pid_ > 0) {
    ::kill(pid_, SIGTERM);
    if (!ended_within(pid_, end_time_max)) {
      ::kill(pid_, SIGTERM);
      if (!ended_within(pid_, end_time_max)) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
      }
    }
  }
  std::error_code ignored;
  std::filesystem::remove_all(data_, ignored);
}

}  // namespace spotdrill::apps
