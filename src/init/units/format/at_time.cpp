#include "init/units/format/at_time.hpp"

#include <cctype>
#include <cstdio>
#include <cstdlib>

namespace spotdrill::init::units {
namespace {

constexpr std::time_t minute_s = 60;
constexpr std::time_t hour_s = 60 * minute_s;
constexpr std::time_t day_of_s = 24 * hour_s;

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int number_at(std::string_view text, std::size_t at, std::size_t length) {
  return std::atoi(std::string{text.substr(at, length)}.c_str());
}

// The words of all arguments, in lower case, with "+" apart.
std::vector<std::string> tokens_of(const std::vector<std::string>& words) {
  std::vector<std::string> tokens;
  for (const std::string& word : words) {
    std::string token;
    const auto end = [&] {
      if (!token.empty()) tokens.push_back(token);
      token.clear();
    };
    for (const char c : word) {
      if (c == '+' || c == ' ' || c == '\t' || c == ',') {
        end();
        if (c == '+') tokens.emplace_back("+");
      } else {
        token += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      }
    }
    end();
  }
  return tokens;
}

class AtTime {
 public:
  AtTime(const std::vector<std::string>& words, std::time_t now)
      : tokens_(tokens_of(words)), now_(now - now % minute_s) {
    gmtime_r(&now_, &at_);
  }
  std::optional<std::time_t> read();

 private:
  [[nodiscard]] bool has(std::string_view word) {
    if (next_ >= tokens_.size() || tokens_[next_] != word) return false;
    ++next_;
    return true;
  }
  bool read_clock();
  void read_date();
  bool read_increment();

