// What the time of a run went into: every second of every instance, and the time without one. A
// pure function of what was seen and of the model of the work. It judges nothing.
//
// Several instances at once: what adds up is instance-seconds. The time of a run, from its start
// until its work was done (or the drill was over), counts once when one instance ran in it or none,
// and once for each when there were more; Ledger::overlap is how much that is beyond the run's wall
// time. An instance counts from running to its end; until it runs, its request is waiting for
// capacity, which counts only while no other instance runs.
//
// What stands for nothing that was read is Unknown: the time after a last report of progress until
// the workload ended, all the time of a job that reports none, a step that took many times as long
// as usual. Saving is what an upload, or a save that was seen in a step, added to that step's usual
// time, and the way from the notice to the save in answer to it; a save that every step has in it
// is part of the step.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "drill/work/work.hpp"

namespace spotdrill::drill {

enum class Spent : std::uint8_t {
  Productive,
  Lost,        ///< Work that was done again, or has to be.
  Saving,      ///< The work stood still for it.
  Restoring,   ///< Running through what was done already.
  StartingUp,  ///< From running until the work began, with reading a checkpoint.
  IdleAfterSave,
  WaitingForCapacity,  ///< For an instance: the first one, or a replacement.
  WaitingForTime,      ///< No instance, and the state machine was in a Wait state.
  Unknown,
};

inline constexpr std::size_t spent_kinds = static_cast<std::size_t>(Spent::Unknown) + 1;

using Amounts = std::array<Duration, spent_kinds>;

struct InstanceLedger {
  std::string instance;
  Amounts amounts{};
};

struct Ledger {
  Duration wall{};                        ///< Of the run.
  Duration overlap{};                     ///< Beyond it, because more than one instance ran.
  Amounts amounts{};                      ///< They add up to `wall` and `overlap`.
  std::vector<InstanceLedger> instances;  ///< Those that ran.

  [[nodiscard]] Duration of(Spent spent) const { return amounts[static_cast<std::size_t>(spent)]; }
  /// Of the whole; 0 where there is none.
  [[nodiscard]] double percent(Spent spent) const;
};

Ledger make_ledger(const Observation& observation, const Work& work);

/// "waiting for an instance".
std::string_view name(Spent spent);

/// How Google's library calls the same; empty: it has nothing that means the same.
/// Source: AI-Hypercomputer/ml-goodput-measurement, goodput_utils.py, BadputType.
std::string_view badput_type(Spent spent);

}  // namespace spotdrill::drill
