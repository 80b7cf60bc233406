#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "asl/jsonpath/parser.hpp"

namespace spotdrill::asl::jsonpath {
namespace {

using ConditionResult = Result<Condition, std::string>;
using OperandResult = Result<Operand, std::string>;

/// Bounds what std::regex makes of a pattern, and how deep it recurs: its length, times how often
/// its counted repetitions repeat it.
constexpr std::size_t regex_work_max = 1'000;

struct OperatorName {
  std::string_view text;
  Operator op;
};

/// Longer ones first, where one begins another.
constexpr std::array operator_symbols = {
    OperatorName{"==", Operator::Equal},          OperatorName{"!=", Operator::NotEqual},
    OperatorName{"=~", Operator::Matches},        OperatorName{"<=", Operator::LessOrEqual},
    OperatorName{">=", Operator::GreaterOrEqual}, OperatorName{"<", Operator::Less},
    OperatorName{">", Operator::Greater},
};
constexpr std::array operator_words = {
    OperatorName{"in", Operator::In},
    OperatorName{"nin", Operator::NotIn},
    OperatorName{"subsetof", Operator::SubsetOf},
    OperatorName{"size", Operator::Size},
    OperatorName{"empty", Operator::Empty},
};

/// The greater of "2,3", the one of "2".
std::size_t repetitions(std::string_view counts) {
  std::size_t most = 1;
  std::size_t number = 0;
  for (const char c : counts) {
    number = c >= '0' && c <= '9' ? number * 10 + static_cast<std::size_t>(c - '0') : 0;
    number = std::min(number, regex_work_max + 1);
    most = std::max(most, number);
  }
  return most;
}

/// "\7777777777777777777" overflows in std::regex, before it is refused for being a reference back.
bool has_huge_reference(std::string_view pattern) {
  constexpr std::size_t digits_max = 4;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '\\') continue;
    const std::size_t end =
        std::min(pattern.find_first_not_of("0123456789", i + 1), pattern.size());
    if (end - (i + 1) > digits_max) return true;
    ++i;  // What is escaped.
  }
  return false;
}

std::size_t regex_work(std::string_view pattern) {
  std::size_t work = pattern.size();
  for (std::size_t i = pattern.find('{'); i != std::string_view::npos;
       i = pattern.find('{', i + 1)) {
    const std::size_t end = std::min(pattern.find('}', i), pattern.size());
    work *= repetitions(pattern.substr(i + 1, end - i - 1));
    work = std::min(work, regex_work_max + 1);
  }
  return work;
}

// DEVIATION: regular expressions in filters are ECMAScript's, of bytes and without references back,
// and short ones only; AWS takes Java's.
OperandResult parse_regex(Cursor& cursor) {
  cursor.skip(1);
  const std::size_t start = cursor.position();
  while (!cursor.at_end() && cursor.peek() != '/') cursor.skip(cursor.peek() == '\\' ? 2 : 1);
  if (cursor.at_end()) return cursor.refusal("A regular expression is not closed");
  const std::string pattern{cursor.since(start)};
  cursor.skip(1);
  // Time grows with the text's length only, and so does no stack.
  auto flags = std::regex::ECMAScript | std::regex_constants::__polynomial;
  if (cursor.accept("i")) flags |= std::regex::icase;
  if (regex_work(pattern) > regex_work_max || has_huge_reference(pattern)) {
    return cursor.refusal("A regular expression is too long");
  }
  try {
    return Regex{.expression = std::regex{pattern, flags}};
  } catch (const std::regex_error& error) {
    return cursor.refusal(fmt::format("No regular expression ({}) ends", error.what()));
  }
}

/// "true", "null", "-1.5": JSON's own words.
Result<json::value, std::string> parse_word(Cursor& cursor) {
  static constexpr std::string_view part =
      "+-.0123456789"
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  const std::size_t start = cursor.position();
  while (!cursor.at_end() && part.find(cursor.peek()) != std::string_view::npos) cursor.skip(1);
  auto value = parse_json(cursor.since(start));
  if (!value.has_value()) return cursor.refusal("No path and no literal ends");
  return std::move(*value);
}

Result<json::value, std::string> parse_literal(Cursor& cursor) {
  if (cursor.peek() == '\'' || cursor.peek() == '"') return json::value(TRY(cursor.quoted()));
  return parse_word(cursor);
}

/// "['a', 1]".
OperandResult parse_list(Cursor& cursor) {
  cursor.skip(1);
  cursor.skip_spaces();
  json::array list;
  if (!cursor.accept("]")) {
    do {
      cursor.skip_spaces();
      list.push_back(TRY(parse_literal(cursor)));
      cursor.skip_spaces();
    } while (cursor.accept(","));
    if (!cursor.accept("]")) return cursor.refusal("A ']' is missing");
  }
  return json::value(std::move(list));
}

