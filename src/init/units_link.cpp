#include "init/units_link.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <csignal>

#include "init/clone.hpp"
#include "init/files.hpp"
#include "init/shims.hpp"
#include "init/unix_address.hpp"

namespace spotdrill::init {
namespace {

constexpr std::size_t mains_max = 1'000;

[[noreturn]] void become_manager(const Config& config, int channel, int listener, bool at_boot) {
  // Above where they are to be, so that neither overwrites the other.
  const int high_channel = fcntl(channel, F_DUPFD_CLOEXEC, 100);
  const int high_listener = fcntl(listener, F_DUPFD_CLOEXEC, 100);
  dup2(high_channel, units::channel_fd);
  dup2(high_listener, units::listener_fd);
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  setsid();
  umask(022);
  std::vector<char*> environment;
  for (const std::string& variable : config.environment)
    environment.push_back(const_cast<char*>(variable.c_str()));
  environment.push_back(nullptr);
  const std::string program = std::string{shim_directory} + "/spotdrill-init";
  char verb[] = "manage-units";
  char boot[] = "--boot";
  char* arguments[] = {const_cast<char*>(program.c_str()), verb, at_boot ? boot : nullptr, nullptr};
  execve(program.c_str(), arguments, environment.data());
  _exit(127);
}

}  // namespace

Outcome UnitsLink::listen() {
  // Programs look there whether systemd manages the machine.
  STEP(make_directories("/run/systemd/system", 0755));
  listener_ = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener_ < 0) return failure("socket for units");
  const sockaddr_un address = unix_address(units::units_socket_path);
  if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 64) != 0) {
    return failure("bind " + std::string{units::units_socket_path});
  }
  // Anybody may ask; the manager looks who may change.
  (void)!chmod(units::units_socket_path, 0666);
  return done();
}

bool UnitsLink::any_enabled() {
  return exists(units::enabled_list_path);
}

bool UnitsLink::start(const Config& config, bool at_boot) {
  int ends[2];
  if (running() || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return false;
  const auto child = static_cast<pid_t>(clone_into(0, SIGCHLD, config.cgroup_fd));
  if (child == 0) become_manager(config, ends[1], listener_, at_boot);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return false;
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  channel_ = ends[0];
  pid_ = child;
  idle_ = false;
  ran_ = true;
  return true;
}

std::optional<units::ChannelMessage> UnitsLink::receive() {
  units::ChannelMessage message;
  if (channel_ < 0) return std::nullopt;
  const ssize_t got = recv(channel_, &message, sizeof message, MSG_DONTWAIT);
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
    // It is ending; that it has ended is known when it is reaped.
    close(channel_);
    channel_ = -1;
  }
  if (got != static_cast<ssize_t>(sizeof message)) return std::nullopt;
  message.name[sizeof message.name - 1] = '\0';
  if (message.word == units::Word::Idle) idle_ = true;
  if (message.word == units::Word::Busy) idle_ = false;
  return message;
}

void UnitsLink::stop_all() {
  say(units::Word::Stop);
}

void UnitsLink::reread_schedules() {
  say(units::Word::Schedules);
}

void UnitsLink::say(units::Word word) {
  const units::ChannelMessage message{.word = word};
  if (channel_ >= 0) (void)!send(channel_, &message, sizeof message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void UnitsLink::ended() {
  if (channel_ >= 0) close(channel_);
  channel_ = pid_ = -1;
  idle_ = true;
}

void UnitsLink::note_main(const units::ChannelMessage& message) {
  if (mains_.size() >= mains_max) mains_.clear();
  mains_[message.pid] = message.status;
}

std::uint64_t UnitsLink::caught(pid_t pid, std::uint64_t caught,
                                const std::map<int, int>& parents) const {
  constexpr std::uint64_t term = std::uint64_t{1} << (SIGTERM - 1);
  constexpr int depth_max = 64;
  // Of its service's main process, which may be above it.
  auto found = mains_.find(pid);
  pid_t above = pid;
  for (int depth = 0; found == mains_.end() && depth < depth_max; ++depth) {
    const auto parent = parents.find(above);
    if (parent == parents.end()) return caught;
    above = parent->second;
    found = mains_.find(above);
  }
  if (found == mains_.end() || found->second == SIGTERM) return caught;
  if (found->second == 0) return caught | term;
  const bool heard = (caught >> (found->second - 1) & 1) != 0;
  return heard ? caught | term : caught & ~term;
}

}  // namespace spotdrill::init
