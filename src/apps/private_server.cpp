#include "apps/private_server.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "apps/data_dir.hpp"
#include "apps/temporary_directory.hpp"

namespace spotdrill::apps {
namespace {

/// How long the server may take to end its instances before it is told again, and then killed.
constexpr std::chrono::seconds end_time_max{12};

/// The same when there is no time: by then its instances have been killed.
constexpr std::chrono::milliseconds hurried_end_time_max{1500};

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

}  // namespace

Result<std::unique_ptr<PrivateServer>, std::string> PrivateServer::start(
    const PrivateServerOptions& options) {
  const std::filesystem::path data = TRY(make_temporary_directory());
  const std::filesystem::path log = data / "serve.log";
  std::vector<std::string> words{"spotdrill", "serve",       "--port",  "0",
                                 "--data",    data.string(), "--speed", to_text(options.speed)};
  if (options.seed) words.insert(words.end(), {"--seed", fmt::format("{}", *options.seed)});
  if (!options.network.empty()) words.insert(words.end(), {"--network", options.network});
  if (!options.host_mode.empty()) words.insert(words.end(), {"--host-mode", options.host_mode});
  if (!options.s3_bandwidth.empty()) {
    words.insert(words.end(), {"--s3-bandwidth", options.s3_bandwidth});
  }
  if (!options.s3_latency.empty()) {
    words.insert(words.end(), {"--s3-latency", options.s3_latency});
  }
  for (const std::string& endpoint : options.endpoints) {
    words.insert(words.end(), {"--endpoint-for", endpoint});
  }
  for (const SharedDirectory& share : options.shares) {
    words.push_back("--share");
    words.push_back(share.host.string() + ":" + share.guest.string() +
                    (share.read_only ? ":ro" : ""));
  }
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) become_server(arguments.data(), log.c_str(), parent);
  if (pid < 0) return refuse(fmt::format("Cannot start a server: {}.", std::strerror(errno)));
  std::unique_ptr<PrivateServer> server{new PrivateServer{data, pid, options.hurry}};
  const auto until = std::chrono::steady_clock::now() + server_start_time_max;
  while (std::chrono::steady_clock::now() < until) {
    if (read_server_info(data)) return server;
    if (options.stop()) return refuse(std::string{"Interrupted before the drill began."});
    if (::waitpid(pid, nullptr, WNOHANG) == pid) {
      server->pid_ = 0;
      return refuse(why_not_started(data, log));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return refuse(std::string{"The server does not answer."});
}

bool PrivateServer::ended_within(std::chrono::milliseconds time, bool heed_hurry) const {
  const auto until = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < until && !(heed_hurry && hurry_())) {
    if (::waitpid(pid_, nullptr, WNOHANG) != 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return false;
}

void PrivateServer::end() {
  ::kill(pid_, SIGTERM);
  if (ended_within(end_time_max, true)) return;
  // Another signal than before: two of one kind that wait count as one.
  ::kill(pid_, SIGINT);
  if (ended_within(hurry_() ? hurried_end_time_max : end_time_max, false)) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

PrivateServer::~PrivateServer() {
  if (pid_ > 0) end();
  std::error_code ignored;
  std::filesystem::remove_all(data_, ignored);
}

}  // namespace spotdrill::apps
