#include "drill/readings/console_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace spotdrill::drill {

namespace {

constexpr std::size_t quoted_bytes_max = 160;

/// Of a line that has not ended yet; more than is quoted, since what a terminal obeys is not.
constexpr std::size_t unfinished_bytes_max = 4'096;

/// What PID 1 of an instance says tells nothing of the workload.
constexpr std::string_view own_prefix = "spotdrill-init: ";

/// What cloud-init says of itself, with times and durations that are nobody's progress.
bool is_cloud_inits(std::string_view line) {
  return line.starts_with("Cloud-init v. ") || line.starts_with("ci-info: ") ||
         line.find("[WARNING]: Failed to run module scripts-user") != std::string_view::npos ||
         line.find("[WARNING]: Running module scripts-user") != std::string_view::npos;
}

/// Where the escape sequence ends that begins at `at`.
std::size_t end_of_escape(std::string_view line, std::size_t at) {
  if (++at >= line.size() || line[at] != '[') return at + 1;
  // "ESC [", parameters, and a final byte from '@' to '~'. Source: ECMA-48, 5.4.
  do ++at;
  while (at < line.size() && (line[at] < '@' || line[at] > '~'));
  return at + 1;
}

/// `line` without what a terminal obeys, cut between two characters of UTF-8.
std::string plain(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    const auto byte = static_cast<unsigned char>(line[at]);
    if (byte == 0x1b) {
      at = end_of_escape(line, at);
      continue;
    }
    if (byte >= 0x20 && byte != 0x7f) text += line[at];
    if (byte == '\t') text += ' ';
    ++at;
  }
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  return shortened(std::move(text), quoted_bytes_max);
}

/// Whether a line is worth quoting: not a brace, Python's row of "^", or cloud-init's word for an
/// exit code that is told anyway.
bool says_something(std::string_view line) {
  if (line.starts_with("cloud-init: Failed running ") && line.ends_with(']')) return false;
  return std::ranges::any_of(line, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;  // Letters of every script.
  });
}

/// The same; empty when our own PID 1 said it, or cloud-init of itself.
std::string plain_line(std::string_view line) {
  std::string text = plain(line.substr(0, workload_bytes(line)));
  return is_cloud_inits(text) ? std::string{} : text;
}

}  // namespace

std::size_t workload_bytes(std::string_view line) {
  return std::min(line.find(own_prefix), line.size());
}

std::vector<std::string> ConsoleLines::take(std::string_view output) {
  std::vector<std::string> lines;
  for (const char c : output) {
    if (c != '\n' && c != '\r') {
      if (unfinished_.size() < unfinished_bytes_max) unfinished_ += c;
      continue;
    }
    std::string line = plain_line(unfinished_);
    unfinished_.clear();
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

std::string shortened(std::string text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) --end;
  text.resize(end);
  return text + "…";
}

std::string last_lines(std::string_view console, std::size_t count) {
  std::vector<std::string> lines;
  while (!console.empty() && lines.size() < count) {
    const std::size_t before = console.find_last_of("\r\n");
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::string line = plain_line(console.substr(begin));
    if (says_something(line)) lines.push_back("'" + line + "'");
    console = console.substr(0, begin == 0 ? 0 : begin - 1);
  }
  return fmt::format("{}", fmt::join(lines.rbegin(), lines.rend(), " / "));
}

std::string_view newly_added(std::string_view before, std::string_view text) {
  if (before.empty()) return text;
  if (text.starts_with(before)) return text.substr(before.size());
  // The oldest part has been dropped: what is new begins after the end of what was there.
  constexpr std::size_t tail_bytes = 512;
  const std::string_view tail = before.substr(before.size() - std::min(before.size(), tail_bytes));
  const std::size_t at = text.rfind(tail);
  return at == std::string_view::npos ? text : text.substr(at + tail.size());
}

}  // namespace spotdrill::drill
