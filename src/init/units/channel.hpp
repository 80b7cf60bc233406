// What PID 1 and the manager of units say to each other, and where clients find the manager. Both
// come from one program.
#pragma once

#include <cstdint>

namespace spotdrill::init::units {

/// PID 1 listens there until a manager is wanted, and then hands the socket to it.
inline constexpr const char* units_socket_path = "/run/spotdrill/units.sock";
/// Its descriptors.
inline constexpr int channel_fd = 3;
inline constexpr int listener_fd = 4;

/// The units that this instance's own commands have enabled; the host's are not started at boot.
inline constexpr const char* enabled_list_path = "/var/lib/spotdrill/enabled";

enum class Word : std::uint32_t {
  // From the manager.
  Ended = 1,  ///< A service's process: pid, status, name.
  Idle,       ///< Nothing runs and nothing is to come.
  Busy,
  Main,     ///< pid is a service's main process, which is asked to stop by `status`; 0: by a
            ///< command as well, whatever it handles itself.
  Stopped,  ///< Every unit is.
  // From PID 1.
  Stop,       ///< The instance shuts down.
  Schedules,  ///< Cron's or at's files have changed.
};

struct ChannelMessage {
  Word word = Word::Idle;
  std::int32_t pid = 0;
  std::int32_t status = 0;
  char name[64] = {};
};

/// A client's request: its words, each followed by a zero byte. The answer: packets that begin
/// with one of these letters.
inline constexpr char answer_output = 'o';
inline constexpr char answer_errors = 'e';
inline constexpr char answer_exit = 'x';  ///< Then the exit code, as text.
inline constexpr std::size_t request_bytes_max = 64 << 10;
inline constexpr std::size_t packet_bytes_max = 16 << 10;

}  // namespace spotdrill::init::units
