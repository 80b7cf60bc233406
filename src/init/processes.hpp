// Everything that runs inside an instance, as a whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace spotdrill::init {

/// One of them.
struct ProcessState {
  int pid = 0;
  int parent = 0;
  std::uint64_t caught = 0;  ///< Bit n - 1: it has a handler for signal n.
  std::string name;          ///< Its program's: "bash" for a script of bash.
};

/// A regular file that one of them has open for writing.
struct OpenFile {
  int pid = 0;
  std::string process;  ///< The program's name.
  std::string path;     ///< As the instance sees it.
  std::int64_t size = 0;
  std::int64_t position = 0;  ///< Where the next write goes, unless it appends.
  bool append = false;
};

/// What a process is called that may have ended and is not reaped: "bash" for bash, "part-001" for
/// a script of that name.
std::string process_name(int pid);

/// The name of a living process's program, as its file is called: "bash" for a script of bash.
std::string program_of(int pid);

class Processes {
 public:
  /// With a PID namespace the kernel knows who belongs to the instance; without one they are the
  /// descendants of this process, which adopts orphans.
  explicit Processes(bool own_namespace) : own_namespace_(own_namespace) {}

  /// Sends a signal to all of them but this process. Gives how many there were, at least.
  int signal_all(int signal) const;

  /// To those that do not descend from `root`, nor are it; to those that do.
  void signal_besides(int signal, int root) const;
  void signal_below(int signal, int root) const;

  /// Whether this process has living children other than `pid`.
  [[nodiscard]] bool has_children_besides(int pid) const;

  /// Those of them that are alive, by rising pid, at most `count_max`.
  [[nodiscard]] std::vector<ProcessState> states(std::size_t count_max) const;

  /// The files below `places` that they have open for writing, at most `count_max`. One that
  /// several inherited is the first's; a file without a name is left out.
  [[nodiscard]] std::vector<OpenFile> open_files(const std::vector<std::string>& places,
                                                 std::size_t count_max) const;

 private:
  [[nodiscard]] std::vector<int> pids() const;

  bool own_namespace_;
};

}  // namespace spotdrill::init