OperandResult parse_filter_path(Cursor& cursor, int depth) {
  FilterPath path{.from_root = cursor.peek() == '$'};
  cursor.skip(1);
  const char next = cursor.peek();
  if (next == '$') return cursor.refusal("A filter does not see the context object, named");
  if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '_') {
    return cursor.refusal("A filter does not see variables, one of which is named");
  }
  path.steps = TRY(parse_steps(cursor, Place::Inside, depth + 1));
  path.definite = is_definite(path.steps);
  return path;
}

OperandResult parse_operand(Cursor& cursor, int depth) {
  cursor.skip_spaces();
  switch (cursor.peek()) {
    case '@':
    case '$':
      return parse_filter_path(cursor, depth);
    case '/':
      return parse_regex(cursor);
    case '[':
      return parse_list(cursor);
    default:
      return Operand{TRY(parse_literal(cursor))};
  }
}

Result<Operator, std::string> parse_operator(Cursor& cursor) {
  for (const OperatorName& symbol : operator_symbols) {
    if (cursor.accept(symbol.text)) return symbol.op;
  }
  const std::string_view rest = cursor.rest();
  std::string word;
  for (const char c : rest) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter) break;
    word += static_cast<char>(c | 0x20);
  }
  const auto* known = std::ranges::find(operator_words, word, &OperatorName::text);
  if (known == operator_words.end()) {
    return cursor.refusal(word.empty() ? "An operator is missing"
                                       : fmt::format("The operator '{}' is not known", word));
  }
  cursor.skip(word.size());
  return known->op;
}

ConditionResult parse_comparison(Cursor& cursor, int depth) {
  Condition condition;
  condition.left = TRY(parse_operand(cursor, depth));
  if (std::holds_alternative<Regex>(condition.left)) {
    return cursor.refusal("A regular expression stands to the right of '=~', not before here");
  }
  cursor.skip_spaces();
  const bool alone = cursor.peek() == ')' || cursor.rest().starts_with("&&") ||
                     cursor.rest().starts_with("||") || cursor.at_end();
  if (alone) {
    if (std::holds_alternative<FilterPath>(condition.left)) return condition;
    return cursor.refusal("An operator is missing");
  }
  condition.op = TRY(parse_operator(cursor));
  condition.right = TRY(parse_operand(cursor, depth));
  if (std::holds_alternative<Regex>(condition.right) != (condition.op == Operator::Matches)) {
    return cursor.refusal("'=~' and a regular expression belong together, which is not so");
  }
  return condition;
}

ConditionResult parse_or(Cursor& cursor, int depth);

ConditionResult parse_unary(Cursor& cursor, int depth) {
  if (depth > nesting_max) return cursor.refusal("A filter is nested too deeply");
  cursor.skip_spaces();
  if (cursor.peek() == '!' && cursor.peek(1) != '=') {
    cursor.skip(1);
    Condition negation{.kind = Condition::Kind::Not};
    negation.conditions.push_back(TRY(parse_unary(cursor, depth + 1)));
    return negation;
  }
  if (!cursor.accept("(")) return parse_comparison(cursor, depth);
  Condition inner = TRY(parse_or(cursor, depth + 1));
  cursor.skip_spaces();
  if (!cursor.accept(")")) return cursor.refusal("A ')' is missing");
  return inner;
}

/// Conditions with `word` between them.
template <class Parse>
ConditionResult parse_chain(Cursor& cursor, std::string_view word, Condition::Kind kind,
                            Parse parse) {
  Condition chain{.kind = kind};
  do {
    chain.conditions.push_back(TRY(parse()));
    cursor.skip_spaces();
  } while (cursor.accept(word));
  if (chain.conditions.size() > 1) return chain;
  Condition only = std::move(chain.conditions.front());
  return only;
}

ConditionResult parse_and(Cursor& cursor, int depth) {
  return parse_chain(cursor, "&&", Condition::Kind::And,
                     [&] { return parse_unary(cursor, depth); });
}

ConditionResult parse_or(Cursor& cursor, int depth) {
  return parse_chain(cursor, "||", Condition::Kind::Or, [&] { return parse_and(cursor, depth); });
}

}  // namespace

Result<Filter, std::string> parse_filter(Cursor& cursor, int depth) {
  cursor.skip(1);
  cursor.skip_spaces();
  if (!cursor.accept("(")) return cursor.refusal("A '(' is missing");
  Condition condition = TRY(parse_or(cursor, depth + 1));
  cursor.skip_spaces();
  if (!cursor.accept(")")) return cursor.refusal("A ')' is missing");
  return Filter{.condition = std::make_shared<const Condition>(std::move(condition))};
}

}  // namespace spotdrill::asl::jsonpath
