#include "init/units/manager.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>

#include "init/files.hpp"
#include "init/processes.hpp"
#include "init/report.hpp"
#include "init/unix_address.hpp"

extern "C" char** environ;

namespace spotdrill::init::units {
namespace {

constexpr const char* notify_path = "/run/systemd/notify";
constexpr int notifications_a_turn = 64;

// Where sd_notify speaks; PID 1 has made the directory.
int open_notifications() {
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -1;
  const sockaddr_un address = unix_address(notify_path);
  unlink(notify_path);
  (void)!bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  (void)!chmod(notify_path, 0777);
  const int yes = 1;
  setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes);
  return fd;
}

// MemoryMax= is not enforced. A process that alone had more, or whose children had, would have been
// killed: what it did after that says nothing.
void check_memory(const Unit& unit, long most_kib) {
  const std::uint64_t allowed = unit.service.memory_max;
  if (allowed == 0 || most_kib <= 0 || static_cast<std::uint64_t>(most_kib) << 10 <= allowed)
    return;
  report_unavailable("unit", unit.name + "'s MemoryMax=" + std::to_string(allowed >> 20) + "M",
                     "A process of it had " + std::to_string(most_kib >> 10) +
                         " MiB: systemd would have killed it, which nothing here does.");
}

}  // namespace

Manager::Manager(Environment environment)
    : environment_(std::move(environment)),
      services_({.clock = clock_,
                 .journal = journal_,
                 .environment = environment_,
                 .listens = [this](const Runtime& runtime, int fd) { add_stream(runtime, fd); },
                 .changed =
                     [this](const Runtime& runtime) {
                       // Whom its end will be asked of by another signal than SIGTERM.
                       if (runtime.state != State::Running || runtime.main_pid <= 0) return;
                       const Service& service = runtime.unit.service;
                       const auto stop = service.exec.find("ExecStop");
                       const bool by_command = stop != service.exec.end() && !stop->second.empty();
                       tell(Word::Main, runtime.main_pid, by_command ? 0 : service.kill_signal);
                     },
                 .sockets = [this](const Runtime& runtime) { return sockets_of(runtime); }}) {}

bool Manager::prepare() {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  // PID 1 sends everybody SIGTERM at the end; this one goes when its services have gone.
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGPIPE}) std::signal(number, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  signals_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  notifications_ = open_notifications();
  began_ = clock_.monotonic();
  return signals_ >= 0;
}

void Manager::run(bool at_boot) {
  if (!prepare()) return;
  if (at_boot) {
    std::string list;
    (void)!read_file(enabled_list_path, list).failed();
    for (const std::string& name : plain_words(list)) (void)enqueue_start(name, nullptr);
  }
  read_schedules(at_boot);
  while (channel_open_) {
    settle_jobs();
    while (refresh_triggers()) settle_jobs();
    // Whoever is answered next may have been all that kept the instance at work.
    tell_activity();
    finish_waiting();
    forget_ended_jobs();
    forget_ended_connections();
    if (stopped_told_ && streams_.empty()) return;
    wait_for_events();
    check_deadlines();
  }
}

void Manager::wait_for_events() {
  const Microseconds deadline = next_deadline();
  std::vector<pollfd> polled{{signals_, POLLIN, 0},
                             {channel_fd, POLLIN, 0},
                             {listener_fd, POLLIN, 0},
                             {notifications_, POLLIN, 0}};
  const std::size_t first_client = polled.size();
  for (const auto& client : clients_) polled.push_back({client->fd, POLLIN, 0});
  const std::size_t first_stream = polled.size();
  for (const Stream& stream : streams_) polled.push_back({stream.fd, POLLIN, 0});
  const std::size_t first_trigger = polled.size();
  const auto triggers = trigger_descriptors();
  for (const auto& [fd, name] : triggers) polled.push_back({fd, POLLIN, 0});
  {
    std::optional<DrillWait> waiting;
    int timeout = -1;
    if (deadline != infinite_us) {
      waiting.emplace(clock_, deadline);
      timeout = clock_.wait_ms(deadline);
    }
    if (poll(polled.data(), polled.size(), timeout) <= 0) return;
  }
  if (polled[1].revents != 0) hear_channel();
  if (polled[3].revents != 0) hear_notifications();
  for (std::size_t at = streams_.size(); at-- > 0;) {
    if (polled[first_stream + at].revents == 0) continue;
    if (read_stream(streams_[at])) continue;
    close(streams_[at].fd);
    streams_.erase(streams_.begin() + static_cast<std::ptrdiff_t>(at));
  }
  if (polled[0].revents != 0) reap();
  for (std::size_t at = first_stream - first_client; at-- > 0;) {
    if (polled[first_client + at].revents != 0) hear_client(*clients_[at]);
  }
  for (const auto& client : clients_) {
    if (client->fd < 0) forget_client(*client);
  }
  std::erase_if(clients_, [](const auto& client) { return client->fd < 0; });
  for (std::size_t at = 0; at < triggers.size(); ++at) {
    if (polled[first_trigger + at].revents != 0)
      hear_trigger(triggers[at].second, triggers[at].first);
  }
  if (polled[2].revents != 0) accept_client();
}

