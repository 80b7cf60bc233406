#include "services/cloudwatch/alarms/alarms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "services/cloudwatch/alarms/notice.hpp"

// Before anything in here uses them.
template class spotdrill::Table<spotdrill::cloudwatch::AlarmRecord>;
template class spotdrill::Table<spotdrill::cloudwatch::HistoryRecord>;

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::MetricAlarm;

/// How often alarms are looked at; those of a shorter period than a minute more often.
constexpr std::chrono::seconds usual_interval{60};
constexpr std::chrono::seconds short_interval{10};

bool evaluated_often(const AlarmRecord& record) {
  return !record.composite() && period_of(record.alarm) < usual_interval.count();
}

const std::vector<std::string>& actions_of(const MetricAlarm& alarm) {
  if (alarm.state_value == state::alarm) return alarm.alarm_actions;
  return alarm.state_value == state::ok ? alarm.ok_actions : alarm.insufficient_data_actions;
}

}  // namespace

Alarms::Alarms(World& world, const Place& place, Observe observe, AlarmAction action)
    : world_(world),
      place_(place),
      observe_(std::move(observe)),
      action_(std::move(action)),
      alarms_(world.store, "cloudwatch.alarms", place.region),
      history_(world.store, "cloudwatch.alarm-history", place.region),
      timers_(world.scheduler) {
  for (const auto& [name, record] : all()) keep_rule(name, record);
  if (!history_.all().empty()) next_event_ = std::stoull(history_.all().rbegin()->first) + 1;
  arm();
}

std::string Alarms::arn(std::string_view name) const {
  return place_.arn("cloudwatch", fmt::format("alarm:{}", name));
}

const AlarmRecord* Alarms::find_by_arn(std::string_view arn) const {
  const std::string before_name = this->arn("");
  return arn.starts_with(before_name) ? find(arn.substr(before_name.size())) : nullptr;
}

void Alarms::put(AlarmRecord record) {
  const std::string name = record.alarm.alarm_name.value_or("");
  const Instant now = world_.clock.now();
  MetricAlarm& alarm = record.alarm;
  alarm.alarm_arn = arn(name);
  alarm.alarm_configuration_updated_timestamp = now;
  const AlarmRecord* before = find(name);
  if (before != nullptr) {
    alarm.state_value = before->alarm.state_value;
    alarm.state_reason = before->alarm.state_reason;
    alarm.state_reason_data = before->alarm.state_reason_data;
    alarm.state_updated_timestamp = before->alarm.state_updated_timestamp;
    alarm.state_transitioned_timestamp = before->alarm.state_transitioned_timestamp;
    record.tags = before->tags;
  } else {
    alarm.state_value = state::insufficient_data;
    alarm.state_reason = "Unchecked: Initial alarm creation";
    alarm.state_updated_timestamp = now;
    alarm.state_transitioned_timestamp = now;
  }
  const bool made = before == nullptr;
  const AlarmRecord& kept = alarms_.put(name, std::move(record));
  keep_rule(name, kept);
  note(kept, "ConfigurationUpdate",
       fmt::format("Alarm \"{}\" {}", name, made ? "created" : "updated"),
       fmt::format(R"({{"version":"1.0","type":"{}"}})", made ? "Create" : "Update"));
  arm();
  if (kept.composite()) evaluate_composites();
}

void Alarms::erase(const std::string& name) {
  const AlarmRecord* alarm = find(name);
  if (alarm == nullptr) return;
  note(*alarm, "ConfigurationUpdate", fmt::format("Alarm \"{}\" deleted", name),
       R"({"version":"1.0","type":"Delete"})");
  rules_.erase(name);
  alarms_.erase(name);
  arm();
}

void Alarms::enable_actions(const std::vector<std::string>& names, bool enabled) {
  for (const std::string& name : names) {
    if (find(name) == nullptr) continue;
    AlarmRecord& record = alarms_.edit(name);
    record.alarm.actions_enabled = enabled;
    record.alarm.alarm_configuration_updated_timestamp = world_.clock.now();
  }
}

void Alarms::keep_rule(const std::string& name, const AlarmRecord& record) {
  rules_.erase(name);
  if (!record.composite()) return;
  auto rule = AlarmRule::parse(record.rule);
  if (rule.has_value()) rules_.emplace(name, std::move(*rule));
}

std::vector<std::string> Alarms::parents_of(const std::string& name) const {
  std::vector<std::string> parents;
  for (const auto& [parent, rule] : rules_) {
    if (std::ranges::count(rule.alarms(), name) > 0) parents.push_back(parent);
  }
  return parents;
}

std::vector<std::string> Alarms::children_of(const std::string& name) const {
  const auto rule = rules_.find(name);
  return rule == rules_.end() ? std::vector<std::string>{} : rule->second.alarms();
}

