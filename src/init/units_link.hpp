// PID 1's side of the manager of units: starts it when it is first wanted, hears of its services,
// has them stopped at the end.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>

#include "init/config.hpp"
#include "init/outcome.hpp"
#include "init/units/channel.hpp"

namespace spotdrill::init {

class UnitsLink {
 public:
  /// Waits for clients, inside the instance's root.
  Outcome listen();

  /// Starts the manager. `at_boot`: with the units that the instance has enabled.
  bool start(const Config& config, bool at_boot);

  /// Whether units are to be started at a boot of this root volume.
  [[nodiscard]] static bool any_enabled();

  /// The next thing that the manager said.
  std::optional<units::ChannelMessage> receive();

  /// Asks for every unit to be stopped. Word::Stopped answers.
  void stop_all();

  /// Cron's or at's files have changed.
  void reread_schedules();

  /// The manager has ended.
  void ended();

  /// A service's main process: which of its signals ends it.
  void note_main(const units::ChannelMessage& message);

  /// What a process catches, with SIGTERM in the place of the signal by which it is asked to stop;
  /// that of a service which a command stops is asked before any signal.
  [[nodiscard]] std::uint64_t caught(pid_t pid, std::uint64_t caught,
                                     const std::map<int, int>& parents) const;

  [[nodiscard]] bool running() const { return pid_ > 0; }
  [[nodiscard]] bool ran() const { return ran_; }
  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool idle() const { return idle_; }
  [[nodiscard]] int listener() const { return running() ? -1 : listener_; }  ///< To poll.
  [[nodiscard]] int channel() const { return channel_; }                     ///< To poll.

 private:
  void say(units::Word word);

  int listener_ = -1;
  int channel_ = -1;
  pid_t pid_ = -1;
  bool idle_ = true;
  bool ran_ = false;
  std::map<pid_t, int> mains_;
};

}  // namespace spotdrill::init
