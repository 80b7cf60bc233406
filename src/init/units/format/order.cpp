#include "init/units/format/order.hpp"

#include <sys/wait.h>
#include <csignal>

#include <algorithm>

namespace spotdrill::init::units {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Whether the order of the two is said, and then that `first` comes first.
bool comes_before(const Unit& first, const Unit& second) {
  return holds(second.after, first.name) || holds(first.before, second.name);
}

}  // namespace

std::vector<Pulled> units_to_start(const std::string& name, const Lookup& lookup) {
  std::vector<Pulled> pulled{{name, true}};
  const auto add = [&](const std::vector<std::string>& names, bool required) {
    for (const std::string& each : names) {
      const auto known = std::find_if(pulled.begin(), pulled.end(),
                                      [&](const Pulled& one) { return one.name == each; });
      if (known != pulled.end()) {
        known->required |= required;
      } else if (pulled.size() < transaction_units_max) {
        pulled.push_back({each, required});
      }
    }
  };
  for (std::size_t at = 0; at < pulled.size(); ++at) {
    const Unit* unit = lookup(pulled[at].name);
    if (unit == nullptr) continue;
    // What a unit that is merely wanted requires is not required by the first.
    const bool required = pulled[at].required;
    add(unit->requires_units, required);
    add(unit->binds_to, required);
    add(unit->wants, false);
    add(unit->upholds, false);
  }
  return pulled;
}

std::vector<std::string> units_to_stop(const std::string& name,
                                       const std::vector<std::string>& active,
                                       const Lookup& lookup) {
  std::vector<std::string> stopped{name};
  for (std::size_t at = 0; at < stopped.size(); ++at) {
    const std::string gone = stopped[at];
    for (const std::string& each : active) {
      const Unit* unit = lookup(each);
      if (unit == nullptr || holds(stopped, each)) continue;
      if (holds(unit->requires_units, gone) || holds(unit->binds_to, gone) ||
          holds(unit->requisite, gone) || holds(unit->part_of, gone)) {
        stopped.push_back(each);
      }
    }
  }
  return stopped;
}

bool waits_for(const Unit& unit, JobKind kind, const Unit& other, JobKind other_kind) {
  if (unit.name == other.name) return false;
  if (kind == JobKind::Start && other_kind == JobKind::Start) return comes_before(other, unit);
  // "When two units with an ordering dependency between them are shut down, the inverse of the
  // start-up order is applied."
  if (kind == JobKind::Stop && other_kind == JobKind::Stop) return comes_before(unit, other);
  // "If one unit with an ordering dependency on another unit is shut down while the latter is
  // started up, the shutdown is ordered before the start-up."
  if (kind == JobKind::Stop) return false;
  return comes_before(other, unit) || comes_before(unit, other);
}

std::string_view result_of(const Service& service, int wait_status, bool daemon) {
  if (wait_status == 0 || service.success.contains(wait_status)) return "success";
  if (WIFEXITED(wait_status)) return "exit-code";
  const int signal = WTERMSIG(wait_status);
  // "exit code of 0 … and SIGHUP, SIGINT, SIGTERM or SIGPIPE, except with Type=oneshot".
  const bool clean = signal == SIGHUP || signal == SIGINT || signal == SIGTERM || signal == SIGPIPE;
  if (clean && daemon && service.type != ServiceType::Oneshot) return "success";
  return WCOREDUMP(wait_status) ? "core-dump" : "signal";
}

bool restarts(const Service& service, std::string_view result, int wait_status) {
  if (service.restart_prevent.contains(wait_status)) return false;
  if (service.restart_force.contains(wait_status)) return true;
  const bool killed = result == "signal" || result == "core-dump";
  switch (service.restart) {
    case RestartWhen::No:
      return false;
    case RestartWhen::Always:
      return true;
    case RestartWhen::OnSuccess:
      return result == "success";
    case RestartWhen::OnFailure:
      return result != "success";
    case RestartWhen::OnAbnormal:
      return killed || result == "timeout" || result == "watchdog";
    case RestartWhen::OnWatchdog:
      return result == "watchdog";
    case RestartWhen::OnAbort:
      return killed;
  }
  return false;
}

}  // namespace spotdrill::init::units
