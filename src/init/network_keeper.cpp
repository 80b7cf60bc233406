#include "init/network_keeper.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "init/clone.hpp"
#include "init/network_helper.hpp"
#include "init/passed_descriptors.hpp"

namespace spotdrill::init {
namespace {

// Where the keeper has what it needs; everything else that the launcher had open is closed.
constexpr int lifeline_fd = 3;
constexpr int net_fd = 4;
constexpr int user_fd = 5;
constexpr unsigned first_other_fd = 6;

// The helper's connections come from this computer: its own services would take them.
Outcome note_host_addresses(Config& config) {
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return failure("list the host's addresses");
  for (const ifaddrs* at = list; at != nullptr; at = at->ifa_next) {
    if (at->ifa_addr == nullptr || at->ifa_addr->sa_family != AF_INET) continue;
    char text[INET_ADDRSTRLEN] = {};
    const auto* address = reinterpret_cast<const sockaddr_in*>(at->ifa_addr);
    // No packet to 127.0.0.0/8 leaves an instance.
    if (ntohl(address->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET) continue;
    if (inet_ntop(AF_INET, &address->sin_addr, text, sizeof text) != nullptr) {
      config.host_addresses.emplace_back(text);
    }
  }
  freeifaddrs(list);
  return done();
}

class Helper {
 public:
  Helper(const Config& config, bool own_user) : config_(config), own_user_(own_user) {}

  [[nodiscard]] int pidfd() const { return pidfd_; }

  // False where there is none afterwards.
  bool start() {
    if (pid_ > 0) return true;
    const HelperPlace place{
        .keeper = getpid(), .network = net_fd, .user = own_user_ ? user_fd : -1};
    pid_ = fork();
    if (pid_ == 0) run(place);
    if (pid_ > 0) pidfd_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
    return pid_ > 0;
  }

  void stop() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    reap();
  }

  void reap() {
    waitpid(pid_, nullptr, 0);
    if (pidfd_ >= 0) close(pidfd_);
    pid_ = pidfd_ = -1;
  }

 private:
  [[noreturn]] void run(const HelperPlace& place) const {
    const std::string log = config_.instance_dir + "/" + network_log_name;
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out >= 0) {
      dup2(out, STDOUT_FILENO);
      dup2(out, STDERR_FILENO);
    }
    close(lifeline_fd);
    run_helper(config_.network_helper, place);
  }

  const Config& config_;
  bool own_user_;
  pid_t pid_ = -1;
  int pidfd_ = -1;
};

// What PID 1 says next; nothing when it is gone. A device that comes along is closed.
char hear() {
  char word = 0;
  std::size_t count = 0;
  return receive_with(lifeline_fd, &word, 1, 0, nullptr, 0, count) == 1 ? word : '\0';
}

[[noreturn]] void keep(const Config& config, bool own_user) {
  prctl(PR_SET_NAME, "spotdrill-net");
  Helper helper{config, own_user};
  for (;;) {
    pollfd polled[] = {{lifeline_fd, POLLIN, 0}, {helper.pidfd(), POLLIN, 0}};
    if (poll(polled, 2, -1) < 0) continue;
    if (polled[1].revents != 0) {
      helper.reap();
      (void)!send(lifeline_fd, &ended_word, 1, MSG_NOSIGNAL);
    }
    if (polled[0].revents == 0) continue;
    const char word = hear();
    if (word == 0) {
      helper.stop();
      _exit(0);
    }
    if (word == cut_word) helper.stop();
    if (word == open_word && !helper.start()) {
      (void)!send(lifeline_fd, &ended_word, 1, MSG_NOSIGNAL);
    }
  }
}

}  // namespace

Outcome NetworkKeeper::prepare(Config& config) {
  if (config.network_helper.empty()) return done();
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return failure("socketpair");
  keeper_end_ = pair[0];
  instance_end_ = pair[1];
  return note_host_addresses(config);
}

void NetworkKeeper::become_instance(Config& config) {
  if (!wanted()) return;
  close(keeper_end_);
  config.network_keeper = instance_end_;
}

Outcome NetworkKeeper::open_namespaces(const Config& config, pid_t pid) {
  if (!wanted()) return done();
  close(instance_end_);
  const std::string place = "/proc/" + std::to_string(pid) + "/ns/";
  net_ = open((place + "net").c_str(), O_RDONLY | O_CLOEXEC);
  if (net_ < 0) return failure("open the instance's network");
  if (config.mode != "userns") return done();
  user_ = open((place + "user").c_str(), O_RDONLY | O_CLOEXEC);
  return user_ < 0 ? failure("open the instance's user namespace") : done();
}

void NetworkKeeper::start(const Config& config, int cgroup) {
  if (!wanted() || clone_into(0, 0, cgroup) != 0) return;
  // Descriptors that are above all those they go to.
  constexpr int above = 100;
  const int sources[] = {keeper_end_, net_, user_};
  int raised[3];
  for (int index = 0; index < 3; ++index) raised[index] = fcntl(sources[index], F_DUPFD, above);
  dup2(raised[0], lifeline_fd);
  dup2(raised[1], net_fd);
  if (raised[2] >= 0) dup2(raised[2], user_fd);
  const bool own_user = raised[2] >= 0;
  if (!own_user) close(user_fd);
  syscall(SYS_close_range, first_other_fd, ~0U, 0);
  keep(config, own_user);
}

}  // namespace spotdrill::init