void Manager::reap() {
  signalfd_siginfo info{};
  while (read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
  }
  siginfo_t ended{};
  bool any = false;
  while (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid > 0) {
    const pid_t pid = ended.si_pid;
    // What it printed comes before what is said of its end, and what follows from that.
    drain_streams();
    const std::string name = process_name(pid);
    int status = 0;
    rusage used{};
    if (wait4(pid, &status, WNOHANG, &used) != pid) break;
    ended.si_pid = 0;
    any = true;
    for (auto& [unit, runtime] : units_) {
      const bool control = pid == runtime.control_pid;
      if (!services_.process_ended(runtime, pid, status)) continue;
      check_memory(runtime.unit, used.ru_maxrss);
      // What ExecStop= and the like end with says nothing of the work.
      if (!control) tell(Word::Ended, pid, status, name);
      break;
    }
  }
  if (!any) return;
  for (auto& [unit, runtime] : units_) services_.look_for_end(runtime);
}

void Manager::hear_channel() {
  ChannelMessage message;
  const ssize_t got = recv(channel_fd, &message, sizeof message, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got != static_cast<ssize_t>(sizeof message)) {
    channel_open_ = false;  // PID 1 is gone, and with it everything.
    return;
  }
  if (message.word == Word::Stop) stop_everything();
  if (message.word == Word::Schedules) read_schedules(false);
}

void Manager::tell(Word word, pid_t pid, int status, const std::string& name) {
  ChannelMessage message{.word = word, .pid = pid, .status = status};
  std::snprintf(message.name, sizeof message.name, "%s", name.c_str());
  (void)!send(channel_fd, &message, sizeof message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

// Whether anything runs or is to come, which decides whether the instance still works.
void Manager::tell_activity() {
  bool idle = jobs_.empty();
  for (const auto& [name, runtime] : units_) {
    // A timer, a path or a socket that waits is in the state Running.
    if (!is_settled(runtime) && runtime.state != State::Exited) idle = false;
  }
  siginfo_t child{};
  // Children that no unit counts any more, such as those that KillMode=process left.
  if (idle && (waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD)) {
    idle = false;
  }
  if (idle != idle_told_) tell(idle ? Word::Idle : Word::Busy);
  idle_told_ = idle;
  if (!stopping_ || stopped_told_ || !jobs_.empty()) return;
  const bool all = std::all_of(units_.begin(), units_.end(),
                               [](const auto& each) { return is_settled(each.second); });
  if (!all) return;
  drain_streams();
  tell(Word::Stopped);
  stopped_told_ = true;
}

Microseconds Manager::next_deadline() const {
  Microseconds earliest = infinite_us;
  for (const auto& [name, runtime] : units_) {
    earliest = std::min({earliest, runtime.deadline, runtime.watchdog_at});
    if (runtime.unit.kind == "timer" && is_active(runtime)) {
      earliest = std::min(earliest, runtime.timer_next);
    }
  }
  return earliest;
}

void Manager::check_deadlines() {
  const Microseconds now = clock_.monotonic();
  for (auto& [name, runtime] : units_) {
    if (runtime.deadline <= now) services_.deadline_passed(runtime);
    if (runtime.watchdog_at <= now) services_.watchdog_passed(runtime);
  }
  fire_timers();
}

void Manager::hear_notifications() {
  char text[4096];
  for (int count = 0; count < notifications_a_turn; ++count) {
    iovec part{text, sizeof text};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(ucred)) + CMSG_SPACE(sizeof(int) * 16)] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = sizeof space;
    const ssize_t got = recvmsg(notifications_, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0) return;
    pid_t pid = 0;
    for (cmsghdr* each = CMSG_FIRSTHDR(&header); each != nullptr;
         each = CMSG_NXTHDR(&header, each)) {
      if (each->cmsg_level != SOL_SOCKET) continue;
      if (each->cmsg_type == SCM_CREDENTIALS) {
        ucred peer{};
        std::memcpy(&peer, CMSG_DATA(each), sizeof peer);
        pid = peer.pid;
      } else if (each->cmsg_type == SCM_RIGHTS) {
        // A store of descriptors is not kept.
        const std::size_t count_fds = (each->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t index = 0; index < count_fds; ++index) {
          int fd = -1;
          std::memcpy(&fd, CMSG_DATA(each) + index * sizeof fd, sizeof fd);
          close(fd);
        }
      }
    }
    const std::string said(text, static_cast<std::size_t>(got));
    for (auto& [name, runtime] : units_) {
      if (is_settled(runtime)) continue;
      const std::vector<pid_t> members = runtime.members.living();
      if (std::find(members.begin(), members.end(), pid) == members.end()) continue;
      services_.notified(runtime, pid, said);
      break;
    }
  }
}

int manage_units(bool at_boot) {
  Environment environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    (void)!add_variable(environment, *variable);
  }
  Manager manager{std::move(environment)};
  manager.run(at_boot);
  return 0;
}

}  // namespace spotdrill::init::units
