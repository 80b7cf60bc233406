#include "host/guest.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio/post.hpp>
#include <csignal>
#include <cstring>
#include <utility>

#include "base/log.hpp"
#include "host/child_process.hpp"
#include "host/guest_messages.hpp"
#include "host/instance_activity.hpp"
#include "host/plain_processes.hpp"

namespace spotdrill {
namespace {

using boost::system::error_code;

constexpr auto wait_read = boost::asio::posix::stream_descriptor::wait_read;
/// How much longer than the grace PID 1 may take to kill everything itself.
constexpr std::chrono::seconds kill_reserve{3};
/// How often, and how many times, it is looked whether killed processes are gone.
constexpr std::chrono::milliseconds empty_interval{2};
constexpr int empty_looks_max = 1000;
/// For so long after a packet more of them may come, whoever has sent it; and a peer that has a
/// connection open may take its time to answer. Real time: the internet knows no other.
constexpr std::chrono::milliseconds outside_pause_max{250};
constexpr std::chrono::seconds outside_silence_max{10};
/// Console output that an instance's end waits for; the rest is in the file.
constexpr int last_pieces_max = 64;

}  // namespace

Guest::Guest(boost::asio::io_context& loop, GuestOwner& owner, const InstanceBoot& boot,
             std::filesystem::path directory)
    : loop_(loop),
      owner_(&owner),
      boot_(boot),
      directory_(std::move(directory)),
      tail_(directory_),
      kill_timer_(loop) {}

Result<void, std::string> Guest::start(const std::filesystem::path& init_program, bool plain,
                                       Cgroup cgroup) {
  plain_ = plain;
  cgroup_ = std::move(cgroup);
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair.data()) != 0) {
    return refuse(std::string{"socketpair: "} + std::strerror(errno));
  }
  Descriptor ours{pair[0]};
  const Descriptor theirs{pair[1]};
  std::error_code error;
  const auto length = std::filesystem::file_size(directory_ / init::console_name, error);
  tail_.skip_to(0, error ? 0 : static_cast<std::int64_t>(length));
  const std::string config = (directory_ / init::config_name).string();
  control_.emplace(loop_, ours.release());
  for (const VolumeDevice& device : boot_.volumes) attach(device);  // It finds them there.
  const pid_t pid = TRY(start_program(init_program, {"boot", config}, theirs.get(), -1));
  if (plain) {
    init_pid_ = pid;
    watch_init(watch_process(pid));
  } else {
    reap_launcher(pid);
  }
  wait_for_messages();
  return {};
}

