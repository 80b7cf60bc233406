#include "asl/visit.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "asl/context.hpp"

namespace spotdrill::asl {
namespace {

/// Those of which AWS tells in the words of its JSONPath library.
bool is_told_by_library(std::string_view field) {
  return field == "InputPath" || field == "OutputPath" || field == "TimeoutSecondsPath" ||
         field == "HeartbeatSecondsPath";
}

// DEVIATION: what AWS's library says of a path that ends before its last step is not known; here it
// says what it does of one that ends there.
Refusal<Failure> not_found(const Expression& expression, std::string_view field,
                           const json::value& root) {
  if (is_told_by_library(field)) {
    return fail(error_name::runtime,
                fmt::format("Invalid path '{}' : No results for path: {}", expression.text(),
                            expression.path()->normal_text()));
  }
  return fail(
      error_name::runtime,
      fmt::format("The JSONPath '{}' specified for the field '{}' could not be found in the "
                  "input '{}'",
                  expression.text(), field, write_json(root)));
}

std::optional<std::int64_t> as_integer(const json::value& value) {
  if (value.is_int64()) return value.get_int64();
  if (value.is_double() && std::floor(value.get_double()) == value.get_double() &&
      std::abs(value.get_double()) < 9e15) {
    return static_cast<std::int64_t>(value.get_double());
  }
  return std::nullopt;
}

/// The number that a text is. Observed on AWS: what a path finds may be one.
template <class Number>
std::optional<Number> number_of_text(const json::value& value) {
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.get_string();
  Number number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// What a query gave, as an integer in its bounds.
// DEVIATION: what AWS says of a number that is no integer is known of TimeoutSeconds only.
Result<std::int64_t, Failure> queried_integer(const Query& query, const json::value& value) {
  if (!value.is_number()) return query.fail_of_type("number", value);
  const auto integer = as_integer(value);
  if (!integer) {
    return query.fail(fmt::format("The {} field cannot be parsed as an integer: {}",
                                  query.location(), write_json(value)));
  }
  if (*integer < 0 || *integer > number_max) {
    return query.fail_of_bounds(fmt::format("must be between 0 and {}", number_max),
                                fmt::to_string(*integer));
  }
  return *integer;
}

/// What a text is, and the JSON of what is none.
std::string plain(const json::value& value) {
  return value.is_string() ? std::string{value.get_string()} : write_json(value);
}

}  // namespace

const json::value& FrameScope::context() const {
  if (!frame_.context) {
    const Inspection* given = execution_.inspection_;
    frame_.context = given != nullptr && given->context ? given->context->value()
                                                        : make_context(execution_, frame_);
  }
  return *frame_.context;
}

/// "A variable is visible in the scope that assigned it, and in the scopes inside of that."
const json::value* FrameScope::variable(std::string_view name) const {
  for (const Frame* frame = &frame_; frame != nullptr; frame = execution_.find(frame->parent)) {
    const auto found = frame->variables.find(name);
    if (found != frame->variables.end()) return &found->second;
  }
  return nullptr;
}

Instant FrameScope::now() const {
  return execution_.now_;
}

Random& FrameScope::random() const {
  return execution_.random_;
}

Result<json::value, Failure> Visit::evaluate(const Expression& expression, std::string_view field,
                                             const Payload& root) const {
  const FrameScope over = scope(root.value());
  const Path* path = expression.path();
  if (path == nullptr) return expression.evaluate(over);
  std::optional<json::value> found = path->read(over);
  if (!found) {
    return not_found(expression, field,
                     path->root() == Path::Root::Context ? over.context() : root.value());
  }
  return std::move(*found);
}

Result<Payload, Failure> Visit::evaluate(const PayloadTemplate& payload, const Payload& root,
                                         Subject subject) const {
  return Payload::of(TRY(payload.evaluate(scope(root.value(), subject))));
}

Result<Payload, Failure> Visit::evaluate_item(const PayloadTemplate& selector, std::int64_t index,
                                              const json::value& item) const {
  const FrameScope over = scope();
  // Made once, then only its item changes: a Map may have thousands.
  static_cast<void>(over.context());
  json::object& context = frame_.context->get_object();
  const json::object entry{{"Index", index}, {"Value", item}};
  context["Map"] = json::object{{"Item", entry}};
  Result<json::value, Failure> made = selector.evaluate(over);
  if (!made.has_value()) return refuse(std::move(made).error());
  return Payload::of(std::move(*made));
}

Result<Payload, Failure> Visit::apply(const std::optional<PayloadTemplate>& payload) const {
  Payload parameters = payload ? TRY(evaluate(*payload, input_)) : input_;
  if (Inspection* seen = inspection()) seen->after_parameters = parameters;
  return parameters;
}

Result<Seconds, Failure> Visit::seconds(const Given<Seconds>& given, std::string_view field) const {
  if (const auto* fixed = std::get_if<Seconds>(&given)) return *fixed;
  const auto& expression = std::get<Expression>(given);
  const json::value value = TRY(evaluate(expression, field));
  if (const Query* query = expression.query()) return Seconds{TRY(queried_integer(*query, value))};
  if (const auto seconds = as_integer(value)) return Seconds{*seconds};
  return fail(error_name::runtime,
              fmt::format("The {} parameter {}: {} == {}", field,
                          value.is_number() ? "cannot be parsed as a long value"
                                            : "does not reference an Integer value",
                          expression.text(), write_json(value)));
}

Result<std::int64_t, Failure> Visit::integer(const Given<std::int64_t>& given,
                                             std::string_view field) const {
  if (const auto* fixed = std::get_if<std::int64_t>(&given)) return *fixed;
  const auto& expression = std::get<Expression>(given);
  const json::value value = TRY(evaluate(expression, field));
  if (const Query* query = expression.query()) return queried_integer(*query, value);
  if (const auto integer = as_integer(value)) return *integer;
  if (const auto integer = number_of_text<std::int64_t>(value)) return *integer;
  return fail(error_name::runtime,
              fmt::format("The {} field refers to value \"{}\" which is not a valid integer: {}",
                          field, plain(value), expression.text()));
}

Result<double, Failure> Visit::number(const Given<double>& given, std::string_view field) const {
  if (const auto* fixed = std::get_if<double>(&given)) return *fixed;
  const auto& expression = std::get<Expression>(given);
  const json::value value = TRY(evaluate(expression, field));
  if (value.is_number()) return value.to_number<double>();
  if (const Query* query = expression.query()) return query->fail_of_type("number", value);
  const auto number = number_of_text<double>(value);
  if (number && std::isfinite(*number)) return *number;
  return fail(error_name::runtime,
              fmt::format("The {} field refers to value \"{}\" which is not a valid float: {}",
                          field, plain(value), expression.text()));
}

/// Only a query gives one.
Result<bool, Failure> Visit::boolean(const Given<bool>& given) const {
  if (const auto* fixed = std::get_if<bool>(&given)) return *fixed;
  const Query& query = *query_of(given);
  const json::value value = TRY(query.evaluate(scope()));
  if (value.is_bool()) return value.get_bool();
  return query.fail_of_type("boolean", value);
}

Result<std::string, Failure> Visit::text(const Given<std::string>& given,
                                         std::string_view field) const {
  if (const auto* fixed = std::get_if<std::string>(&given)) return *fixed;
  const json::value value = TRY(evaluate(std::get<Expression>(given), field));
  if (value.is_string()) return std::string{value.get_string()};
  if (const Query* query = query_of(given)) return query->fail_of_type("string", value);
  return fail(error_name::runtime, fmt::format("The {} parameter must be a string but was: {}",
                                               field, write_json(value)));
}

Result<Payload, Failure> select(const Visit& visit, const std::optional<Expression>& path,
                                std::string_view field, const Payload& root) {
  if (!path) return Payload{};
  const Path* plain = path->path();
  if (plain != nullptr && plain->whole() && plain->root() == Path::Root::Input) return root;
  return Payload::of(TRY(visit.evaluate(*path, field, root)));
}

Result<Payload, Failure> put_result(const std::optional<Path>& path, const Payload& input,
                                    Payload result) {
  if (!path) return input;
  if (path->whole()) return result;
  json::value combined = input.value();
  TRY(path->write(combined, result.value()));
  return Payload::of(std::move(combined));
}

}  // namespace spotdrill::asl
