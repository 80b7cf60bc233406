#include "services/logs/patterns/regex.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "services/logs/patterns/scanner.hpp"

namespace spotdrill::logs {
namespace {

using Bytes = Regex::Bytes;
using Step = Regex::Step;

/// More steps than this, repetitions written out, no expression may have.
constexpr std::size_t regex_steps_max = 2000;

std::size_t byte_of(char c) {
  return static_cast<unsigned char>(c);
}

template <class Predicate>
Bytes bytes_where(Predicate belongs) {
  Bytes bytes;
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    bytes[byte] = belongs(static_cast<char>(byte));
  }
  return bytes;
}

Bytes only(char c) {
  return bytes_where([c](char each) { return each == c; });
}

/// "Alphanumeric characters" and "supported symbol characters".
bool is_regex_literal(char c) {
  return is_alphanumeric(c) || std::string_view{":_#=@/;,-"}.find(c) != std::string_view::npos;
}

/// What follows a backslash. Nothing: it means nothing.
std::optional<Bytes> read_escape(Scanner& scanner) {
  const char c = scanner.peek();
  if (c == '\0' || static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
  scanner.take(std::string_view{&c, 1});
  const auto word = [](char each) { return is_alphanumeric(each) || each == '_'; };
  switch (c) {
    case 'd':
      return bytes_where(is_digit);
    case 'D':
      return ~bytes_where(is_digit);
    case 's':
      return bytes_where(is_space);
    case 'S':
      return ~bytes_where(is_space);
    case 'w':
      return bytes_where(word);
    case 'W':
      return ~bytes_where(word);
    case 'x':
      break;
    default:
      return is_alphanumeric(c) ? std::nullopt : std::optional{only(c)};
  }
  std::size_t taken = 0;
  const auto digits = scanner.take_while([&](char) { return taken++ < 2; });
  unsigned value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() != 2 || read.ptr != digits.data() + 2) return std::nullopt;
  return only(static_cast<char>(value));
}

/// One member of a set: a character's bytes and, if it is a single character, which.
struct SetMember {
  Bytes bytes;
  std::optional<char> character;
};

std::optional<SetMember> read_set_member(Scanner& scanner) {
  if (scanner.take("\\")) {
    const char c = scanner.peek();
    const auto bytes = read_escape(scanner);
    if (!bytes) return std::nullopt;
    return SetMember{*bytes, is_alphanumeric(c) ? std::nullopt : std::optional{c}};
  }
  const char c = scanner.peek();
  if (c == '\0' || static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
  scanner.take(std::string_view{&c, 1});
  return SetMember{only(c), c};
}

/// "[a-z_]", "[^0-9]"; the bracket is taken.
std::optional<Bytes> read_set(Scanner& scanner) {
  const bool negated = scanner.take("^");
  Bytes bytes;
  bool empty = true;
  while (empty || !scanner.sees("]")) {
    empty = false;
    const auto from = read_set_member(scanner);
    if (!from) return std::nullopt;
    const bool range = scanner.sees("-") && !scanner.sees("-]") && from->character;
    if (!range) {
      bytes |= from->bytes;
      continue;
    }
    scanner.take("-");
    const auto to = read_set_member(scanner);
    if (!to || !to->character || byte_of(*to->character) < byte_of(*from->character)) {
      return std::nullopt;
    }
    for (std::size_t byte = byte_of(*from->character); byte <= byte_of(*to->character); ++byte) {
      bytes.set(byte);
    }
  }
  scanner.take("]");
  return negated ? ~bytes : bytes;
}

std::optional<Step> read_step(Scanner& scanner) {
  if (scanner.take("^")) return Step{.kind = Regex::Kind::Begin};
  if (scanner.take("$")) return Step{.kind = Regex::Kind::End};
  std::optional<Bytes> bytes;
  if (scanner.take(".")) {
    bytes = ~only('\n');
  } else if (scanner.take("[")) {
    bytes = read_set(scanner);
  } else if (scanner.take("\\")) {
    bytes = read_escape(scanner);
  } else if (const char c = scanner.peek(); is_regex_literal(c)) {
    scanner.take(std::string_view{&c, 1});
    bytes = only(c);
  }
  if (!bytes) return std::nullopt;
  return Step{.bytes = *bytes};
}

struct Repetition {
  std::size_t min = 1;
  std::optional<std::size_t> max = 1;  ///< Nothing: any number.
};

std::optional<std::size_t> read_count(Scanner& scanner) {
  const auto digits = scanner.take_while(is_digit);
  std::size_t count = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (digits.empty() || read.ec != std::errc{} || count > regex_steps_max) return std::nullopt;
  return count;
}

std::optional<Repetition> read_repetition(Scanner& scanner) {
  if (scanner.take("*")) return Repetition{0, std::nullopt};
  if (scanner.take("+")) return Repetition{1, std::nullopt};
  if (scanner.take("?")) return Repetition{0, 1};
  if (!scanner.take("{")) return Repetition{};
  const auto min = read_count(scanner);
  if (!min) return std::nullopt;
  Repetition repetition{*min, *min};
  if (scanner.take(",")) {
    repetition.max = scanner.sees("}") ? std::nullopt : read_count(scanner);
    if (!repetition.max && !scanner.sees("}")) return std::nullopt;
  }
  if (!scanner.take("}") || repetition.max.value_or(*min) < *min) return std::nullopt;
  return repetition;
}

/// Writes a repeated step out. False: there are too many.
bool add_steps(std::vector<Step>& steps, Step step, const Repetition& repetition) {
  const std::size_t count = std::max<std::size_t>(repetition.max.value_or(repetition.min), 1);
  if (steps.size() + count > regex_steps_max) return false;
  if (repetition.max && *repetition.max == 0) return true;
  for (std::size_t at = 0; at < count; ++at) {
    step.optional = at >= repetition.min;
    step.repeats = !repetition.max && at + 1 == count;
    steps.push_back(step);
  }
  return true;
}

}  // namespace

std::optional<Regex> Regex::parse(std::string_view text) {
  Regex regex;
  Scanner scanner{text};
  do {
    regex.beginnings_.push_back(regex.steps_.size());
    while (!scanner.done() && !scanner.sees("|")) {
      const auto step = read_step(scanner);
      if (!step) return std::nullopt;
      const auto repetition = read_repetition(scanner);
      const bool plain = repetition && repetition->min == 1 && repetition->max == 1;
      if (!repetition || (step->kind != Kind::One && !plain)) return std::nullopt;
      if (!add_steps(regex.steps_, *step, *repetition)) return std::nullopt;
    }
    regex.steps_.push_back({.kind = Kind::Accept});
  } while (scanner.take("|"));
  return regex;
}

// The steps that can be next are kept as a set; each byte of the text makes the next set of it.
bool Regex::search(std::string_view text) const {
  std::vector<std::size_t> active;
  std::vector<std::size_t> next;
  std::vector<std::size_t> seen(steps_.size(), text.size() + 1);  // At which byte a step was added.
  const auto add = [&](std::size_t step, std::size_t at) {
    while (seen[step] != at) {
      seen[step] = at;
      const Step& each = steps_[step];
      if (each.kind == Kind::Accept) return true;
      if (each.kind == Kind::One) next.push_back(step);
      const bool passes = (each.kind == Kind::Begin && at == 0) ||
                          (each.kind == Kind::End && at == text.size()) ||
                          (each.kind == Kind::One && each.optional);
      if (!passes) return false;
      ++step;
    }
    return false;
  };
  for (std::size_t at = 0;; ++at) {
    for (const std::size_t step : active) {
      if (!steps_[step].bytes[byte_of(text[at - 1])]) continue;
      if (steps_[step].repeats && add(step, at)) return true;
      if (add(step + 1, at)) return true;
    }
    for (const std::size_t beginning : beginnings_) {
      if (add(beginning, at)) return true;
    }
    if (at == text.size()) return false;
    active.swap(next);
    next.clear();
  }
}

}  // namespace spotdrill::logs
