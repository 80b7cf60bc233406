// The alarms of one region: kept, evaluated in drill time, and what they do when their state
// changes. Knows no request.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/cloudwatch/alarms/evaluation.hpp"
#include "services/cloudwatch/alarms/records.hpp"
#include "services/cloudwatch/alarms/rule.hpp"
#include "store/table.hpp"

namespace spotdrill::cloudwatch {

/// "You can create as many as 5000 metric alarms per Region per account" is the quota's default.
inline constexpr std::size_t alarms_max = 5000;

/// What of all alarms' history is kept; the oldest goes first.
// DEVIATION: AWS keeps thirty days.
inline constexpr std::size_t history_max = 10'000;

/// What an alarm has done, for whoever is to be told.
struct AlarmNotice {
  const AlarmRecord& alarm;  ///< In its new state.
  std::string old_state;
  Instant at;
};

/// Carries out one action of an alarm, named by its ARN. Errors: one sentence.
using AlarmAction =
    std::function<Result<void, std::string>(const std::string& action, const AlarmNotice& notice)>;

class Alarms {
 public:
  /// The datapoints of an alarm's metric in an evaluation range that ends now.
  using Observe = std::function<EvaluationRange(const api::cloudwatch::MetricAlarm& alarm)>;

  /// Takes up what the world's store holds of the region.
  Alarms(World& world, const Place& place, Observe observe, AlarmAction action);
  Alarms(const Alarms&) = delete;
  Alarms& operator=(const Alarms&) = delete;

  /// Every alarm, in order of names.
  [[nodiscard]] const Table<AlarmRecord>::Map& all() const { return alarms_.all(); }
  [[nodiscard]] const AlarmRecord* find(std::string_view name) const { return alarms_.find(name); }
  [[nodiscard]] const AlarmRecord* find_by_arn(std::string_view arn) const;
  [[nodiscard]] std::string arn(std::string_view name) const;

  /// Makes an alarm, in INSUFFICIENT_DATA, or changes one, which keeps its state and its tags.
  void put(AlarmRecord alarm);
  void erase(const std::string& name);
  void set_state(const std::string& name, const Evaluated& evaluated, const std::string& data);
  /// Names of no alarm are passed over, as AWS does.
  void enable_actions(const std::vector<std::string>& names, bool enabled);
  Tags& edit_tags(const std::string& name) { return alarms_.edit(name).tags; }

  /// Composite alarms that look at the alarm of this name.
  [[nodiscard]] std::vector<std::string> parents_of(const std::string& name) const;
  /// Those that the composite alarm of this name looks at.
  [[nodiscard]] std::vector<std::string> children_of(const std::string& name) const;

  /// What happened, the oldest first.
  [[nodiscard]] const Table<HistoryRecord>::Map& history() const { return history_.all(); }

  /// Tells whoever asks of every change of a state. For FIS's stop conditions.
  void set_listener(std::function<void(const AlarmRecord& alarm)> listener) {
    listener_ = std::move(listener);
  }

 private:
  void keep_rule(const std::string& name, const AlarmRecord& record);
  void arm();
  void evaluate_all();
  void evaluate(const AlarmRecord& alarm);
  void evaluate_composites();
  [[nodiscard]] std::optional<std::pair<std::string, Evaluated>> changing_composite(
      const std::set<std::string, std::less<>>& changed) const;
  void change_state(const std::string& name, const Evaluated& evaluated, const std::string& data);
  void act(const AlarmRecord& alarm, const std::string& old_state);
  void note(const AlarmRecord& alarm, std::string type, std::string summary, std::string data);

  World& world_;
  const Place& place_;
  Observe observe_;
  AlarmAction action_;
  std::function<void(const AlarmRecord& alarm)> listener_;
  Table<AlarmRecord> alarms_;
  std::map<std::string, AlarmRule, std::less<>> rules_;  // Of the composite ones.
  Table<HistoryRecord> history_;
  std::uint64_t next_event_ = 0;
  Timers timers_;
};

}  // namespace spotdrill::cloudwatch

// Their bodies are in alarms.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::cloudwatch::AlarmRecord>;
extern template class spotdrill::Table<spotdrill::cloudwatch::HistoryRecord>;
