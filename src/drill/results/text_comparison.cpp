#include "drill/results/text_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace spotdrill::drill {

namespace {

/// Of a longer line no more is looked through for a pattern: std::regex recurses for each byte.
constexpr std::size_t matched_bytes_max = 1'024;

/// A line is quoted around where it differs.
constexpr std::size_t quoted_before = 30;
constexpr std::size_t quoted_bytes = 80;

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_digit_byte(char c) {
  return c >= '0' && c <= '9';
}

struct NumberAt {
  double value = 0;
  std::string_view text;
  bool whole = true;
};

/// The number that begins at `at`, unless it is a part of a word.
std::optional<NumberAt> number_at(std::string_view line, std::size_t at) {
  if (at >= line.size() || (at > 0 && is_word_byte(line[at - 1]))) return std::nullopt;
  std::size_t digits = at;
  if (line[digits] == '-') ++digits;
  if (digits < line.size() && line[digits] == '.') ++digits;
  if (digits >= line.size() || !is_digit_byte(line[digits])) return std::nullopt;
  NumberAt number;
  const char* begin = line.data() + at;
  const auto [end, error] = std::from_chars(begin, line.data() + line.size(), number.value);
  if (error != std::errc{} || end == begin) return std::nullopt;
  number.text = {begin, static_cast<std::size_t>(end - begin)};
  if (end != line.data() + line.size() && is_word_byte(*end)) return std::nullopt;
  number.whole = number.text.find_first_of(".eE") == std::string_view::npos;
  return number;
}

bool are_near(const NumberAt& a, const NumberAt& b, double tolerance) {
  if (a.whole && b.whole) return a.text == b.text;
  const double bigger = std::max(std::abs(a.value), std::abs(b.value));
  return std::abs(a.value - b.value) <= tolerance * bigger;
}

/// Where two lines begin to differ, in each of them; nothing: they are the same.
std::optional<std::pair<std::size_t, std::size_t>> differ_at(std::string_view a, std::string_view b,
                                                             double tolerance) {
  if (a == b) return std::nullopt;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (tolerance > 0) {
      const auto left = number_at(a, i);
      const auto right = left ? number_at(b, j) : std::nullopt;
      if (left && right) {
        if (!are_near(*left, *right, tolerance)) return std::pair{i, j};
        i += left->text.size();
        j += right->text.size();
        continue;
      }
    }
    if (a[i] != b[j]) return std::pair{i, j};
    ++i;
    ++j;
  }
  if (i == a.size() && j == b.size()) return std::nullopt;
  return std::pair{i, j};
}

/// `line` in quotes: what a terminal would obey taken out, cut around `at` where it is long.
std::string quote(std::string_view line, std::size_t at) {
  std::size_t begin = at > quoted_before ? at - quoted_before : 0;
  if (line.size() <= quoted_bytes) begin = 0;
  const auto continues = [&](std::size_t i) {
    return i > 0 && i < line.size() && (static_cast<unsigned char>(line[i]) & 0xc0U) == 0x80;
  };
  while (continues(begin)) --begin;
  std::size_t end = std::min(begin + quoted_bytes, line.size());
  while (continues(end)) --end;
  std::string text = begin > 0 ? "'…" : "'";
  for (const char c : line.substr(begin, end - begin)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) text += c;
  }
  return text + (end < line.size() ? "…'" : "'");
}

struct CountedLine {
  std::size_t number = 0;  ///< From 1; 0: there is none.
  std::string_view text;
};

/// Gives the lines of a text that count, one after the other.
class CountedLines {
 public:
  CountedLines(std::string_view text, const ComparisonRules& rules) : rest_(text), rules_(rules) {}

  CountedLine next() {
    while (!rest_.empty()) {
      const std::size_t end = rest_.find('\n');
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++number_;
      if (!rules_.ignores(line)) return {number_, line};
    }
    return {};
  }

 private:
  std::string_view rest_;
  const ComparisonRules& rules_;
  std::size_t number_ = 0;
};

std::optional<std::string> first_byte_difference(std::string_view undisturbed,
                                                 std::string_view interrupted) {
  if (undisturbed == interrupted) return std::nullopt;
  const auto [a, b] =
      std::mismatch(undisturbed.begin(), undisturbed.end(), interrupted.begin(), interrupted.end());
  const std::string sizes =
      undisturbed.size() == interrupted.size()
          ? fmt::format("both have {} bytes", undisturbed.size())
          : fmt::format("{} bytes in the undisturbed run, {} in the interrupted one",
                        undisturbed.size(), interrupted.size());
  return fmt::format("{}; they differ from byte {} on", sizes, a - undisturbed.begin());
}

}  // namespace

Result<ComparisonRules, std::string> ComparisonRules::create(
    double tolerance, const std::vector<std::string>& ignore) {
  ComparisonRules rules;
  rules.tolerance_ = tolerance;
  for (const std::string& pattern : ignore) {
    try {
      rules.ignore_.emplace_back(pattern, std::regex::ECMAScript);
    } catch (const std::regex_error& error) {
      return refuse(fmt::format("'{}' is no regular expression: {}", pattern, error.what()));
    }
  }
  return rules;
}

bool ComparisonRules::ignores(std::string_view line) const {
  line = line.substr(0, matched_bytes_max);
  return std::ranges::any_of(ignore_, [&](const std::regex& pattern) {
    return std::regex_search(line.begin(), line.end(), pattern);
  });
}

std::optional<std::string> first_difference(std::string_view undisturbed,
                                            std::string_view interrupted,
                                            const ComparisonRules& rules) {
  if (undisturbed.find('\0') != std::string_view::npos ||
      interrupted.find('\0') != std::string_view::npos) {
    return first_byte_difference(undisturbed, interrupted);
  }
  CountedLines left{undisturbed, rules};
  CountedLines right{interrupted, rules};
  while (true) {
    const CountedLine a = left.next();
    const CountedLine b = right.next();
    if (a.number == 0 && b.number == 0) return std::nullopt;
    if (b.number == 0) {
      return fmt::format("line {}: {} in the undisturbed run; the interrupted one ends before it",
                         a.number, quote(a.text, 0));
    }
    if (a.number == 0) {
      return fmt::format("line {}: {} in the interrupted run; the undisturbed one ends before it",
                         b.number, quote(b.text, 0));
    }
    if (const auto at = differ_at(a.text, b.text, rules.tolerance())) {
      return fmt::format("line {}: {} in the undisturbed run, {} in the interrupted one", a.number,
                         quote(a.text, at->first), quote(b.text, at->second));
    }
  }
}

}  // namespace spotdrill::drill