  std::vector<std::string> tokens_;
  std::size_t next_ = 0;
  std::time_t now_;
  std::time_t added_ = 0;
  int added_months_ = 0;
  std::tm at_{};
  bool clock_only_ = false;
};

// "14:30", "1430", "2pm", "2:30 pm".
bool AtTime::read_clock() {
  std::string text = tokens_[next_];
  int half = -1;
  if (text.size() > 2 && text.back() == 'm' && (text.ends_with("am") || text.ends_with("pm"))) {
    half = text[text.size() - 2] == 'p' ? 12 : 0;
    text.resize(text.size() - 2);
  }
  const std::size_t colon = text.find(':');
  if (!all_digits(text.substr(0, colon))) return false;
  if (colon != std::string::npos) {
    if (!all_digits(text.substr(colon + 1))) return false;
    at_.tm_hour = number_at(text, 0, colon);
    at_.tm_min = number_at(text, colon + 1, text.size());
  } else if (text.size() > 2) {
    at_.tm_hour = number_at(text, 0, text.size() - 2);
    at_.tm_min = number_at(text, text.size() - 2, 2);
  } else {
    at_.tm_hour = number_at(text, 0, 2);
    at_.tm_min = 0;
  }
  ++next_;
  if (half < 0 && has("am")) half = 0;
  if (half < 0 && has("pm")) half = 12;
  if (half >= 0 && (at_.tm_hour < 1 || at_.tm_hour > 12)) return false;
  if (half >= 0) at_.tm_hour = at_.tm_hour % 12 + half;
  return at_.tm_hour < 24 && at_.tm_min < 60;
}

// "tomorrow", "2026-12-01"; without one it is today's or tomorrow's.
void AtTime::read_date() {
  if (has("today")) {
    clock_only_ = false;
  } else if (has("tomorrow")) {
    clock_only_ = false;
    at_.tm_mday += 1;
  } else if (next_ < tokens_.size() && tokens_[next_].size() == 10 && tokens_[next_][4] == '-') {
    const std::string& text = tokens_[next_++];
    clock_only_ = false;
    at_.tm_year = number_at(text, 0, 4) - 1900;
    at_.tm_mon = number_at(text, 5, 2) - 1;
    at_.tm_mday = number_at(text, 8, 2);
  }
}

bool AtTime::read_increment() {
  if (next_ >= tokens_.size()) return true;
  std::time_t count = 1;
  if (has("+")) {
    if (next_ >= tokens_.size() || !all_digits(tokens_[next_]) || tokens_[next_].size() > 6)
      return false;
    count = std::atol(tokens_[next_++].c_str());
  } else if (!has("next")) {
    return false;
  }
  if (next_ >= tokens_.size()) return false;
  std::string unit = tokens_[next_++];
  if (unit.ends_with('s')) unit.pop_back();
  if (unit == "minute" || unit == "min")
    added_ = count * minute_s;
  else if (unit == "hour")
    added_ = count * hour_s;
  else if (unit == "day")
    added_ = count * day_of_s;
  else if (unit == "week")
    added_ = count * 7 * day_of_s;
  else if (unit == "month")
    added_months_ = static_cast<int>(count);
  else if (unit == "year")
    added_months_ = static_cast<int>(count * 12);
  else
    return false;
  return next_ == tokens_.size();
}

std::optional<std::time_t> AtTime::read() {
  if (tokens_.empty()) return std::nullopt;
  const std::string first = tokens_[0];
  const bool date_only = first == "tomorrow" || first == "today" || first == "next";
  if (first == "now") {
    ++next_;
  } else if (!date_only) {
    clock_only_ = true;
    if (first == "noon" || first == "midnight" || first == "teatime") {
      at_.tm_hour = first == "noon" ? 12 : (first == "midnight" ? 0 : 16);
      at_.tm_min = 0;
      ++next_;
    } else if (!read_clock()) {
      return std::nullopt;
    }
  }
  read_date();
  if (!read_increment()) return std::nullopt;
  at_.tm_mon += added_months_;
  std::time_t moment = timegm(&at_) + added_;
  // "If that time is already past, the next day is assumed."
  if (clock_only_ && moment <= now_) moment += day_of_s;
  return moment;
}

}  // namespace

std::optional<std::time_t> parse_at_time(const std::vector<std::string>& words, std::time_t now) {
  return AtTime{words, now}.read();
}

std::optional<std::time_t> parse_at_stamp(std::string_view text, std::time_t now) {
  text = text.substr(0, text.find('.'));
  if (!all_digits(text) || (text.size() != 8 && text.size() != 10 && text.size() != 12)) {
    return std::nullopt;
  }
  std::tm at{};
  gmtime_r(&now, &at);
  const std::size_t year_digits = text.size() - 8;
  if (year_digits == 4) at.tm_year = number_at(text, 0, 4) - 1900;
  if (year_digits == 2) at.tm_year = 100 + number_at(text, 0, 2);
  at.tm_mon = number_at(text, year_digits, 2) - 1;
  at.tm_mday = number_at(text, year_digits + 2, 2);
  at.tm_hour = number_at(text, year_digits + 4, 2);
  at.tm_min = number_at(text, year_digits + 6, 2);
  at.tm_sec = 0;
  if (at.tm_mon < 0 || at.tm_mon > 11 || at.tm_mday < 1 || at.tm_mday > 31 || at.tm_hour > 23 ||
      at.tm_min > 59) {
    return std::nullopt;
  }
  return timegm(&at);
}

std::optional<AtName> parse_at_name(std::string_view name) {
  constexpr std::size_t bytes = 14;
  if (name.size() != bytes) return std::nullopt;
  const auto hexadecimal = [&](std::size_t at, std::size_t digits) {
    return std::strtol(std::string{name.substr(at, digits)}.c_str(), nullptr, 16);
  };
  return AtName{.queue = name[0], .number = hexadecimal(1, 5), .due = hexadecimal(6, 8) * 60};
}

std::string at_name(const AtName& name) {
  char text[64];
  std::snprintf(text, sizeof text, "%c%05lx%08lx", name.queue,
                static_cast<unsigned long>(name.number), static_cast<unsigned long>(name.due / 60));
  return text;
}

}  // namespace spotdrill::init::units