bool Guest::take_up() {
  Descriptor connection = connect_control(directory_);
  if (!connection.valid()) return false;
  ucred peer{};
  socklen_t size = sizeof peer;
  // The credentials of a listener are those of who called listen(): PID 1.
  if (::getsockopt(connection.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid <= 0) {
    return false;
  }
  Descriptor pidfd = watch_process(peer.pid);
  // Its number may be another process's by now; the lock says that it is not.
  if (!pidfd.valid() || !instance_lives(directory_)) return false;
  plain_ = !std::filesystem::exists(directory_ / "root" / "base");
  cgroup_ = Cgroup::find(directory_);
  console_unknown_ = true;
  init_pid_ = peer.pid;
  booted_ = true;  // Unless it says otherwise: its end before a word is an end, no failure.
  watch_init(std::move(pidfd));
  control_.emplace(loop_, connection.release());
  wait_for_messages();
  return true;
}

void Guest::reap_launcher(pid_t pid) {
  const auto watched = std::make_shared<Stream>(loop_, watch_process(pid).release());
  watched->async_wait(wait_read, [watched](const error_code& error) {
    if (!error) reap_process(watched->native_handle());
  });
}

void Guest::watch_init(Descriptor pidfd) {
  if (!pidfd.valid() || init_.has_value()) return;
  init_.emplace(loop_, pidfd.release());
  if (kill_asked_) kill_now();  // Before it was known whom.
  init_->async_wait(wait_read, [self = shared_from_this()](const error_code& error) {
    if (!error) self->init_over();
  });
}

void Guest::wait_for_messages() {
  if (!control_.has_value()) return;
  control_->async_wait(wait_read, [self = shared_from_this()](const error_code& error) {
    if (!error) self->read_messages();
  });
}

void Guest::read_messages() {
  bool ended = false;
  while (control_.has_value() && owner_ != nullptr) {
    auto received = receive_message(control_->native_handle(), ended);
    if (!received.has_value()) break;
    handle(*received);
  }
  if (!control_.has_value() || owner_ == nullptr) return;
  if (!ended) {
    wait_for_messages();
    return;
  }
  control_.reset();
  if (!init_.has_value()) {
    // The launcher made no PID 1.
    if (failure_.empty()) failure_ = "spotdrill-init ended before it made an instance";
    finish();
  }
}

void Guest::handle(ReceivedMessage& received) {
  const init::Message& message = received.message;
  switch (message.kind) {
    case init::Kind::Launched:
      init_pid_ = static_cast<pid_t>(message.a);
      watch_init(watch_process(init_pid_));
      break;
    case init::Kind::Failed:
      failure_ = message.text;
      if (message.a != 0)
        failure_ += std::string{": "} + std::strerror(static_cast<int>(message.a));
      break;
    case init::Kind::Sockets:
      handle_sockets(received);
      break;
    case init::Kind::State:
      handle_state(message);
      break;
    case init::Kind::Booted:
      now_booted();
      break;
    case init::Kind::UserDataEnded:
      tell_processor_use("shutdown", in_shutdown_);
      owner_->listener(id()).user_data_ended(id(), exit_status(message.b));
      break;
    case init::Kind::ProcessesGone:
      tell_gone(message);
      break;
    case init::Kind::Unavailable:
      owner_->listener(id()).unavailable(id(), read_unavailable(message.text));
      break;
    case init::Kind::ShutdownRequested:
      owner_->listener(id()).shutdown_requested(id(), message.a != 0);
      break;
    case init::Kind::Process:
      note_process(message);
      break;
    case init::Kind::ShuttingDown:
      in_shutdown_ = begin_use();
      owner_->listener(id()).shutting_down(id(), std::exchange(processes_, {}),
                                           std::exchange(open_files_, {}));
      break;
    case init::Kind::OpenFile:
      note_open_file(message);
      break;
    case init::Kind::Killed:
      owner_->listener(id()).killed_after_grace(id(), std::exchange(open_files_, {}));
      break;
    case init::Kind::VolumeAttached:
    case init::Kind::VolumeBusy:
    case init::Kind::VolumeDetached:
      handle_volume(message);
      break;
    case init::Kind::Console:
      // What was printed while no daemon was there is in the file; followers begin here.
      if (console_unknown_) tail_.skip_to(message.a, message.b);
      console_unknown_ = false;
      tail_.reach(message.a, message.b);
      follow_console();
      break;
    default:
      log::warning("{}: PID 1 sent something unknown", id());
      break;
  }
}

void Guest::handle_sockets(ReceivedMessage& received) {
  GuestSockets sockets{.instance_id = id(),
                       .region = boot_.region,
                       .private_ip = boot_.private_ip,
                       .imds = std::move(received.descriptors[0]),
                       .https = std::move(received.descriptors[1]),
                       .http = std::move(received.descriptors[2]),
                       .dns = std::move(received.descriptors[3])};
  sockets_sent_ = true;
  if (owner_->events().sockets_ready) owner_->events().sockets_ready(std::move(sockets));
}

void Guest::now_booted() {
  booted_ = true;
  // PID 1 is there but not in its cgroup: the kernel has refused.
  if (cgroup_.valid() && !cgroup_.populated() && cgroup_.remove()) cgroup_ = {};
  in_life_ = begin_use();
  owner_->listener(id()).instance_booted(id());
}

void Guest::follow_console() {
  if (following_) return;
  following_ = true;
  // A piece for each turn of the loop: a job that prints without end must not hold it up.
  boost::asio::post(loop_, [self = shared_from_this()] {
    self->following_ = false;
    if (self->owner_ == nullptr || self->over_) return;
    const std::string piece = self->tail_.next();
    if (piece.empty()) return;
    if (const auto& heard = self->owner_->events().console_output) heard(self->id(), piece);
    self->follow_console();
  });
}

bool Guest::send(const init::Message& message, int descriptor) {
  return control_.has_value() && send_message(control_->native_handle(), message, descriptor);
}

void Guest::freeze() {
  if (!cgroup_.set_frozen(true)) send({.kind = init::Kind::Freeze});
}

void Guest::thaw() {
  if (!cgroup_.set_frozen(false)) send({.kind = init::Kind::Thaw});
}

void Guest::set_outside(bool open) {
  send({.kind = init::Kind::SetOutside, .a = open ? 1 : 0});
}

void Guest::shut_down(std::chrono::milliseconds grace) {
  // What is frozen hears nothing. PID 1 itself goes on with what was only stopped.
  (void)cgroup_.set_frozen(false);
  if (!send({.kind = init::Kind::ShutDown, .a = grace.count()})) {
    kill();
    return;
  }
  kill_by(std::chrono::steady_clock::now() + grace + kill_reserve);
}

void Guest::kill_by(std::chrono::steady_clock::time_point moment) {
  if (kill_timer_set_ && kill_timer_.expiry() <= moment) return;
  kill_timer_set_ = true;
  kill_timer_.expires_at(moment);
  kill_timer_.async_wait([self = shared_from_this()](const error_code& cancelled) {
    if (cancelled || self->owner_ == nullptr) return;
    self->kill_timer_set_ = false;
    self->kill();
  });
}

void Guest::kill() {
  // Without namespaces the supervisor knows who belongs to the instance, so it kills the others
  // first; a second call does not wait for it.
  const bool first = !std::exchange(kill_asked_, true);
  if (plain_ && first && send({.kind = init::Kind::ShutDown, .a = 0})) {
    (void)cgroup_.kill_processes();
    kill_by(std::chrono::steady_clock::now() + kill_reserve);
    return;
  }
  kill_now();
}

void Guest::kill_now() {
  (void)cgroup_.kill();
  if (init_.has_value()) signal_process(init_->native_handle(), SIGKILL);
}

std::chrono::nanoseconds Guest::processor_time() const {
  if (cgroup_.valid()) {
    if (const auto used = cgroup_processor_time(cgroup_.directory())) return *used;
  }
  return init_pid_ > 0 ? processor_time_of(descending_threads(init_pid_))
                       : std::chrono::nanoseconds::zero();
}

std::vector<pid_t> Guest::threads() const {
  if (cgroup_.valid()) return cgroup_threads(cgroup_.directory());
  return init_pid_ > 0 ? descending_threads(init_pid_) : std::vector<pid_t>{};
}

bool Guest::talks_outside() {
  if (init_pid_ <= 0) return false;
  const auto packets = outside_packets(init_pid_);
  if (!packets) return false;
  const auto now = std::chrono::steady_clock::now();
  if (*packets != std::exchange(packets_, *packets)) packet_at_ = now;
  const auto silent = now - packet_at_;
  return silent < outside_pause_max ||
         (silent < outside_silence_max && has_outside_connection(init_pid_));
}

bool Guest::runs() const {
  return any_runs(threads());
}

void Guest::init_over() {
  // The kernel ends a PID namespace before its PID 1: now nothing is alive.
  if (!init_.has_value()) return;
  reap_process(init_->native_handle());
  init_.reset();
  // Without namespaces its processes outlive a supervisor that was killed.
  if (plain_ && !cgroup_.kill()) kill_plain_processes(id());
  if (owner_ == nullptr) return;
  bool ended = false;
  while (control_.has_value() && owner_ != nullptr) {
    auto received = receive_message(control_->native_handle(), ended);
    if (!received.has_value()) break;
    handle(*received);
  }
  finish_when_empty(empty_looks_max);
}

void Guest::finish_when_empty(int looks_left) {
  if (!plain_ || looks_left == 0 || !cgroup_.populated()) return finish();
  kill_timer_.expires_after(empty_interval);
  kill_timer_.async_wait([self = shared_from_this(), looks_left](const error_code& cancelled) {
    if (!cancelled && self->owner_ != nullptr) self->finish_when_empty(looks_left - 1);
  });
}

void Guest::finish() {
  if (over_ || owner_ == nullptr) return;
  over_ = true;
  kill_timer_.cancel();
  control_.reset();
  std::error_code error;
  std::filesystem::remove(directory_ / init::control_name, error);
  const HostEvents& events = owner_->events();
  for (int piece_count = 0; piece_count < last_pieces_max; ++piece_count) {
    const std::string piece = tail_.next();
    if (piece.empty()) break;
    if (events.console_output) events.console_output(id(), piece);
  }
  if (sockets_sent_ && events.sockets_gone) events.sockets_gone(id());
  tell_processor_use();
  if (!booted_ && failure_.empty()) failure_ = "it ended before it was set up";
  owner_->ended(*this, failure_);
}

void Guest::detach() {
  owner_ = nullptr;
  if (kill_asked_) {
    kill_now();
    if (plain_ && !cgroup_.valid()) kill_plain_processes(id());
  }
  kill_timer_.cancel();
  control_.reset();
  init_.reset();
}

}  // namespace spotdrill
