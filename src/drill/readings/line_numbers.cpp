#include "drill/readings/line_numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace spotdrill::drill {

namespace {

/// More digits are a hash or an identifier.
constexpr std::size_t digits_max = 18;

struct SizeUnit {
  std::string_view name;
  double scale;
  bool bytes;
};

constexpr double thousand = 1'000;
constexpr double kibi = 1'024;

constexpr std::array size_units{
    SizeUnit{"bytes", 1, true},
    SizeUnit{"Bytes", 1, true},
    SizeUnit{"B", 1, true},
    SizeUnit{"k", thousand, false},
    SizeUnit{"K", thousand, false},
    SizeUnit{"M", thousand* thousand, false},
    SizeUnit{"G", thousand* thousand* thousand, false},
    SizeUnit{"T", thousand* thousand* thousand* thousand, false},
    SizeUnit{"kB", thousand, true},
    SizeUnit{"KB", thousand, true},
    SizeUnit{"MB", thousand* thousand, true},
    SizeUnit{"GB", thousand* thousand* thousand, true},
    SizeUnit{"TB", thousand* thousand* thousand* thousand, true},
    SizeUnit{"Ki", kibi, true},
    SizeUnit{"Mi", kibi* kibi, true},
    SizeUnit{"Gi", kibi* kibi* kibi, true},
    SizeUnit{"Ti", kibi* kibi* kibi* kibi, true},
    SizeUnit{"kiB", kibi, true},
    SizeUnit{"KiB", kibi, true},
    SizeUnit{"MiB", kibi* kibi, true},
    SizeUnit{"GiB", kibi* kibi* kibi, true},
    SizeUnit{"TiB", kibi* kibi* kibi* kibi, true},
};

char char_at(std::string_view line, std::size_t at) {
  return at < line.size() ? line[at] : '\0';
}

/// How many digits stand at `at`, counted no further than to `most`.
std::size_t digits_at(std::string_view line, std::size_t at, std::size_t most) {
  std::size_t count = 0;
  while (count < most && is_digit(char_at(line, at + count))) ++count;
  return count;
}

/// Whether a decimal comma stands at `at`: taken for one only before a percent sign.
bool decimal_comma(std::string_view line, std::size_t at) {
  const std::size_t digits = digits_at(line, at + 1, 3);
  if (digits == 0 || digits > 2) return false;
  std::size_t next = at + 1 + digits;
  if (char_at(line, next) == ' ') ++next;
  return char_at(line, next) == '%';
}

/// Reads the digits of a number, with separators of thousands and one decimal point.
class NumberReader {
 public:
  NumberReader(std::string_view line, std::size_t at) : line_(line), at_(at) {}

  LineNumber read() {
    number_.begin = at_;
    number_.named = at_ > 0 && (is_letter(line_[at_ - 1]) || line_[at_ - 1] == '_');
    number_.whole = true;
    group_ = at_;
    while (at_ < line_.size() && step()) {
    }
    exponent();
    number_.end = at_;
    number_.unit_end = at_;
    std::from_chars(text_.data(), text_.data() + text_.size(), number_.value);
    if (text_.size() > digits_max) number_.usable = false;
    return number_;
  }

 private:
  void keep(char c) {
    if (text_.size() <= digits_max) text_ += c;
  }

  /// Takes one character more; false at the end of the number.
  bool step() {
    const char c = line_[at_];
    if (is_digit(c)) {
      keep(c);
      ++at_;
      return true;
    }
    if (!is_digit(char_at(line_, at_ + 1))) return false;
    if (c == '.') {
      // A second point makes it a version or an address.
      if (!number_.whole) number_.usable = false;
      number_.whole = false;
    } else if (c == ',' && number_.whole && decimal_comma(line_, at_)) {
      number_.whole = false;
    } else if ((c == ',' || c == '_' || c == '\'') && number_.whole && at_ - group_ <= 3 &&
               digits_at(line_, at_ + 1, 4) == 3) {
      group_ = ++at_;
      return true;
    } else {
      return false;
    }
    keep('.');
    ++at_;
    return true;
  }

  void exponent() {
    if (char_at(line_, at_) != 'e' && char_at(line_, at_) != 'E') return;
    std::size_t next = at_ + 1;
    if (char_at(line_, next) == '-' || char_at(line_, next) == '+') ++next;
    const std::size_t digits = digits_at(line_, next, 4);
    if (digits == 0 || digits > 3 || is_letter(char_at(line_, next + digits))) return;
    text_.append(line_.substr(at_, next + digits - at_));
    number_.whole = false;
    at_ = next + digits;
  }

  std::string_view line_;
  std::size_t at_;
  std::size_t group_ = 0;
  std::string text_;
  LineNumber number_;
};

/// Finds the unit that stands at a number, at most one blank after it.
void read_unit(std::string_view line, LineNumber& number) {
  std::size_t begin = number.end;
  const bool near = char_at(line, begin) != ' ';
  if (!near) ++begin;
  std::size_t end = begin;
  while (end < line.size() && end - begin < 6 && is_letter(line[end])) ++end;
  const char after = char_at(line, end);
  if (is_digit(after) || is_letter(after) || after == '_') return;
  const std::string_view name = line.substr(begin, end - begin);
  for (const SizeUnit& unit : size_units) {
    // A letter that stands alone is a word of its own.
    if (unit.name != name || (!near && !unit.bytes)) continue;
    number.unit_end = end;
    number.scale = unit.scale;
    number.bytes = unit.bytes;
    number.unit_near = near;
  }
}

/// Where the escape sequence ends that begins at `at`.
std::size_t escape_end(std::string_view line, std::size_t at) {
  if (++at >= line.size() || line[at] != '[') return at + 1;
  // "ESC [", parameters, and a final byte from '@' to '~'. Source: ECMA-48, 5.4.
  do ++at;
  while (at < line.size() && (line[at] < '@' || line[at] > '~'));
  return at + 1;
}

}  // namespace

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool one_of(char c, std::string_view signs) {
  return signs.find(c) != std::string_view::npos;
}

bool is_gap(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == escape_mark;
}

std::string without_escapes(std::string_view line) {
  constexpr char escape = '\x1b';
  std::string plain{line};
  for (std::size_t at = 0; at < plain.size();) {
    if (plain[at] != escape) {
      ++at;
      continue;
    }
    const std::size_t end = std::min(escape_end(plain, at), plain.size());
    for (; at < end; ++at) plain[at] = escape_mark;
  }
  return plain;
}

std::vector<LineNumber> numbers_in(std::string_view line) {
  std::vector<LineNumber> numbers;
  for (std::size_t at = 0; at < line.size();) {
    if (!is_digit(line[at])) {
      ++at;
      continue;
    }
    LineNumber number = NumberReader{line, at}.read();
    read_unit(line, number);
    at = number.end;
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace spotdrill::drill
