#include "init/supervisor.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <cstring>
#include <ctime>

#include "init/cloud_init.hpp"
#include "init/files.hpp"
#include "init/guest_files.hpp"
#include "init/network_keeper.hpp"
#include "init/outside.hpp"
#include "init/report.hpp"
#include "init/schedules.hpp"
#include "init/script.hpp"
#include "init/unix_address.hpp"

namespace spotdrill::init {
namespace {

// How long an instance that shuts itself down, its daemon being gone, gives its processes.
constexpr long orphan_shutdown_grace_ms = 5000;

// Scripts of the boot in order of their names, as run-parts takes them.
std::vector<std::string> executables_below(const std::string& directory) {
  std::vector<std::string> found;
  DIR* entries = opendir(directory.c_str());
  if (entries == nullptr) return found;
  while (const dirent* entry = readdir(entries)) {
    const std::string path = directory + "/" + entry->d_name;
    struct stat about{};
    if (stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & 0100) != 0) {
      found.push_back(path);
    }
  }
  closedir(entries);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

Supervisor::Milliseconds Supervisor::now_ms() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1'000'000 + 1;
}

Supervisor::Supervisor(Config& config, Control& control, Console& console,
                       const Listeners& listeners, int directory_fd)
    : config_(config),
      control_(control),
      console_(console),
      listeners_(listeners),
      processes_(config.mode != "plain"),
      volumes_(config, control),
      directory_(directory_fd) {}

Outcome Supervisor::prepare() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  if (plain()) {
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
  }
  sigprocmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  signals_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals_ < 0) return failure("signalfd");

  const std::string parts = plain() ? config_.instance_dir + "/parts" : scripts_directory;
  if (config_.run_cloud_init) {
    scripts_.emplace_back(cloud_init_stages);  // Which scripts there are is for it to say.
  } else {
    scripts_ = executables_below(plain() ? "" : per_boot_directory);
  }
  if (config_.first_boot && !config_.run_cloud_init) {
    const std::vector<std::string> once = executables_below(parts);
    scripts_.insert(scripts_.end(), once.begin(), once.end());
  }
  if (plain()) return done();

  wishes_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (wishes_ < 0) return failure("socket for shutdown commands");
  const sockaddr_un address = unix_address(wish_path);
  if (bind(wishes_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return failure("bind " + std::string{wish_path});
  }
  (void)!chmod(wish_path, 0600);  // Root's commands only.
  STEP(syslog_.open(config_.hostname, config_.first_boot));
  STEP(units_.listen());
  STEP(volumes_.listen());
  volumes_.attach_first();
  schedules_ = watch_schedules();
  return open_reports(reports_);
}

void Supervisor::announce() {
  announced_ = true;
  send_sockets();
  booted_ = true;
  control_.send({.kind = Kind::Booted});
  for (const std::string& notice : config_.notices) console_.line(notice);
  for (const std::string& line : config_.unavailable) tell_unavailable(line);
  console_unreported_ = true;
  if (plain() || config_.first_boot || !mount_at_boot()) begin_scripts();
}

void Supervisor::send_sockets() {
  if (plain()) return;
  const int self = static_cast<int>(syscall(SYS_pidfd_open, getpid(), 0));
  int fds[descriptors_max];
  std::copy(std::begin(listeners_.fds), std::end(listeners_.fds), fds);
  fds[4] = self;
  control_.send({.kind = Kind::Sockets}, fds, self >= 0 ? 5 : 4);
  if (self >= 0) close(self);
}

void Supervisor::run() {
  while (!gone_) {
    if (console_unreported_) report_console();
    wait_for_events();
    check_deadlines();
  }
  while (console_.copy()) {
  }
  report_console();
  control_.forget(directory_);
}

void Supervisor::obey_daemon() {
  while (const auto message = control_.receive()) obey(*message);
}

void Supervisor::obey(const Message& message) {
  switch (message.kind) {
    case Kind::ShutDown:
      shut_down(message.a);
      break;
    case Kind::Freeze:
      processes_.signal_all(SIGSTOP);
      break;
    case Kind::Thaw:
      processes_.signal_all(SIGCONT);
      break;
    case Kind::AttachVolume:
      volumes_.attach(message);
      break;
    case Kind::DetachVolume:
      volumes_.detach(message);
      break;
    case Kind::SetOutside:
      set_outside(config_, message.a != 0);
      break;
    default:
      break;
  }
}

void Supervisor::hear_wishes() {
  ShutdownWish wish;
  const ssize_t got = recv(wishes_, &wish, sizeof wish, MSG_DONTWAIT);
  if (got != static_cast<ssize_t>(sizeof wish) || wish.magic != message_magic) return;
  if (wish.cancel != 0) {
    shutdown_at_ = 0;
    return;
  }
  if (wish.delay_minutes == 0) {
    request_shutdown(wish.reboot != 0);
    return;
  }
  const double delay_ms = std::min(wish.delay_minutes, 1'000'000U) * 60'000.0 / config_.speed;
  shutdown_at_ = now_ms() + static_cast<long>(delay_ms);
  shutdown_is_reboot_ = wish.reboot != 0;
}

void Supervisor::request_shutdown(bool reboot) {
  shutdown_at_ = 0;
  if (stopping_ || shutdown_requested_) return;
  shutdown_requested_ = true;
  reboot_requested_ = reboot;
  // The daemon decides what the instance becomes, and says when to shut down.
  control_.send({.kind = Kind::ShutdownRequested, .a = reboot ? 1 : 0});
}

