// Carries out a drill with public AWS operations only, and notes what it sees. It judges nothing.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "client/client.hpp"
#include "drill/definition/definition.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// How a drill stands.
struct Standing {
  std::string instance;             ///< That works now; empty: none.
  std::string state;                ///< "running".
  std::optional<Instant> deadline;  ///< What its notice says.
  std::string next_fault;           ///< In words; empty: none is to come.
  std::optional<Instant> next_at;   ///< When that begins, as far as progress lets one guess.
};

/// Hears of a drill while it goes on. Called on the runner's thread.
class RunListener {
 public:
  virtual ~RunListener() = default;

  /// The drill begins: what happens is told by the time since then.
  virtual void began(Instant at) = 0;

  /// Something happened. `resource` may be empty.
  virtual void happened(Instant at, const std::string& resource, const std::string& text) = 0;

  /// How far the work is, in percent of the whole; called at every look.
  virtual void advanced(Instant at, std::optional<double> percent,
                        std::optional<double> saved_percent) = 0;

  /// How things stand; called at every look.
  virtual void stands(Instant /*at*/, const Standing& /*standing*/) {}

  /// The instance that runs now has printed more.
  virtual void printed(std::string_view /*text*/) {}
};

struct RunOptions {
  std::string run_id;  ///< A tag of every instance.
  /// Directories of this machine that instances see, the most specific first.
  std::vector<Shared> shared;
  /// Whether to stop before the drill's end, as after Ctrl-C.
  std::function<bool()> stop_requested = [] { return false; };
  /// Whether not even to wait for what was started to end.
  std::function<bool()> hurry_requested = [] { return false; };
  /// Real time that ending what was started takes at most.
  std::chrono::seconds clean_up_max{60};
  /// Real time for which the endpoint may be silent before it counts as gone.
  std::chrono::milliseconds silence_max{10'000};
  /// Real time between two looks.
  std::chrono::milliseconds poll_interval{50};
};

/// Instances of one drill at most: a workload that is lost for ever must not go on for ever.
inline constexpr std::size_t launches_max = 50;

/// Replacements in a row that end without being interrupted and without having got any further.
inline constexpr int fruitless_max = 3;

/// Carries out `definition` and comes back when it is over and all that it started has ended.
Observation run_drill(const Definition& definition, client::Client& client,
                      const RunOptions& options, RunListener& listener);

/// User data that runs `command` in `directory`, after the shell lines of `prelude`.
std::string user_data_of(const std::vector<std::string>& command,
                         const std::filesystem::path& directory, std::string_view prelude = {});

}  // namespace spotdrill::drill
