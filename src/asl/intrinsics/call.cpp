#include "asl/intrinsics/call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "asl/bounds.hpp"
#include "asl/intrinsics/functions.hpp"
#include "asl/jsonpath/parser.hpp"
#include "asl/searched.hpp"
#include "base/suggest.hpp"

namespace spotdrill::asl::intrinsics {
namespace {

using jsonpath::Cursor;
using CallResult = Result<std::shared_ptr<const Call>, std::string>;

CallResult parse_nested(Cursor& cursor, int depth);

/// "To insert … use the escape character: \' \{ \} \\". The template of States.Format keeps its
/// escapes: only that function tells "\{\}" from "{}".
Result<Argument, std::string> parse_string(Cursor& cursor, bool keep_escapes) {
  cursor.skip(1);
  std::string out;
  while (!cursor.at_end() && cursor.peek() != '\'') {
    if (cursor.peek() == '\\') {
      // "If an open escape backslash \ is found in the intrinsic invocation string, the interpreter
      // will return a runtime error." (Amazon States Language, "Reserved characters in Intrinsic
      // Functions".) Observed on AWS: it refuses the definition.
      const char next = cursor.peek(1);
      if (next == '\0' || std::string_view{"'{}\\"}.find(next) == std::string_view::npos) {
        return cursor.refusal("A backslash escapes none of ' { } \\");
      }
      if (keep_escapes) out += '\\';
      cursor.skip(1);
    }
    out += cursor.peek();
    cursor.skip(1);
  }
  if (!cursor.accept("'")) return cursor.refusal("A string is not closed");
  return Argument{.of = json::value(out)};
}

Result<Argument, std::string> parse_path_argument(Cursor& cursor) {
  const std::size_t start = cursor.position();
  TRY(jsonpath::skip_path(cursor));
  return Argument{.of = TRY(Path::parse(cursor.since(start)))};
}

/// A number, true, false, null, or a call.
Result<Argument, std::string> parse_other(Cursor& cursor, int depth) {
  if (cursor.rest().starts_with("States.")) {
    return Argument{.of = TRY(parse_nested(cursor, depth + 1))};
  }
  const std::size_t start = cursor.position();
  while (!cursor.at_end() &&
         std::string_view{" \t\r\n,()"}.find(cursor.peek()) == std::string_view::npos) {
    cursor.skip(1);
  }
  const std::string_view word = cursor.since(start);
  auto value = parse_json(word);
  if (!value.has_value() || value->is_structured() || value->is_string()) {
    return cursor.refusal(fmt::format("'{}' is no argument; it ends", word));
  }
  return Argument{.of = std::move(*value)};
}

Result<Argument, std::string> parse_argument(Cursor& cursor, bool keep_escapes, int depth) {
  if (cursor.peek() == '\'') return parse_string(cursor, keep_escapes);
  if (cursor.peek() == '$') return parse_path_argument(cursor);
  return parse_other(cursor, depth);
}

Result<const Function*, std::string> parse_function(Cursor& cursor) {
  const std::size_t start = cursor.position();
  const std::size_t length = std::min(cursor.rest().find('('), cursor.rest().size());
  const std::string_view name = cursor.rest().substr(0, length);
  const auto* function = std::ranges::find(functions, name, &Function::name);
  if (function == functions.end()) {
    std::array<std::string_view, functions.size()> names;
    std::ranges::transform(functions, names.begin(), &Function::name);
    constexpr std::size_t told_max = 100;
    if (name.size() > told_max) return cursor.refusal("No intrinsic function's name begins");
    return refuse(fmt::format("'{}' at character {} is no intrinsic function{}", name, start + 1,
                              did_you_mean(name, names)));
  }
  cursor.skip(length);
  return function;
}

/// The call that comes next. The recursion ends at nesting_max.
CallResult parse_nested(Cursor& cursor, int depth) {
  if (depth > nesting_max) {
    return cursor.refusal(fmt::format("More than {} functions are nested", nesting_max));
  }
  auto call = std::make_shared<Call>();
  call->function = TRY(parse_function(cursor));
  if (!cursor.accept("(")) return cursor.refusal("A '(' is missing");
  cursor.skip_spaces();
  while (!cursor.accept(")")) {
    if (!call->arguments.empty() && !cursor.accept(",")) {
      return cursor.refusal("A ',' or ')' is missing");
    }
    cursor.skip_spaces();
    const bool keep_escapes = call->function->body == format && call->arguments.empty();
    call->arguments.push_back(TRY(parse_argument(cursor, keep_escapes, depth)));
    cursor.skip_spaces();
  }
  const std::size_t count = call->arguments.size();
  if (count < call->function->arguments_min || count > call->function->arguments_max) {
    return cursor.refusal(fmt::format("{} does not take {} argument{}, which end",
                                      call->function->name, count, count == 1 ? "" : "s"));
  }
  return call;
}

/// One evaluation of one expression.
class Evaluator {
 public:
  Evaluator(std::string_view text, const Scope& scope) : text_(text), scope_(scope) {}

