#include "services/cloudformation/types/expressions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"
#include "services/cloudformation/template/references.hpp"
#include "services/cloudformation/template/scalar.hpp"
#include "services/cloudformation/types/filters.hpp"

namespace spotdrill::cloudformation {
namespace {

using Found = std::optional<json::value>;

Found fill(const json::value& pattern, const json::object& bindings);

json::object fill_object(const json::object& pattern, const json::object& bindings) {
  json::object filled;
  for (const auto& entry : pattern) {
    if (entry.key() == "*") {
      for (const auto& property : bindings.at("properties").get_object()) {
        if (!pattern.contains(property.key())) filled.emplace(property.key(), property.value());
      }
    } else if (Found value = fill(entry.value(), bindings)) {
      filled.emplace(entry.key(), std::move(*value));
    }
  }
  return filled;
}

Found fill(const json::value& pattern, const json::object& bindings) {
  if (pattern.is_string()) return look_up(pattern.get_string(), bindings);
  if (pattern.is_object()) {
    json::object filled = fill_object(pattern.get_object(), bindings);
    if (filled.empty()) return std::nullopt;
    return json::value(std::move(filled));
  }
  if (!pattern.is_array()) return pattern;
  json::array filled;
  for (const json::value& each : pattern.get_array()) {
    if (Found value = fill(each, bindings)) filled.push_back(std::move(*value));
  }
  if (filled.empty()) return std::nullopt;
  return json::value(std::move(filled));
}

}  // namespace

Found look_up(std::string_view expression, const json::object& bindings) {
  if (!expression.starts_with('$') || expression.starts_with("${")) {
    if (expression.find("${") == std::string_view::npos) return json::value(expression);
    return json::value(replace_variables(expression, [&](std::string_view inner) {
      return text_of("$" + std::string{inner}, bindings);
    }));
  }
  expression.remove_prefix(1);
  const std::size_t open = expression.find('(');
  if (open == std::string_view::npos) return find_path(expression, bindings);
  ASSERT(expression.ends_with(')'));
  const Filter filter = find_filter(expression.substr(0, open));
  ASSERT(filter != nullptr);
  return filter(expression.substr(open + 1, expression.size() - open - 2), bindings);
}

std::string text_of(std::string_view expression, const json::object& bindings) {
  const Found value = look_up(expression, bindings);
  return value ? scalar_text(*value).value_or("") : std::string{};
}

json::object fill_input(std::string_view input, const json::object& bindings) {
  const auto pattern = parse_json(input.empty() ? "{}" : input);
  ASSERT(pattern.has_value() && pattern->is_object());
  return fill_object(pattern->get_object(), bindings);
}

bool is_given(const Found& value) {
  if (!value || value->is_null()) return false;
  if (value->is_bool()) return value->get_bool();
  if (value->is_array()) return !value->get_array().empty();
  if (value->is_object()) return !value->get_object().empty();
  if (value->is_string()) return value->get_string() != "false" && !value->get_string().empty();
  return true;
}

}  // namespace spotdrill::cloudformation
