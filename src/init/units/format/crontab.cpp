#include "init/units/format/crontab.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "init/units/format/unit_file.hpp"
#include "init/units/format/words.hpp"

namespace spotdrill::init::units {
namespace {

struct CronField {
  const char* error;
  int low;
  int high;
  std::string_view names;  // Of three letters each, the first for `low`.
};
constexpr CronField fields[] = {
    {"bad minute", 0, 59, ""},
    {"bad hour", 0, 23, ""},
    {"bad day-of-month", 1, 31, ""},
    {"bad month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
    {"bad day-of-week", 0, 7, "sunmontuewedthufrisat"},
};
constexpr int highest_value = 59;

struct CronShorthand {
  std::string_view name;
  std::string_view meaning;
};
constexpr CronShorthand cron_shorthands[] = {
    {"@yearly", "0 0 1 1 *"}, {"@annually", "0 0 1 1 *"}, {"@monthly", "0 0 1 * *"},
    {"@weekly", "0 0 * * 0"}, {"@daily", "0 0 * * *"},    {"@midnight", "0 0 * * *"},
    {"@hourly", "0 * * * *"},
};

using Values = std::array<bool, highest_value + 1>;

std::string_view take_word(std::string_view& line) {
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return word;
}

// -1: it is none.
int number_in(std::string_view text, const CronField& field) {
  if (text.size() == 3 && !field.names.empty() && std::isalpha(text[0]) != 0) {
    std::string lower{text};
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (std::size_t at = 0; at < field.names.size(); at += 3) {
      if (field.names.substr(at, 3) == lower) return field.low + static_cast<int>(at / 3);
    }
    return -1;
  }
  return whole_number(text).value_or(-1);
}

// "*", "5", "1-5", each with "/2", in a list.
bool read_values(std::string_view text, const CronField& field, Values& values) {
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    int step = 1;
    const std::size_t slash = part.find('/');
    if (slash != std::string_view::npos) {
      step = number_in(part.substr(slash + 1), {"", 0, 0, ""});
      part = part.substr(0, slash);
    }
    int from = field.low, to = field.high;
    const std::size_t dash = part.find('-');
    if (part != "*") {
      from = number_in(part.substr(0, dash), field);
      to = dash == std::string_view::npos ? from : number_in(part.substr(dash + 1), field);
      // "Steps are also permitted after … ranges": not after a number alone.
      if (slash != std::string_view::npos && dash == std::string_view::npos) return false;
    }
    if (from < field.low || to > field.high || from > to || step < 1) return false;
    for (int value = from; value <= to; value += step)
      values[static_cast<std::size_t>(value)] = true;
    if (comma == text.size()) return true;
    text.remove_prefix(comma + 1);
  }
}

std::string listed(const Values& values, const CronField& field) {
  std::string list;
  bool all = true;
  for (int value = field.low; value <= field.high; ++value) {
    if (values[static_cast<std::size_t>(value)])
      list += (list.empty() ? "" : ",") + std::to_string(value);
    else
      all = false;
  }
  return all ? "*" : list;
}

std::string weekday_list(Values values) {
  constexpr std::string_view names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  if (values[7]) values[0] = true;
  std::string list;
  std::size_t count = 0;
  for (std::size_t day = 0; day < 7; ++day) {
    if (!values[day]) continue;
    ++count;
    list += (list.empty() ? "" : ",") + std::string{names[day]};
  }
  return count == 7 ? "" : list + " ";
}

// The first five words as calendars; else what is wrong with them.
const char* read_moments(std::string_view& line, std::vector<std::string>& calendars) {
  Values values[std::size(fields)] = {};
  bool star[std::size(fields)] = {};
  for (std::size_t index = 0; index < std::size(fields); ++index) {
    const std::string_view word = take_word(line);
    star[index] = word.starts_with('*');
    if (!read_values(word, fields[index], values[index])) return fields[index].error;
  }
  const std::string clock =
      " " + listed(values[1], fields[1]) + ":" + listed(values[0], fields[0]) + ":00";
  const std::string month = "*-" + listed(values[3], fields[3]) + "-";
  const std::string days = listed(values[2], fields[2]);
  const std::string weekdays = weekday_list(values[4]);
  // "If both fields are restricted (i.e., don't contain the "*" character), the command will be run
  // when either field matches the current time."
  if (star[2] || star[4]) {
    calendars.push_back(weekdays + month + days + clock);
  } else {
    calendars.push_back(month + days + clock);
    calendars.push_back(weekdays + month + "*" + clock);
  }
  return nullptr;
}

// "A "%" in the command, unless escaped with a backslash, will be changed into newline characters,
// and all data after the first % will be sent to the command as standard input."
void read_command(std::string_view text, CronEntry& entry) {
  bool input = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == '\\' && at + 1 < text.size() && text[at + 1] == '%') {
      c = '%';
      ++at;
    } else if (c == '%') {
      if (!input) {
        input = true;
        continue;
      }
      c = '\n';
    }
    (input ? entry.input : entry.command) += c;
  }
  if (input) entry.input += '\n';
}

std::string unquoted(std::string_view text) {
  text = trimmed(text);
  const bool quoted =
      text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return std::string{quoted ? text.substr(1, text.size() - 2) : text};
}

// "NAME = value".
bool read_setting(std::string_view line, Environment& environment) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos || line[0] == '*' || line[0] == '@' ||
      std::isdigit(static_cast<unsigned char>(line[0])) != 0) {
    return false;
  }
  const std::string name = unquoted(line.substr(0, equals));
  if (name.empty() || name.find_first_of(" \t") != std::string::npos) return false;
  environment[name] = unquoted(line.substr(equals + 1));
  return true;
}

const char* read_entry(std::string_view line, bool with_users, CronEntry& entry) {
  if (line.starts_with('@')) {
    const std::string_view name = take_word(line);
    bool known = name == "@reboot";
    for (const CronShorthand& each : cron_shorthands) {
      if (each.name != name) continue;
      std::string_view meaning = each.meaning;
      known = read_moments(meaning, entry.calendars) == nullptr;
    }
    if (!known) return "bad time specifier";
  } else if (const char* error = read_moments(line, entry.calendars)) {
    return error;
  }
  if (with_users) {
    entry.user = take_word(line);
    if (entry.user.empty()) return "bad username";
  }
  read_command(line, entry);
  return entry.command.empty() ? "bad command" : nullptr;
}

}  // namespace

Crontab parse_crontab(std::string_view text, bool with_users) {
  constexpr std::size_t errors_max = 20;
  Crontab table;
  Environment environment;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() || line[0] == '#' || read_setting(line, environment)) continue;
    CronEntry entry;
    entry.environment = environment;
    if (const char* error = read_entry(line, with_users, entry)) {
      if (table.errors.size() < errors_max) table.errors.emplace_back(number, error);
    } else if (table.entries.size() < cron_entries_max) {
      table.entries.push_back(std::move(entry));
    }
  }
  return table;
}

}  // namespace spotdrill::init::units
