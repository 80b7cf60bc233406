#include "shape/pattern.hpp"

#include <boost/regex.hpp>
#include <charconv>
#include <map>

#include "base/log.hpp"

namespace spotdrill::shape {
namespace {

// Any byte of a character outside ASCII.
constexpr std::string_view beyond_ascii = "\\x80-\\xff";

/// "\u0020" for one character of a class or outside one.
std::string translate_code_point(std::string_view digits, bool range_end) {
  unsigned code = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  if (code < 0x80) {
    constexpr std::string_view hex = "0123456789abcdef";
    return {'\\', 'x', hex[code >> 4U], hex[code & 15U]};
  }
  return range_end ? "\\x7f" + std::string{beyond_ascii} : std::string{beyond_ascii};
}

/// What "\p{NAME}" stands for in a class.
std::string_view property(std::string_view name) {
  if (name == "L") return "a-zA-Z\\x80-\\xff";
  if (name == "N") return "0-9";
  if (name == "Z") return " ";
  if (name == "ASCII") return "\\x00-\\x7f";
  return {};
}

/// Where in a class a hyphen is a character of its own: behind a range. Boost takes it for an
/// error.
class Ranges {
 public:
  /// Whether the `c` that follows in a class is such a hyphen.
  bool is_character(char c) {
    const bool hyphen = c == '-';
    const bool alone = hyphen && after_range_;
    after_range_ = in_range_ && !hyphen;
    in_range_ = hyphen && !alone && !first_;
    first_ = false;
    return alone;
  }
  void begin_class() { *this = {}; }

 private:
  bool first_ = true;
  bool in_range_ = false;
  bool after_range_ = false;
};

}  // namespace

std::string translate_pattern(std::string_view pattern) {
  std::string out;
  bool in_class = false;
  Ranges ranges;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '[' && !in_class) {
      in_class = true;
      ranges.begin_class();
    } else if (c == ']' && in_class) {
      in_class = false;
    } else if (in_class && ranges.is_character(c)) {
      // Before what ends a class it is a character in any case.
      out += '\\';
    }
    if (c != '\\' || i + 1 == pattern.size()) {
      out += c;
      continue;
    }
    const char escaped = pattern[++i];
    if (escaped == 'u' && i + 4 < pattern.size()) {
      std::string_view digits = pattern.substr(i + 1, 4);
      i += 4;
      // "\u10000" and "\u10FFFF": models write planes beyond the first with more digits.
      while (i + 1 < pattern.size() && digits.starts_with("10") &&
             std::isxdigit(static_cast<unsigned char>(pattern[i + 1])) != 0) {
        ++i;
      }
      const bool range_end = out.ends_with('-');
      const bool high = digits[0] > '0' || digits[1] > '0' || digits[2] > '7';
      // A range that begins beyond ASCII was written whole by its beginning.
      if (range_end && high && out.ends_with(std::string{beyond_ascii} + "-")) {
        out.pop_back();
        continue;
      }
      out += translate_code_point(digits, range_end);
    } else if (escaped == 'p' && pattern.find('}', i) != std::string_view::npos) {
      const std::size_t end = pattern.find('}', i);
      const std::string_view set = property(pattern.substr(i + 2, end - i - 2));
      i = end;
      if (in_class)
        out += set;
      else
        out.append("[").append(set).append("]");
    } else {
      out.append({'\\', escaped});
    }
  }
  return out;
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  thread_local std::map<const char*, boost::regex> compiled;
  auto found = compiled.find(pattern.data());
  try {
    if (found == compiled.end()) {
      found = compiled.emplace(pattern.data(), boost::regex{translate_pattern(pattern)}).first;
    }
    return boost::regex_match(text.begin(), text.end(), found->second);
  } catch (const boost::regex_error& error) {
    // Too complex for a value that a client sent: it does not match. A pattern that does not
    // compile would be a fault of the model; a test compiles them all.
    log::warning("pattern {}: {}", pattern, error.what());
    return false;
  }
}

}  // namespace spotdrill::shape
