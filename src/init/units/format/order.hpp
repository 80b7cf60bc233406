// Which units a start or a stop takes with it, and which job has to wait for which. Pure: who they
// are is asked of the caller. Source: systemd.unit(5), Requires= to Before=.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "init/units/format/unit.hpp"

namespace spotdrill::init::units {

/// Null: there is no such unit.
using Lookup = std::function<const Unit*(const std::string& name)>;

inline constexpr std::size_t transaction_units_max = 500;

struct Pulled {
  std::string name;
  bool required = false;  ///< Without it the start fails.
};

/// `name` and all that its start pulls in, each once, it first.
std::vector<Pulled> units_to_start(const std::string& name, const Lookup& lookup);

/// `name` and those of `active` that cannot stay without it, each once, it first.
std::vector<std::string> units_to_stop(const std::string& name,
                                       const std::vector<std::string>& active,
                                       const Lookup& lookup);

enum class JobKind : std::uint8_t { Start, Stop };

/// Whether a job has to wait for the other unit's to end first.
bool waits_for(const Unit& unit, JobKind kind, const Unit& other, JobKind other_kind);

/// Whether a service that ended so is started again. `result` is systemd's word for it: "success",
/// "exit-code", "signal", "core-dump", "timeout", "watchdog"; `wait_status` the main process's.
bool restarts(const Service& service, std::string_view result, int wait_status);

/// systemd's word for how a process ended. `daemon`: a main process, whose end by SIGTERM and the
/// like is clean.
std::string_view result_of(const Service& service, int wait_status, bool daemon);

}  // namespace spotdrill::init::units
