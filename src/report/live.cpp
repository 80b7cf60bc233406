#include "report/live.hpp"
#include "drill/readings/figures.hpp"
#include "report/wrap.hpp"

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

/// Of what the job prints the view shows the newest lines.
constexpr std::size_t printed_lines = 3;

/// Lines that may have to be written again, on a terminal that was resized: no terminal is higher.
constexpr std::size_t repainted_lines_max = 200;

/// The terminal's size now, which people change; as it was where it is none.
void measure(std::FILE* file, LiveStyle& style) {
  winsize size{};
  if (::ioctl(::fileno(file), TIOCGWINSZ, &size) != 0) return;
  if (size.ws_col > 0) style.columns = size.ws_col;
  if (size.ws_row > 0) style.rows = size.ws_row;
}

std::size_t rows_of(std::string_view text) {
  return 1 + static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

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
  measure(file, style);
  return style;
}

TextStyle text_style(std::FILE* file) {
  const LiveStyle style = live_style(file);
  return {.colour = style.colour,
          .columns = style.bar ? static_cast<std::size_t>(style.columns) : 0};
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
  write_line(fmt::format("{}  {:<21} {}", style_.colour ? "\033[2m" + time + "\033[0m" : time,
                         resource, text));
  now_ = std::max(now_, at);
  draw_bar();
}

void Live::say(const std::string& line) {
  clear_bar();
  write_line(line);
  draw_bar();
}

void Live::write_line(std::string line) {
  const auto columns = style_.bar ? static_cast<std::size_t>(style_.columns) : 0;
  fmt::print(file_, "{}\n", wrapped(line, columns));
  std::fflush(file_);
  if (!style_.bar) return;
  written_.push_back(std::move(line));
  if (written_.size() > repainted_lines_max) written_.pop_front();
}

/// What a terminal does with the lines that it has when it is resized (it breaks, joins or cuts
/// them) nobody knows: the screen is painted anew.
void Live::heed_resizing() {
  const LiveStyle before = style_;
  measure(file_, style_);
  if (!style_.bar || (before.columns == style_.columns && before.rows == style_.rows)) return;
  const auto columns = static_cast<std::size_t>(style_.columns);
  // The view, and the line that the cursor is in.
  std::size_t room = static_cast<std::size_t>(std::max(style_.rows - 8, 1));
  std::vector<std::string> lines;
  for (auto line = written_.rbegin(); line != written_.rend(); ++line) {
    std::string text = wrapped(*line, columns);
    if (rows_of(text) > room) break;
    room -= rows_of(text);
    lines.push_back(std::move(text));
  }
  fmt::print(file_, "\033[H\033[J");
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) fmt::print(file_, "{}\n", *line);
  std::fflush(file_);
  shown_.clear();
}

void Live::advanced(Instant at, std::optional<double> percent,
                    std::optional<double> saved_percent) {
  now_ = at;
  percent_ = percent;
  saved_percent_ = saved_percent;
  if (style_.bar) return;  // stands() follows, and draws.
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

void Live::stands(Instant at, const drill::Standing& standing) {
  now_ = std::max(now_, at);
  standing_ = standing;
  draw_bar();
}

void Live::printed(std::string_view text) {
  if (!style_.bar) return;
  for (std::string& line : console_.take(text)) {
    printed_.push_back(std::move(line));
    if (printed_.size() > printed_lines) printed_.pop_front();
  }
}

/// "i-… running, shutdown in 1m12s; next: termination without notice at 80 %, in about 2m".
std::string Live::standing_line() const {
  std::string line = standing_.instance;
  if (!standing_.state.empty()) line += " " + standing_.state;
  if (standing_.deadline && *standing_.deadline > now_ && standing_.state == "running") {
    line += fmt::format(
        ", shutdown in {}",
        drill::time_text(std::chrono::floor<std::chrono::seconds>(*standing_.deadline - now_)));
  }
  if (standing_.next_fault.empty()) return line;
  line += "; next: " + standing_.next_fault;
  if (standing_.next_at && *standing_.next_at > now_) {
    line += fmt::format(
        ", in about {}",
        drill::time_text(std::chrono::floor<std::chrono::seconds>(*standing_.next_at - now_)));
  }
  return line;
}

std::vector<std::string> Live::view() {
  const auto columns = static_cast<std::size_t>(std::max(style_.columns - 1, 20));
  const int room = std::min(style_.columns, 100) - 20;
  std::vector<std::string> lines{
      fmt::format("{} progress {}", stamp(now_), bar_text(percent_.value_or(0), room))};
  if (saved_percent_) {
    lines.push_back(fmt::format("{:8} saved    {}", "", bar_text(*saved_percent_, room)));
  }
  if (!standing_.instance.empty()) lines.push_back(standing_line());
  for (const std::string& line : printed_) lines.push_back("  | " + line);
  for (std::string& line : lines) line.resize(fitting(line, columns).size());
  return lines;
}

void Live::draw_bar() {
  if (!style_.bar) return;
  heed_resizing();
  std::vector<std::string> lines = view();
  if (lines == shown_) return;
  clear_bar();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool dim = style_.colour && lines[i].starts_with("  | ");
    fmt::print(file_, "{}{}{}{}", i == 0 ? "" : "\n", dim ? "\033[2m" : "", lines[i],
               dim ? "\033[0m" : "");
  }
  std::fflush(file_);
  shown_ = std::move(lines);
}

void Live::clear_bar() {
  if (style_.bar) heed_resizing();
  if (shown_.empty()) return;
  // To the beginning of the first line, and everything from there away.
  if (shown_.size() > 1) fmt::print(file_, "\033[{}A", shown_.size() - 1);
  fmt::print(file_, "\r\033[J");
  std::fflush(file_);
  shown_.clear();
}

}  // namespace spotdrill::report
