#include "asl/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "asl/payload.hpp"
#include "asl/query_functions.hpp"
#include "base/units.hpp"
#include "jsonata/jsonata.hpp"

namespace spotdrill::asl {
namespace {

constexpr std::string_view opening = "{%";
constexpr std::string_view closing = "%}";

/// Codes of diagnostics. Observed on AWS: its API reference does not list them.
constexpr std::string_view invalid = "INVALID_JSONATA_EXPRESSION";
constexpr std::string_view unsupported = "UNSUPPORTED_JSONATA_EXPRESSION";

constexpr std::string_view reserved = "states";

/// Less than the library's own: one thread serves every execution.
// DEVIATION: how long AWS lets a JSONata expression work, and on how much memory, is not known.
constexpr jsonata::Limits limits{
    .steps_max = 5'000'000, .depth_max = 1'000, .bytes_max = std::size_t{64} << 20U};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

/// The member of $states that a subject is.
std::string_view member_of(Subject subject) {
  switch (subject) {
    case Subject::Result:
      return "result";
    case Subject::ErrorOutput:
      return "errorOutput";
    case Subject::Input:
      break;
  }
  return "input";
}

std::string_view type_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "boolean";
    case json::kind::string:
      return "string";
    case json::kind::array:
      return "array";
    case json::kind::object:
      return "object";
    default:
      return "number";
  }
}

}  // namespace

struct Query::Content {
  std::string text;
  std::string location;
  jsonata::Expression expression;
  std::vector<std::string> functions;  ///< Of AWS's own, those that it may call.
  std::set<std::string> variables;     ///< Those that it refers to.
  bool states = false;
  bool context = false;  ///< It may ask for $states.context.

  /// Sorts out what the expression refers to, and gives what of that is not there.
  std::vector<QueryProblem> resolve(Subject subject);
  void bind(const Scope& scope, jsonata::Environment& environment) const;
};

/// Observed on AWS: an expression has no input; one that asks it for something is refused.
// DEVIATION: AWS refuses "$$" in other words than "$" and names; they are not known.
std::vector<QueryProblem> Query::Content::resolve(Subject subject) {
  std::vector<QueryProblem> problems;
  for (const std::string& name : expression.input_references()) {
    problems.push_back({unsupported, fmt::format("Reference to '{}' at the top level is not "
                                                 "supported.",
                                                 name)});
  }
  for (const jsonata::Reference& reference : expression.references()) {
    if (is_query_function(reference.variable)) {
      functions.push_back(reference.variable);
    } else if (reference.variable != reserved) {
      if (!reference.called) variables.insert(reference.variable);
    } else {
      states = true;
      const std::string_view member =
          reference.path.empty() ? std::string_view{} : std::string_view{reference.path.front()};
      context = context || member.empty() || member == "context";
      const bool there = member.empty() || member == "input" || member == "context" ||
                         member == member_of(subject);
      if (!there) {
        problems.push_back(
            {unsupported, fmt::format("Field '$states.{}' does not exist.", member)});
      }
    }
  }
  return problems;
}

void Query::Content::bind(const Scope& scope, jsonata::Environment& environment) const {
  environment.limits = limits;
  environment.withheld = {"eval"};
  environment.random = [&random = scope.random()] { return fraction(random); };
  environment.now_milliseconds = millis_since_epoch(scope.now());
  for (const std::string& name : variables) {
    if (const json::value* value = scope.variable(name)) environment.bind(name, *value);
  }
  for (const std::string& name : functions) {
    environment.functions.emplace(name, query_function(name, scope.random()));
  }
  if (!states) return;
  std::vector<std::pair<std::string, const json::value*>> members;
  members.emplace_back("input", &scope.state_input());
  // In this order, as observed on AWS.
  if (context) members.emplace_back("context", &scope.context());
  if (scope.subject() != Subject::Input) {
    members.emplace_back(member_of(scope.subject()), &scope.root());
  }
  environment.bind_members(std::string{reserved}, std::move(members));
}

bool Query::is_meant(std::string_view text) {
  return text.starts_with(opening) || text.ends_with(closing);
}

Result<Query, std::vector<QueryProblem>> Query::parse(std::string_view text, std::string location,
                                                      Subject subject) {
  // "The string must start with {% with no leading spaces, and must end with %} with no trailing
  // spaces. Improperly opening or closing the expression will result in a validation error."
  // Source: Step Functions Developer Guide, "Transforming data with JSONata".
  // DEVIATION: AWS's words for a string that only begins or only ends as a JSONata expression are
  // not known.
  if (!text.starts_with(opening) || !text.ends_with(closing) ||
      text.size() < opening.size() + closing.size()) {
    return refuse(std::vector{
        QueryProblem{invalid,
                     "A JSONata expression must start with '{%' and end with '%}', without spaces "
                     "around them"}});
  }
  text.remove_prefix(opening.size());
  text.remove_suffix(closing.size());
  text = trimmed(text);
  auto compiled = jsonata::Expression::compile(text);
  if (!compiled.has_value()) {
    return refuse(std::vector{QueryProblem{invalid, std::move(compiled.error().message)}});
  }
  auto content = std::make_shared<Content>(
      Content{std::string{text}, std::move(location), std::move(*compiled), {}, {}});
  std::vector<QueryProblem> problems = content->resolve(subject);
  if (!problems.empty()) return refuse(std::move(problems));
  return Query{std::move(content)};
}

const std::string& Query::text() const {
  return content_->text;
}

const std::string& Query::location() const {
  return content_->location;
}

std::set<std::string> Query::variables() const {
  std::set<std::string> names = content_->variables;
  std::erase_if(names, jsonata::is_function);
  return names;
}

Result<json::value, Failure> Query::evaluate(const Scope& scope) const {
  jsonata::Environment environment;
  content_->bind(scope, environment);
  auto value = content_->expression.evaluate(environment);
  if (!value.has_value()) {
    return fail_of(fmt::format("threw an error during evaluation. {}: {}", value.error().code,
                               value.error().message));
  }
  if (!value->has_value()) return fail_of("returned nothing (undefined).");
  return std::move(**value);
}

Refusal<Failure> Query::fail(std::string cause) const {
  return refuse(Failure{.error = std::string{error_name::query_evaluation_error},
                        .cause = std::move(cause),
                        .location = location()});
}

Refusal<Failure> Query::fail_of(std::string_view what) const {
  return fail(fmt::format("The JSONata expression '{}' specified for the field '{}' {}", text(),
                          location(), what));
}

Refusal<Failure> Query::fail_of_type(std::string_view expected, const json::value& value) const {
  return fail_of(
      fmt::format("returned an unexpected result type. Expected '{}', but was '{}' for "
                  "value: {}",
                  expected, type_of(value), write_json(value)));
}

// DEVIATION: what AWS says of a number out of its bounds is known of TimeoutSeconds only.
Refusal<Failure> Query::fail_of_bounds(std::string_view bounds, std::string_view number) const {
  return fail(fmt::format("{} {} but was: {}", location(), bounds, number));
}

}  // namespace spotdrill::asl
