// One running instance, as the daemon sees it: its PID 1, the connection to it, its console.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/process_host.hpp"
#include "host/cgroup.hpp"
#include "host/console_tail.hpp"
#include "host/control_connection.hpp"
#include "host/linux_process_host.hpp"

namespace spotdrill {

class Guest;

/// Who owns the guests. `ended` is the last call for a guest.
class GuestOwner {
 public:
  virtual ~GuestOwner() = default;
  /// Who hears of the guest of that id.
  virtual ProcessHostListener& listener(const std::string& id) = 0;
  virtual const HostEvents& events() = 0;
  /// How much drill time passes in real time, now.
  [[nodiscard]] virtual double rate() const = 0;
  [[nodiscard]] virtual Instant now() const = 0;
  /// The volume as an opened block device; not valid where it is a directory.
  virtual Result<Descriptor, std::string> open_volume(const std::string& volume_id) = 0;
  /// Nothing of the guest is alive. `failure` says why it never booted; empty if it did.
  virtual void ended(Guest& guest, const std::string& failure) = 0;
};

class Guest : public std::enable_shared_from_this<Guest> {
 public:
  Guest(boost::asio::io_context& loop, GuestOwner& owner, const InstanceBoot& boot,
        std::filesystem::path directory);

  /// Starts spotdrill-init, which puts the instance into `cgroup`. Errors: the reason.
  Result<void, std::string> start(const std::filesystem::path& init_program, bool plain,
                                  Cgroup cgroup);

  /// Connects to the PID 1 that an earlier daemon started. False if it does not answer.
  bool take_up();

  /// Asks PID 1 to shut down; after `grace` and a little more, everything is killed. A later call
  /// may shorten the grace, never lengthen it.
  void shut_down(std::chrono::milliseconds grace);
  void kill();
  /// Everything stands still until thaw. Without a cgroup, parents see that their children stopped.
  void freeze();
  void thaw();

  /// Its PID 1 makes a device, or takes one away; the listener hears of it. guest_volumes.cpp.
  void attach(const VolumeDevice& device);
  void detach(const std::string& volume_id, bool force);

  /// Lets it reach the internet, or cuts it off.
  void set_outside(bool open);

  /// Forgets the owner: nothing is reported any more. The instance lives on, unless it was killed.
  void detach();

  [[nodiscard]] const std::string& id() const { return boot_.instance_id; }
  /// What the owner is to remove once the guest has ended.
  [[nodiscard]] const Cgroup& cgroup() const { return cgroup_; }

  /// Between its boot and its end: what it does then its processes do.
  [[nodiscard]] bool settled() const { return booted_ && init_.has_value() && !over_; }
  /// The processor time of all its processes so far. Without a cgroup, of those that live.
  [[nodiscard]] std::chrono::nanoseconds processor_time() const;
  /// Whether one of its threads runs, or waits for a disk, at this moment.
  [[nodiscard]] bool runs() const;
  /// Whether it waits for somebody on the internet, by its packets and its open connections.
  [[nodiscard]] bool talks_outside();
  /// Its threads, as this process sees them.
  [[nodiscard]] std::vector<pid_t> threads() const;
  /// Tells what it has used since, once for each phase.
  void tell_processor_use();

 private:
  using Stream = boost::asio::posix::stream_descriptor;
  struct UseBegin {
    std::chrono::nanoseconds processor_time;
    std::optional<std::chrono::nanoseconds> waited;
    Instant at;
  };

  void wait_for_messages();
  void read_messages();
  void handle(ReceivedMessage& received);
  void handle_volume(const init::Message& message);
  void refuse_volume(const VolumeDevice& device, const std::string& why);
  void change_later(const std::string& volume_id, Attachment now);
  void handle_sockets(ReceivedMessage& received);
  void handle_state(const init::Message& message);
  void note_process(const init::Message& message);
  void note_open_file(const init::Message& message);
  void tell_gone(const init::Message& message);
  void watch_init(Descriptor pidfd);
  void reap_launcher(pid_t pid);
  void follow_console();
  [[nodiscard]] UseBegin begin_use() const;
  void tell_processor_use(std::string_view phase, std::optional<UseBegin>& since);
  void kill_by(std::chrono::steady_clock::time_point moment);
  void kill_now();
  void init_over();
  void finish_when_empty(int looks_left);
  void finish();
  void now_booted();
  /// False when PID 1 does not hear it.
  bool send(const init::Message& message, int descriptor = -1);

  boost::asio::io_context& loop_;
  GuestOwner* owner_;
  InstanceBoot boot_;
  std::filesystem::path directory_;
  ConsoleTail tail_;
  std::vector<ProcessState> processes_;  ///< Told of so far, of a shutdown that begins.
  std::vector<OpenFile> open_files_;     ///< As well, or of a kill.
  Cgroup cgroup_;
  boost::asio::steady_timer kill_timer_;
  std::optional<Stream> control_;
  std::optional<Stream> init_;  // PID 1's pidfd.
  pid_t init_pid_ = 0;
  std::uint64_t packets_ = 0;  ///< That its interface had passed at `packet_at_`.
  std::chrono::steady_clock::time_point packet_at_{};
  std::optional<UseBegin> in_life_;                  ///< Nothing after it was told.
  std::optional<UseBegin> in_shutdown_;              ///< Likewise; it begins with SIGTERM.
  std::map<std::string, std::string> device_names_;  ///< Of volumes, as they were asked for.
  bool plain_ = false;
  bool booted_ = false;
  bool sockets_sent_ = false;
  bool following_ = false;
  bool over_ = false;
  bool kill_asked_ = false;
  bool kill_timer_set_ = false;
  bool console_unknown_ = false;
  std::string failure_;
};

}  // namespace spotdrill