/// The next look: at a whole minute, or ten seconds where an alarm has a shorter period. Nothing is
/// looked at while there is no alarm.
void Alarms::arm() {
  if (all().empty()) {
    timers_.cancel("look");
    return;
  }
  const bool often =
      std::ranges::any_of(all(), [](const auto& each) { return evaluated_often(each.second); });
  const auto interval = often ? short_interval : usual_interval;
  const auto since =
      std::chrono::floor<std::chrono::seconds>(world_.clock.now()).time_since_epoch();
  timers_.set("look", Instant{(since / interval + 1) * interval}, [this] {
    evaluate_all();
    arm();
  });
}

void Alarms::evaluate_all() {
  const auto since =
      std::chrono::floor<std::chrono::seconds>(world_.clock.now()).time_since_epoch();
  const bool whole_minute = since % usual_interval < short_interval;
  std::vector<std::string> due;
  for (const auto& [name, record] : all()) {
    if (!record.composite() && (whole_minute || evaluated_often(record))) due.push_back(name);
  }
  for (const std::string& name : due) {
    // An action of one before it may have taken it away.
    if (const AlarmRecord* record = find(name)) evaluate(*record);
  }
  evaluate_composites();  // Once: none is to see half of this look.
}

void Alarms::evaluate(const AlarmRecord& record) {
  const EvaluationRange range = observe_(record.alarm);
  const auto evaluated = evaluate_alarm(record.alarm, range);
  if (!evaluated || record.alarm.state_value == evaluated->state) return;
  const std::string data = reason_data(record.alarm, range, *evaluated, world_.clock.now());
  change_state(record.alarm.alarm_name.value_or(""), *evaluated, data);
}

void Alarms::set_state(const std::string& name, const Evaluated& evaluated,
                       const std::string& data) {
  change_state(name, evaluated, data);
  evaluate_composites();
}

void Alarms::change_state(const std::string& name, const Evaluated& evaluated,
                          const std::string& data) {
  AlarmRecord& record = alarms_.edit(name);
  const MetricAlarm before = record.alarm;
  const Instant now = world_.clock.now();
  record.alarm.state_value = evaluated.state;
  record.alarm.state_reason = evaluated.reason;
  record.alarm.state_reason_data = data.empty() ? std::nullopt : std::optional{data};
  record.alarm.state_updated_timestamp = now;
  if (before.state_value == record.alarm.state_value) return;
  record.alarm.state_transitioned_timestamp = now;
  note(record, "StateUpdate",
       fmt::format("Alarm updated from {} to {}", before.state_value.value_or(""), evaluated.state),
       state_update(before, record.alarm));
  if (listener_) listener_(record);
  act(record, before.state_value.value_or(""));
}

/// "... the evaluation of composite alarms stops if CloudWatch detects a cycle": none changes
/// twice.
void Alarms::evaluate_composites() {
  std::set<std::string, std::less<>> changed;
  while (const auto next = changing_composite(changed)) {
    change_state(next->first, next->second, {});
    changed.insert(next->first);
  }
}

/// A composite alarm whose rule gives it another state; not one of those in `changed`.
std::optional<std::pair<std::string, Evaluated>> Alarms::changing_composite(
    const std::set<std::string, std::less<>>& changed) const {
  const auto state_of = [this](const std::string& name) {
    const AlarmRecord* other = find(name);
    return other == nullptr ? std::string{} : other->alarm.state_value.value_or("");
  };
  for (const auto& [name, rule] : rules_) {
    if (changed.contains(name)) continue;
    const AlarmRecord& record = *find(name);
    const char* state = rule.holds(state_of) ? state::alarm : state::ok;
    if (record.alarm.state_value == state) continue;
    // DEVIATION: AWS's reason says which alarm changed last; its words for it are not published.
    const char* now = state == state::alarm ? "true" : "false";
    return std::pair{name,
                     Evaluated{.state = state,
                               .reason = fmt::format("The rule is {} now: {}", now, record.rule),
                               .evaluated = {}}};
  }
  return std::nullopt;
}

void Alarms::act(const AlarmRecord& record, const std::string& old_state) {
  if (!record.alarm.actions_enabled.value_or(true)) return;
  const AlarmNotice notice{record, old_state, world_.clock.now()};
  for (const std::string& action : std::vector<std::string>{actions_of(record.alarm)}) {
    const auto done = action_ ? action_(action, notice)
                              : Result<void, std::string>{refuse(std::string{"nobody does it"})};
    note(record, "Action",
         done.has_value() ? fmt::format("Successfully executed action {}", action)
                          : fmt::format("Failed to execute action {}. Received error: \"{}\"",
                                        action, done.error()),
         to_text(json::object{{"actionState", done.has_value() ? "Succeeded" : "Failed"},
                              {"notificationResource", action}}));
  }
}

void Alarms::note(const AlarmRecord& alarm, std::string type, std::string summary,
                  std::string data) {
  history_.put(fmt::format("{:020}", next_event_++), {.alarm = alarm.alarm.alarm_name.value_or(""),
                                                      .composite = alarm.composite(),
                                                      .at = world_.clock.now(),
                                                      .type = std::move(type),
                                                      .summary = std::move(summary),
                                                      .data = std::move(data)});
  while (history_.all().size() > history_max) {
    history_.erase(std::string{history_.all().begin()->first});
  }
}

}  // namespace spotdrill::cloudwatch