  /// The recursion is as deep as the parser let calls be.
  Result<json::value, Failure> call(const Call& call) {
    std::deque<json::value> made;
    Invocation invocation{.random = scope_.random()};
    Allowance allowance;
    for (const Argument& argument : call.arguments) {
      invocation.arguments.push_back(TRY(value(argument, made)));
      if (!allowance.take(*invocation.arguments.back())) return failure("The data is too large");
    }
    Outcome outcome = call.function->body(invocation);
    if (!outcome.has_value()) return failure(outcome.error());
    if (too_deep(*outcome)) return failure("The result nests too deeply");
    return std::move(*outcome);
  }

 private:
  // DEVIATION: the words after the colon are ours: what AWS says there is not documented.
  Refusal<Failure> failure(std::string_view what) {
    return fail(error_name::intrinsic_failure,
                fmt::format("The function '{}' had the following error: {}", text_, what));
  }

  /// The value of an argument. What is made for it goes into `made`.
  Result<const json::value*, Failure> value(const Argument& argument,
                                            std::deque<json::value>& made) {
    if (const auto* literal = std::get_if<json::value>(&argument.of)) return literal;
    if (const auto* nested = std::get_if<std::shared_ptr<const Call>>(&argument.of)) {
      return &made.emplace_back(TRY(call(**nested)));
    }
    const Path& path = std::get<Path>(argument.of);
    if (path.definite()) {
      if (const json::value* found = path.find(scope_)) return found;
    } else if (auto found = path.read(scope_)) {
      return &made.emplace_back(std::move(*found));
    }
    return fail(error_name::runtime,
                fmt::format("The function '{}' had the following error: The JsonPath argument for "
                            "the field '{}' could not be found in the input '{}'",
                            text_, path.text(), searched_text(path, scope_)));
  }

  std::string_view text_;
  const Scope& scope_;
};

}  // namespace

Result<std::shared_ptr<const Call>, std::string> parse_call(std::string_view text) {
  Cursor cursor{text};
  auto call = TRY(parse_nested(cursor, 1));
  if (!cursor.at_end()) return cursor.refusal("Nothing may follow the call, as it does");
  return call;
}

Result<json::value, Failure> evaluate(const Call& call, std::string_view text, const Scope& scope) {
  return Evaluator{text, scope}.call(call);
}

void add_variables(const Call& call, std::set<std::string>& names) {
  for (const Argument& argument : call.arguments) {
    if (const auto* nested = std::get_if<std::shared_ptr<const Call>>(&argument.of)) {
      add_variables(**nested, names);
    } else if (const auto* path = std::get_if<Path>(&argument.of)) {
      if (path->root() == Path::Root::Variable) names.emplace(path->variable());
    }
  }
}

}  // namespace spotdrill::asl::intrinsics
