// The fields that hold paths, expressions, queries and payload templates.
#include <fmt/format.h>

#include <algorithm>

#include "asl/parse/fields.hpp"
#include "asl/parse/warnings.hpp"

namespace spotdrill::asl::parse {
namespace {

/// Source: Step Functions Developer Guide, "Passing data between states with variables": "The
/// maximum length of the variable name is 80."
constexpr std::size_t variable_name_max = 80;

std::string with_reason(std::string message, std::string_view reason) {
  if (!reason.empty()) message += fmt::format(": {}", reason);
  return message;
}

/// A Unicode identifier, as far as ASCII goes.
bool is_variable_name(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127;
  };
  if (name.empty() || !letter(name.front())) return false;
  return std::ranges::all_of(
      name, [&](char c) { return letter(c) || c == '_' || (c >= '0' && c <= '9'); });
}

/// What is wrong with `path` where only `allowed` may stand; empty when nothing is.
std::string_view why_no_reference(const Path& path, Paths allowed) {
  if (allowed == Paths::Reference && path.root() == Path::Root::Context) {
    return "it refers to the context object";
  }
  return path.reference() ? "" : "it may name more than one place";
}

void check_variable_name(const Fields& fields, std::string_view name) {
  Context& context = fields.context();
  if (name == "states") {
    context.error(code::reserved_variable, "Cannot assign to reserved variable '$states'.",
                  fields.place_of("Assign"));
  } else if (!is_variable_name(name)) {
    context.error(code::invalid_variable,
                  fmt::format("Invalid variable name '{}': the variable name contains invalid "
                              "characters.",
                              name),
                  fields.place_of("Assign"));
  } else if (name.size() > variable_name_max) {
    context.error(code::invalid_variable,
                  fmt::format("Invalid variable name '{}': the variable name exceeds the "
                              "{}-character limit.",
                              name, variable_name_max),
                  fields.place_of("Assign"));
  }
}

}  // namespace

std::optional<Expression> Fields::path(std::string_view field, Paths allowed) const {
  const auto text = string(field);
  if (!text) return {};
  const bool is_path = text->starts_with('$');
  if (!is_path && allowed != Paths::ReferenceOrCall) {
    refuse(field, allowed == Paths::Any
                      ? "Value must be a valid JSONPath."
                      : "Value is not a Reference Path: Reference path didn't start with '$'");
    return {};
  }
  auto read = Expression::parse(*text);
  if (!read) {
    refuse(field, with_reason(allowed == Paths::Any ? "Value must be a valid JSONPath"
                              : is_path             ? "Value is not a Reference Path"
                                                    : "Value must be a valid JSONPath or a "
                                                      "valid intrinsic function call",
                              read.error()));
    return {};
  }
  if (allowed == Paths::Any) {
    warn_of_quoted_path(context_, *text, place_of(field));
  } else if (const Path* path = read->path()) {
    const std::string_view reason = why_no_reference(*path, allowed);
    if (!reason.empty()) {
      refuse(field, with_reason("Value is not a Reference Path", reason));
      return {};
    }
  }
  return std::move(*read);
}

std::optional<Expression> Fields::path_or_null(std::string_view field) const {
  if (in_jsonata()) return Expression{};
  const json::value* value = find(field);
  if (value != nullptr && value->is_null()) return {};
  auto read = path(field, Paths::Any);
  return read ? std::move(read) : Expression{};
}

std::optional<Path> Fields::result_path() const {
  if (in_jsonata()) return Path{};
  const json::value* value = find("ResultPath");
  if (value != nullptr && value->is_null()) return {};
  const auto read = path("ResultPath", Paths::Reference);
  if (!read) return Path{};
  if (read->path()->root() != Path::Root::Input) {
    refuse("ResultPath", "Value is not a Reference Path: it does not lead into the input");
    return Path{};
  }
  return *read->path();
}

