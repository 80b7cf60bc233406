// [Unit], [Install] and [Timer].
#include <algorithm>
#include <cstdlib>

#include "init/units/format/keys.hpp"

namespace spotdrill::init::units {
namespace {

template <auto Member>
bool unit_list(const Reading& reading) {
  return add_words(reading, reading.unit.*Member);
}

bool read_description(const Reading& reading) {
  reading.unit.description = reading.expanded();
  return true;
}

bool read_condition(const Reading& reading) {
  Condition condition;
  condition.assertion = reading.key.starts_with("Assert");
  condition.kind = reading.key.substr(condition.assertion ? 6 : 9);
  if (reading.value.empty()) {
    std::erase_if(reading.unit.conditions,
                  [&](const Condition& each) { return each.assertion == condition.assertion; });
    return true;
  }
  std::string value = reading.expanded();
  // "|" makes it one of several of which one must be met.
  if (value.starts_with('|')) reading.unit.unmet.push_back(reading.key + "=" + value.substr(0, 60));
  if (value.starts_with('!')) {
    condition.negated = true;
    value.erase(0, 1);
  }
  condition.value = trimmed(value);
  reading.unit.conditions.push_back(std::move(condition));
  return true;
}

bool read_burst(const Reading& reading) {
  const auto burst = read_count(reading, 1'000'000);
  if (burst) reading.unit.start_limit_burst = static_cast<unsigned>(*burst);
  return burst.has_value();
}

bool read_limit_interval(const Reading& reading) {
  return read_span(reading, reading.unit.start_limit_us);
}

bool read_default_instance(const Reading& reading) {
  reading.unit.default_instance = reading.expanded();
  return true;
}

template <char Base>
bool read_timer_after(const Reading& reading) {
  Timer::After after{.base = Base};
  if (reading.value.empty()) {
    reading.unit.timer.after.clear();
    return true;
  }
  if (!read_span(reading, after.span)) return false;
  reading.unit.timer.after.push_back(after);
  return true;
}

bool read_calendar(const Reading& reading) {
  if (reading.value.empty())
    reading.unit.timer.calendars.clear();
  else
    reading.unit.timer.calendars.push_back(reading.expanded());
  return true;
}

bool read_timer_unit(const Reading& reading) {
  reading.unit.timer.unit = reading.expanded();
  return true;
}

bool read_persistent(const Reading& reading) {
  reading.unit.timer.persistent = parse_boolean(reading.value, false);
  return true;
}

constexpr Key unit_keys[] = {
    {"Unit", "Description", read_description},
    {"Unit", "Requires", unit_list<&Unit::requires_units>},
    {"Unit", "Wants", unit_list<&Unit::wants>},
    {"Unit", "Requisite", unit_list<&Unit::requisite>},
    {"Unit", "BindsTo", unit_list<&Unit::binds_to>},
    {"Unit", "PartOf", unit_list<&Unit::part_of>},
    {"Unit", "Upholds", unit_list<&Unit::upholds>},
    {"Unit", "After", unit_list<&Unit::after>},
    {"Unit", "Before", unit_list<&Unit::before>},
    {"Unit", "Conflicts", unit_list<&Unit::conflicts>},
    {"Unit", "OnFailure", unit_list<&Unit::on_failure>},
    {"Unit", "OnSuccess", unit_list<&Unit::on_success>},
    {"Unit", "StartLimitIntervalSec", read_limit_interval},
    {"Unit", "StartLimitInterval", read_limit_interval},
    {"Unit", "StartLimitBurst", read_burst},
    // Where they stood before version 230; still understood.
    {"Service", "StartLimitInterval", read_limit_interval},
    {"Service", "StartLimitBurst", read_burst},
    {"Unit", "ConditionPathExists", read_condition},
    {"Unit", "ConditionPathIsDirectory", read_condition},
    {"Unit", "ConditionFileNotEmpty", read_condition},
    {"Unit", "ConditionFileIsExecutable", read_condition},
    {"Unit", "ConditionDirectoryNotEmpty", read_condition},
    {"Unit", "AssertPathExists", read_condition},
    {"Unit", "AssertPathIsDirectory", read_condition},
    {"Unit", "AssertFileNotEmpty", read_condition},
    {"Unit", "AssertFileIsExecutable", read_condition},
    {"Install", "WantedBy", unit_list<&Unit::wanted_by>},
    {"Install", "RequiredBy", unit_list<&Unit::required_by>},
    {"Install", "Alias", unit_list<&Unit::alias>},
    {"Install", "Also", unit_list<&Unit::also>},
    {"Install", "DefaultInstance", read_default_instance},
    {"Timer", "OnActiveSec", read_timer_after<'a'>},
    {"Timer", "OnBootSec", read_timer_after<'b'>},
    {"Timer", "OnStartupSec", read_timer_after<'s'>},
    {"Timer", "OnUnitActiveSec", read_timer_after<'u'>},
    {"Timer", "OnUnitInactiveSec", read_timer_after<'i'>},
    {"Timer", "OnCalendar", read_calendar},
    {"Timer", "Unit", read_timer_unit},
    {"Timer", "Persistent", read_persistent},
};

}  // namespace

const Key* find_among(std::span<const Key> keys, std::string_view section, std::string_view name) {
  for (const Key& key : keys) {
    if (key.section == section && key.name == name) return &key;
  }
  return nullptr;
}

const Key* find_unit_key(std::string_view section, std::string_view name) {
  return find_among(unit_keys, section, name);
}

bool add_words(const Reading& reading, std::vector<std::string>& list) {
  if (reading.value.empty()) list.clear();
  for (const std::string& word : plain_words(reading.expanded())) {
    if (list.size() < words_of_line_max) list.push_back(word);
  }
  return true;
}

bool read_span(const Reading& reading, Microseconds& span) {
  const auto read = parse_time_span(reading.value);
  if (read) span = *read;
  return read.has_value();
}

bool read_mode(const Reading& reading, mode_t& mode, mode_t most) {
  char* rest = nullptr;
  const unsigned long value = std::strtoul(reading.value.c_str(), &rest, 8);
  if (reading.value.empty() || *rest != '\0' || value > most) return false;
  mode = static_cast<mode_t>(value);
  return true;
}

std::optional<unsigned long> read_count(const Reading& reading, unsigned long most) {
  char* rest = nullptr;
  const unsigned long count = std::strtoul(reading.value.c_str(), &rest, 10);
  if (reading.value.empty() || *rest != '\0') return std::nullopt;
  return std::min(count, most);
}

}  // namespace spotdrill::init::units