void Supervisor::reap() {
  // What somebody left to cron or to a unit is still to come when all have ended.
  hear_schedules();
  hear_units();
  signalfd_siginfo info{};
  while (read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
    if (info.ssi_signo != SIGCHLD) shut_down(orphan_shutdown_grace_ms);
  }
  siginfo_t ended{};
  int got = 0;
  // Left to be reaped at first: the name of a process goes with it.
  while ((got = waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT)) == 0 && ended.si_pid > 0) {
    if (!note_end(ended.si_pid)) break;
    ended.si_pid = 0;
  }
  // Every process of the instance is ours: orphans are handed to PID 1.
  if (got < 0 && errno == ECHILD) return all_gone();
  look_for_gone();
}

bool Supervisor::note_end(pid_t pid) {
  std::string name = process_name(pid);
  int status = 0;
  if (waitpid(pid, &status, WNOHANG) != pid) return false;
  if (pid == units_.pid()) {
    units_ended();
    return true;
  }
  if (volumes_.ended(pid)) return true;
  if (pid == boot_mounts_) {
    boot_mounts_ = -1;
    if (!stopping_) begin_scripts();
    return true;
  }
  last_name_ = std::move(name);
  last_status_ = status;
  all_gone_at_ = 0;
  if (pid == script_) script_ended(status);
  return true;
}

void Supervisor::all_gone() {
  if (stopping_) gone_ = true;
  const bool ran = !scripts_.empty() || units_.ran();
  if (!user_data_ended_ || !ran || all_gone_at_ != 0) return;
  all_gone_at_ = now_ms();
  gone_in_shutdown_ = stopping_;
  copy_console();
  report_console();
  tell_gone();
}

// What somebody printed comes before what is said of them; others may go on printing.
void Supervisor::copy_console() {
  for (int round = 0; round < 16 && console_.copy(); ++round) console_unreported_ = true;
}

void Supervisor::start_next_script() {
  while (!stopping_ && next_script_ < scripts_.size()) {
    const std::string& path = scripts_[next_script_++];
    script_ = start_script(path, config_.environment, console_.sink(), config_.cgroup_fd);
    if (script_ > 0) return;
    console_.line("cloud-init: Failed running " + path + ": " + std::strerror(errno));
    ++failed_scripts_;
  }
  script_ = -1;
  if (!user_data_ended_) user_data_ended();
}

void Supervisor::script_ended(int status) {
  const std::string& path = scripts_[next_script_ - 1];
  script_ = -1;
  copy_console();
  if (status != 0) {
    if (first_failure_ == 0) first_failure_ = status;
    ++failed_scripts_;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    if (!stopping_ && !config_.run_cloud_init) {
      console_.line("cloud-init: Failed running " + path + " [" + std::to_string(code) + "]");
    }
  }
  console_unreported_ = true;
  start_next_script();
}

void Supervisor::user_data_ended() {
  user_data_ended_ = true;
  note_scripts_ended(config_, failed_scripts_);
  if (failed_scripts_ > 0 && first_failure_ == 0) first_failure_ = 127 << 8;
  if (scripts_.empty()) return;  // Nothing ran, so nothing ended.
  if (console_unreported_) report_console();
  control_.send({.kind = Kind::UserDataEnded, .b = first_failure_});
}

void Supervisor::shut_down(Milliseconds grace) {
  const long kill_at = now_ms() + std::max(grace, 0L);
  if (stopping_) {
    // A later word may shorten the grace; it never gives more.
    kill_at_ = std::min(kill_at_, kill_at);
    return;
  }
  stopping_ = true;
  tell_processes();
  kill_at_ = kill_at;
  stop_processes();
  console_unreported_ = true;
  reap();
}

void Supervisor::check_deadlines() {
  const long now = now_ms();
  // Whether the end of the connection was read or a message found nobody.
  if (!control_.connected() && orphaned_at_ == 0 && !stopping_) {
    orphaned_at_ = now + config_.orphan_grace_ms;
  }
  if (orphaned_at_ != 0 && now >= orphaned_at_ && !stopping_) {
    orphaned_at_ = 0;
    shut_down(orphan_shutdown_grace_ms);
  }
  if (shutdown_at_ != 0 && now >= shutdown_at_) request_shutdown(shutdown_is_reboot_);
  if (kill_at_ != 0 && now >= kill_at_) {
    if (!killed_) {
      tell_open_files();
      console_.line("spotdrill-init: processes were still running: sent SIGKILL");
      console_unreported_ = true;
      control_.send({.kind = Kind::Killed});
    }
    killed_ = true;
    constexpr long again_ms = 20;  // One that was being forked meanwhile.
    kill_at_ = now + again_ms;
    processes_.signal_all(SIGKILL);
  }
}

Supervisor::Milliseconds Supervisor::next_deadline() const {
  long earliest = 0;
  for (const long deadline : {kill_at_, stopping_ ? 0 : orphaned_at_, shutdown_at_}) {
    if (deadline != 0 && (earliest == 0 || deadline < earliest)) earliest = deadline;
  }
  return earliest;
}

void Supervisor::report_console() {
  Message grown{.kind = Kind::Console};
  grown.a = console_.generation();
  grown.b = console_.length();
  // Only how far the file has grown is told, so that nothing piles up behind a slow daemon.
  console_unreported_ = !control_.send(grown) && control_.connected();
}

}  // namespace spotdrill::init