std::optional<PayloadTemplate> Fields::take(
    Result<PayloadTemplate, std::vector<TemplateProblem>> read, std::string_view field) const {
  if (read.has_value()) return std::move(*read);
  for (const TemplateProblem& problem : read.error()) {
    const std::size_t slash = problem.pointer.rfind('/');
    const std::string_view pointer = problem.pointer;
    if (!problem.code.empty()) {
      context_.error(problem.code, problem.message, place_of(field) + problem.pointer);
      continue;
    }
    context_.error(code::schema, problem.message,
                   place_of(field) + std::string{pointer.substr(0, slash)});
  }
  return {};
}

std::optional<PayloadTemplate> Fields::payload_template(std::string_view field,
                                                        Subject subject) const {
  const json::value* value = find(field);
  if (in_jsonata()) {
    if (value == nullptr) return {};
    return take(PayloadTemplate::parse_queries(*value, location_of(field), subject), field);
  }
  if (object(field) == nullptr) return {};
  auto read = take(PayloadTemplate::parse(*value), field);
  if (read) warn_of_template(context_, *value, place_of(field));
  return read;
}

std::optional<PayloadTemplate> Fields::assign(Subject subject) const {
  const json::object* source = object("Assign");
  if (source == nullptr) return {};
  for (const auto& member : *source) {
    std::string_view name = member.key();
    if (!in_jsonata() && name.ends_with(".$")) name.remove_suffix(2);
    check_variable_name(*this, name);
  }
  return payload_template("Assign", subject);
}

std::optional<PayloadTemplate> Fields::output(Subject subject) const {
  if (!in_jsonata()) return {};
  return payload_template("Output", subject);
}

/// In its state: "Choices[0]/Condition".
std::string Fields::location_of(std::string_view field) const {
  const std::string place = place_of(field);
  return place.substr(std::min(place.size(), context_.state_place.size() + 1));
}

bool Fields::has_query(std::string_view field) const {
  const json::value* value = find(field);
  return in_jsonata() && value != nullptr && value->is_string() &&
         Query::is_meant(value->get_string());
}

std::optional<Expression> Fields::query(std::string_view field) const {
  const auto text = string(field);
  if (!text) return {};
  auto read = Query::parse(*text, location_of(field), Subject::Input);
  if (read.has_value()) return Expression::of(std::move(*read));
  for (const QueryProblem& problem : read.error()) {
    context_.error(problem.code, problem.message, place_of(field));
  }
  return {};
}

bool Fields::both(std::string_view field, const std::string& path) const {
  if (!has(field) || !has(path)) return false;
  at_most_one_of({field, path});
  return true;
}

std::optional<Fields::Unread> Fields::unread(std::string_view field) const {
  if (in_jsonata()) {
    if (!has_query(field)) return {};
    return Unread{query(field)};
  }
  const std::string path_field = fmt::format("{}Path", field);
  if (both(field, path_field)) return Unread{};
  auto from = path(path_field, Paths::Reference);
  if (!from) return {};
  return Unread{std::move(from)};
}

std::optional<Given<std::int64_t>> Fields::given_integer(std::string_view field, std::int64_t min,
                                                         std::int64_t max) const {
  if (auto given = unread(field)) return std::move(given->by);
  if (const auto value = integer(field, min, max)) return *value;
  return {};
}

std::optional<Given<Seconds>> Fields::given_seconds(std::string_view field) const {
  auto given = given_integer(field, 1);
  if (!given) return {};
  if (auto* from = std::get_if<Expression>(&*given)) return std::move(*from);
  return Seconds{std::get<std::int64_t>(*given)};
}

std::optional<Given<double>> Fields::given_number(std::string_view field, double min,
                                                  double max) const {
  if (auto given = unread(field)) return std::move(given->by);
  if (const auto value = number(field, min, max)) return *value;
  return {};
}

std::optional<Given<bool>> Fields::given_boolean(std::string_view field) const {
  if (has_query(field)) return query(field);
  const json::value* value = find_of_type(field, json::kind::bool_, "Boolean");
  if (value == nullptr) return {};
  return value->get_bool();
}

}  // namespace spotdrill::asl::parse
