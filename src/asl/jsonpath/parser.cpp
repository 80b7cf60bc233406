#include "asl/jsonpath/parser.hpp"

#include <algorithm>
#include <charconv>

namespace spotdrill::asl::jsonpath {
namespace {

using StepResult = Result<Step, std::string>;

bool ends_name(char c, Place place) {
  static constexpr std::string_view always = ".[] \t\r\n'\",";
  static constexpr std::string_view inside = "()=<>!&|~?*";
  return always.find(c) != std::string_view::npos ||
         (place == Place::Inside && inside.find(c) != std::string_view::npos);
}

/// The name of a member after a point.
///
/// Functions are names: of "$.list.length()" AWS says "Property ['length()'] not found in path
/// $['list']" (Step Functions Developer Guide: "Functions such as length() aren't supported").
Result<std::string, std::string> parse_name(Cursor& cursor, Place place) {
  const std::size_t start = cursor.position();
  while (!cursor.at_end()) {
    if (place == Place::Inside && cursor.rest().starts_with("()")) {
      cursor.skip(2);
      break;
    }
    if (ends_name(cursor.peek(), place)) break;
    cursor.skip(1);
  }
  if (cursor.position() == start) return cursor.refusal("A member's name is missing");
  return std::string{cursor.since(start)};
}

StepResult parse_names(Cursor& cursor) {
  Members members;
  do {
    cursor.skip_spaces();
    if (cursor.peek() != '\'' && cursor.peek() != '"') {
      return cursor.refusal("A quoted name is missing");
    }
    members.names.push_back(TRY(cursor.quoted_name()));
    cursor.skip_spaces();
  } while (cursor.accept(","));
  if (members.names.size() == 1) return Step{.kind = Member{std::move(members.names.front())}};
  return Step{.kind = std::move(members)};
}

Result<std::optional<std::int32_t>, std::string> parse_bound(Cursor& cursor) {
  cursor.skip_spaces();
  const char c = cursor.peek();
  std::optional<std::int32_t> bound;
  if (c == '-' || (c >= '0' && c <= '9')) bound = TRY(parse_index(cursor));
  cursor.skip_spaces();
  return bound;
}

/// "0", "-1", "0,2", "1:", ":2", "1:2".
StepResult parse_subscript(Cursor& cursor) {
  const std::optional<std::int32_t> first = TRY(parse_bound(cursor));
  if (cursor.accept(":")) {
    const std::optional<std::int32_t> to = TRY(parse_bound(cursor));
    if (!first && !to) return cursor.refusal("A slice has no bounds");
    if (cursor.peek() == ':') return cursor.refusal("A slice must not have a step");
    return Step{.kind = Slice{.from = first, .to = to}};
  }
  if (!first) return cursor.refusal("An index, a quoted name, '*' or '?(' is missing");
  Indices indices{.at = {*first}};
  while (cursor.accept(",")) {
    cursor.skip_spaces();
    indices.at.push_back(TRY(parse_index(cursor)));
    cursor.skip_spaces();
  }
  if (indices.at.size() == 1) return Step{.kind = Index{*first}};
  return Step{.kind = std::move(indices)};
}

StepResult parse_bracket_content(Cursor& cursor, int depth) {
  if (cursor.accept("*")) return Step{.kind = Wildcard{}};
  if (cursor.peek() == '?') return Step{.kind = TRY(parse_filter(cursor, depth))};
  if (cursor.peek() == '\'' || cursor.peek() == '"') return parse_names(cursor);
  return parse_subscript(cursor);
}

/// "[…]", whose bracket comes next.
StepResult parse_bracket(Cursor& cursor, int depth) {
  cursor.skip(1);
  cursor.skip_spaces();
  Step step = TRY(parse_bracket_content(cursor, depth));
  cursor.skip_spaces();
  if (!cursor.accept("]")) return cursor.refusal("A ']' is missing");
  return step;
}

bool starts_variable(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// "$", "$$" or "$name".
Result<void, std::string> parse_root(Cursor& cursor, Compiled& compiled) {
  if (!cursor.accept("$")) return cursor.refusal("A path begins with '$', which is missing");
  if (cursor.accept("$")) {
    compiled.root = Path::Root::Context;
    return {};
  }
  const std::size_t start = cursor.position();
  if (!starts_variable(cursor.peek())) return {};
  compiled.root = Path::Root::Variable;
  const auto continues = [](char c) { return starts_variable(c) || (c >= '0' && c <= '9'); };
  while (continues(cursor.peek())) cursor.skip(1);
  compiled.variable = cursor.since(start);
  return {};
}

bool is_reference(const Step& step) {
  if (step.deep) return false;
  if (const auto* index = std::get_if<Index>(&step.kind)) return index->at >= 0;
  return std::holds_alternative<Member>(step.kind);
}

}  // namespace

bool is_definite(const Steps& steps) {
  return std::ranges::all_of(steps, &Step::single);
}

Result<std::int32_t, std::string> parse_index(Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  std::int32_t index = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), index);
  if (read.ec != std::errc{}) return cursor.refusal("A whole number is missing");
  cursor.skip(static_cast<std::size_t>(read.ptr - rest.data()));
  return index;
}

Result<Steps, std::string> parse_steps(Cursor& cursor, Place place, int depth) {
  if (depth > nesting_max) return cursor.refusal("Too many filters stand in one another");
  Steps steps;
  for (;;) {
    if (cursor.peek() == '[') {
      steps.push_back(TRY(parse_bracket(cursor, depth)));
      continue;
    }
    if (!cursor.accept(".")) return steps;
    const bool deep = cursor.accept(".");
    // "To encode special characters … you must use square bracket notation. For example,
    // $.abc.['def ghi']" (Step Functions Developer Guide, "Using JSONPath paths").
    if (cursor.peek() == '[') {
      steps.push_back(TRY(parse_bracket(cursor, depth)));
    } else if (cursor.accept("*")) {
      steps.push_back(Step{.kind = Wildcard{}});
    } else {
      steps.push_back(Step{.kind = Member{TRY(parse_name(cursor, place))}});
    }
    steps.back().deep = deep;
  }
}

Result<void, std::string> skip_path(Cursor& cursor) {
  Compiled skipped;
  TRY(parse_root(cursor, skipped));
  TRY(parse_steps(cursor, Place::Inside, 0));
  return {};
}

Result<Compiled, std::string> parse_path(std::string_view text) {
  Cursor cursor{text};
  Compiled compiled{.text = std::string{text}};
  TRY(parse_root(cursor, compiled));
  compiled.steps = TRY(parse_steps(cursor, Place::Alone, 0));
  if (!cursor.at_end()) return cursor.refusal("A '.' or '[' is missing");
  compiled.definite = is_definite(compiled.steps);
  compiled.reference = std::ranges::all_of(compiled.steps, is_reference);
  return compiled;
}

}  // namespace spotdrill::asl::jsonpath
