// What the daemon and an instance's PID 1 say to each other: fixed-size messages over a Unix
// socket of type SOCK_SEQPACKET. Both come from one build, so there is one version only; the magic
// number refuses anything else.
#pragma once

#include <cstddef>
#include <cstdint>

namespace spotdrill::init {

inline constexpr std::uint32_t message_magic = 0x73644904;

enum class Kind : std::uint32_t {
  // From PID 1.
  Failed = 1,  ///< a: errno; text: the step that failed.
  Launched,    ///< a: PID 1's process id, as the daemon sees it.
  Sockets,     ///< Five descriptors: imds, https, http, dns, PID 1's own pidfd.
  State,       ///< a: bits of what happened before this connection; b: a wait status.
  Booted,
  UserDataEnded,  ///< b: a wait status, as waitpid gives it.
  ProcessesGone,  ///< The user data has ended, and nothing is left alive. a: during_shutdown_bit;
                  ///< b: the wait status of what ended last; c: how long ago that was, in real
                  ///< milliseconds; text: its name.
  ShutdownRequested,  ///< a: 1 for a reboot.
  Console,            ///< a: generation of the console file; b: its length.
  Process,            ///< One that is about to be sent SIGTERM. a: its pid, and its parent's from
                      ///< bit 32 on; b: bit n - 1 says that it has a handler for signal n;
                      ///< text: its name.
  ShuttingDown,       ///< Every Process has been told.
  OpenFile,           ///< One that a process is about to lose while it is open for writing, before
                      ///< ShuttingDown or Killed. a: its size; b: where the next write goes;
                      ///< c: the process, and append_bit; text: the process's name, then the path
                      ///< as the instance sees it, which begins with '/'.
  Unavailable,        ///< Somebody inside needed what is not here. text: "KIND\tWHAT\tSENTENCE".
                      ///< Told again to each daemon.
  Killed,             ///< The grace is over: what is left is sent SIGKILL.
  VolumeAttached,     ///< a: errno, or 0; text: the volume's id and, where it failed, "\tSTEP".
  VolumeBusy,         ///< One that is to be detached is mounted. text: its id.
  VolumeDetached,     ///< text: its id.
  // From the daemon.
  ShutDown = 100,  ///< a: grace in real milliseconds.
  Freeze,
  Thaw,
  AttachVolume,  ///< a: its size in bytes; b: bits, below; text: its id, and "\tNAME" as asked for.
                 ///< With the descriptor of a loop device; without, it is a directory. Also says
                 ///< that one that is attached has grown.
  DetachVolume,  ///< a: 1 to take it from whoever uses it; text: its id.
  SetOutside,    ///< a: 1: the instance reaches the internet from now on; 0: it does not.
};

/// What happened before a connection.
inline constexpr std::int64_t booted_bit = 1;
inline constexpr std::int64_t user_data_ended_bit = 2;
inline constexpr std::int64_t shutdown_requested_bit = 4;
inline constexpr std::int64_t reboot_requested_bit = 8;
inline constexpr std::int64_t stopping_bit = 16;

/// Of AttachVolume.
inline constexpr std::int64_t nvme_bit = 1;
inline constexpr std::int64_t ephemeral_bit = 2;

/// Of ProcessesGone.
inline constexpr std::int64_t during_shutdown_bit = 1;
/// Of OpenFile: the process's number is in the bits below.
inline constexpr std::int64_t append_bit = std::int64_t{1} << 32;

struct Message {
  std::uint32_t magic = message_magic;
  Kind kind = Kind::Failed;
  std::int64_t a = 0;
  std::int64_t b = 0;
  std::int64_t c = 0;
  char text[512] = {};
};

inline constexpr std::size_t descriptors_max = 5;

/// How many processes are told of at a shutdown: fewer than the socket holds at once.
inline constexpr std::size_t processes_told_max = 64;
/// How many open files are told of, at a shutdown and once more at a kill.
inline constexpr std::size_t open_files_told_max = 64;
/// How many things are told of that an instance needed and has not.
inline constexpr std::size_t unavailable_told_max = 64;

/// Names below an instance's directory.
inline constexpr const char* config_name = "boot.conf";  ///< Locked while the instance lives.
inline constexpr const char* control_name = "control.sock";
inline constexpr const char* console_name = "console.log";
inline constexpr const char* console_old_name = "console.log.1";

/// Below the data directory: a directory for each volume, which holds either of these.
inline constexpr const char* volumes_name = "volumes";
inline constexpr const char* volume_image_name = "image";    ///< As a block device.
inline constexpr const char* volume_files_name = "data";     ///< As the files that are on it.
inline constexpr const char* volume_format_name = "format";  ///< Beside it: type, UUID, label.

/// The link to the instance's cgroup, and in that the one with all processes but PID 1.
inline constexpr const char* cgroup_link_name = "cgroup";
inline constexpr const char* cgroup_processes_name = "processes";

/// The console keeps at most two files of this size. Units: bytes.
inline constexpr std::int64_t console_file_bytes_max = 8 << 20;

/// What a program inside says to PID 1 when it wants to shut down.
struct ShutdownWish {
  std::uint32_t magic = message_magic;
  std::uint32_t reboot = 0;
  std::uint32_t cancel = 0;
  std::uint32_t delay_minutes = 0;
};

inline constexpr const char* wish_path = "/run/spotdrill/init.sock";
/// Where commands inside say what they were asked for in vain (report.hpp).
inline constexpr const char* report_path = "/run/spotdrill/report.sock";
/// Where commands inside ask for what only PID 1 may do with volumes (volume_client.hpp).
inline constexpr const char* volumes_path = "/run/spotdrill/volumes.sock";
/// Where the shared directories are, one a line.
inline constexpr const char* shared_list_path = "/run/spotdrill/shared";

}  // namespace spotdrill::init
