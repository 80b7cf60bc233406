// One interruption of one instance, and what it cost. Plain data; interruptions.hpp measures it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/units.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// How the workload on an interrupted instance ended.
enum class EndedHow : std::uint8_t {
  ByItself,       ///< Before the shutdown began.
  AfterSigterm,   ///< It exited by itself during the shutdown.
  DiedOfSigterm,  ///< SIGTERM ended it: it has no handler.
  OnSigterm,      ///< During the shutdown; whether by a handler or for want of one was not seen.
  Killed,         ///< SIGKILL ended it after the grace period.
  Unknown,
};

/// One interruption of one instance: what it cost.
struct Interruption {
  std::string instance;
  std::string replacement;  ///< Empty: none.
  bool with_notice = false;
  /// False: the job was done before the deadline, so that nothing was cut short and nothing tested.
  bool felt = true;
  std::optional<Instant> rebalance;
  std::optional<Instant> notice;
  std::optional<Instant> deadline;
  std::optional<Instant> first_asked;        ///< For the notice.
  std::optional<Instant> first_seen;         ///< The notice.
  std::optional<Instant> saved_at;           ///< First save of new work after the notice.
  std::optional<double> saved_after_notice;  ///< What that save held.
  /// When something inside was given the notice or the recommendation. Where that cannot be seen,
  /// the notice itself.
  std::optional<Instant> heard;
  std::optional<Instant> saved_in_answer;  ///< First save after it had heard, or after SIGTERM.
  std::optional<Instant> handled;  ///< It had saved in answer, or heard and ended by itself.
  std::optional<Instant> workload_ended;
  std::optional<ProcessEnd> workload_end;
  EndedHow ended_how = EndedHow::Unknown;
  std::optional<Instant> shutdown_begun;
  std::optional<Instant> ended;

  std::optional<double> progress;  ///< When the instance ended.
  std::optional<double> saved_at_notice;
  std::optional<double> saved;  ///< When the instance ended.
  std::optional<double> saved_when_replaced;
  std::optional<double> resume_point;          ///< Where the replacement's work went on.
  std::optional<Duration> replacement_worked;  ///< Until its workload ended, or until now.
  double report_interval = 0;          ///< How far progress usually goes between two reports.
  bool from_zero = false;              ///< The replacement began again from nothing.
  std::optional<double> lost;          ///< Work to do again, in progress's unit.
  std::optional<double> lost_percent;  ///< Of the whole.
  std::optional<Duration> lost_time;   ///< Drill time that it had taken.
};

}  // namespace spotdrill::drill
