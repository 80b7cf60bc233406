#include "report/live.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace spotdrill::report {

namespace {

/// Happenings kept for the report; a workload that is interrupted for ever has more.
constexpr std::size_t story_max = 10'000;

}  // namespace

LiveStyle live_style(std::FILE* file) {
  LiveStyle style;
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::strcmp(term, "dumb") == 0;
  style.bar = ::isatty(::fileno(file)) == 1 && !dumb;
  // "… when present and not an empty string (regardless of its value), prevents the addition of
  // ANSI color." Source: no-color.org.
  const char* no_color = std::getenv("NO_COLOR");
  style.colour = style.bar && (no_color == nullptr || *no_color == '\0');
  winsize size{};
  if (style.bar && ::ioctl(::fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    style.columns = size.ws_col;
  }
  return style;
}

std::string bar_text(double percent, int columns) {
  percent = std::clamp(percent, 0.0, 100.0);
  const int width = std::max(10, columns - 9);
  const int done = static_cast<int>(std::lround(percent / 100 * width));
  std::string bar(static_cast<std::size_t>(done), '#');
  bar.resize(static_cast<std::size_t>(width), '-');
  return fmt::format("[{}] {:3.0f} %", bar, percent);
}

std::string Live::stamp(Instant at) {
  if (!began_) began_ = at;
  // What is heard of a little late is written where the writing is.
  stamped_ = std::max({at, *began_, stamped_.value_or(*began_)});
  const auto seconds = std::chrono::floor<std::chrono::seconds>(*stamped_ - *began_).count();
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::vector<Happening> Live::story() const {
  // What was heard of late stands where it belongs.
  std::vector<Happening> story = story_;
  std::stable_sort(story.begin(), story.end(),
                   [](const Happening& a, const Happening& b) { return a.at < b.at; });
  return story;
}

void Live::happened(Instant at, const std::string& resource, const std::string& text) {
  if (story_.size() < story_max) story_.push_back({at, resource, text});
  clear_bar();
  const std::string time = stamp(at);
  fmt::print(file_, "{}  {:<21} {}\n", style_.colour ? "\033[2m" + time + "\033[0m" : time,
             resource, text);
  std::fflush(file_);
  now_ = std::max(now_, at);
  draw_bar();
}

void Live::advanced(Instant at, std::optional<double> percent,
                    std::optional<double> saved_percent) {
  now_ = at;
  percent_ = percent;
  saved_percent_ = saved_percent;
  if (style_.bar) {
    draw_bar();
    return;
  }
  if (!percent) {
    told_tenth_ = 0;
    return;
  }
  const int tenth = static_cast<int>(*percent / 10);
  if (tenth == told_tenth_) return;
  told_tenth_ = tenth;
  const std::string saved =
      saved_percent ? fmt::format(", saved {}", drill::percent_text(*saved_percent)) : "";
  fmt::print(file_, "{}  {:<21} progress {}{}\n", stamp(at), "", drill::percent_text(*percent),
             saved);
  std::fflush(file_);
}

void Live::draw_bar() {
  if (!style_.bar) return;
  const std::string saved =
      saved_percent_ ? fmt::format("  saved {:3.0f} %", *saved_percent_) : std::string{};
  const int room = std::min(style_.columns, 100) - 11 - static_cast<int>(saved.size());
  std::string line =
      fmt::format("{} {}{}", stamp(now_), bar_text(percent_.value_or(0), room), saved);
  if (drawn_ && line == shown_) return;
  fmt::print(file_, "\r\033[K{}", line);
  std::fflush(file_);
  drawn_ = true;
  shown_ = std::move(line);
}

void Live::clear_bar() {
  if (!drawn_) return;
  fmt::print(file_, "\r\033[K");
  std::fflush(file_);
  drawn_ = false;
}

}  // namespace spotdrill::report
