#include "asl/parse/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace spotdrill::asl::parse {
namespace {

bool holds(Names names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// `value` as an integer, saturated. Nothing when it is written as none: 1.0, 1e3.
std::optional<std::int64_t> integral(const json::value& value) {
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  if (value.is_int64()) return value.get_int64();
  if (value.is_uint64()) return largest;  // Boost.JSON: only what does not fit the other.
  // Too long for either, and so a double, although it may have been written as an integer.
  if (value.is_double() && value.get_double() >= 18446744073709551615.0) return largest;
  return {};
}

/// As Java writes it: "100.0".
std::string as_double(double value) {
  return std::floor(value) == value ? fmt::format("{:.1f}", value) : fmt::format("{}", value);
}

}  // namespace

std::string list_of(std::span<const std::string_view> names) {
  return fmt::format("[{}]", fmt::join(names, ", "));
}

std::string Fields::place_of(std::string_view field) const {
  return fmt::format("{}/{}", place_, field);
}

void Fields::refuse(std::string message) const {
  context_.error(code::schema, std::move(message), place_.empty() ? "/" : place_);
}

void Fields::refuse(std::string_view field, std::string message) const {
  context_.error(code::schema, std::move(message), place_of(field));
}

void Fields::allow_in_state(Names own, Names only_jsonpath, Names only_jsonata) const {
  allow_these(own, {"Type", "Comment", "QueryLanguage"}, only_jsonpath, only_jsonata);
}

void Fields::allow(Names own, Names only_jsonpath, Names only_jsonata) const {
  allow_these(own, {}, only_jsonpath, only_jsonata);
}

void Fields::allow_these(Names own, Names common, Names only_jsonpath, Names only_jsonata) const {
  const bool jsonata = in_jsonata();
  for (const auto& member : object_) {
    const std::string_view key = member.key();
    if (holds(common, key) || holds(own, key)) continue;
    if (holds(jsonata ? only_jsonata : only_jsonpath, key)) continue;
    refuse(holds(jsonata ? only_jsonpath : only_jsonata, key)
               ? fmt::format("The QueryLanguage is set to '{}', but field '{}' is only supported "
                             "for the '{}' QueryLanguage",
                             jsonata ? "JSONata" : "JSONPath", key,
                             jsonata ? "JSONPath" : "JSONata")
               : fmt::format("Field '{}' is not supported", key));
  }
}

void Fields::require(Names fields) const {
  std::vector<std::string_view> missing;
  std::ranges::copy_if(fields, std::back_inserter(missing),
                       [&](std::string_view field) { return !has(field); });
  if (!missing.empty()) {
    refuse(fmt::format("These fields are required: {}", list_of(missing)));
  }
}

void Fields::at_most_one_of(Names fields) const {
  if (std::ranges::count_if(fields, [&](auto field) { return has(field); }) > 1) {
    refuse(fmt::format("There should only be one of the following fields: {}", list_of(fields)));
  }
}

void Fields::exactly_one_of(Names fields) const {
  at_most_one_of(fields);
  if (std::ranges::none_of(fields, [&](auto field) { return has(field); })) {
    refuse(fmt::format("This object should have only one of the following fields: {}",
                       list_of(fields)));
  }
}

const json::value* Fields::find_of_type(std::string_view field, json::kind kind,
                                        std::string_view type) const {
  const json::value* value = find(field);
  if (value == nullptr || value->kind() == kind) return value;
  refuse(field, fmt::format("Expected value of type {}", type));
  return nullptr;
}

std::optional<std::string> Fields::string(std::string_view field) const {
  const json::value* value = find_of_type(field, json::kind::string, "String");
  if (value == nullptr) return {};
  return std::string{std::string_view{value->get_string()}};
}

std::optional<std::string> Fields::one_of(std::string_view field, Names values) const {
  auto text = string(field);
  if (!text || holds(values, *text)) return text;
  refuse(field, fmt::format("Value should be one of the following: {}", list_of(values)));
  return {};
}

std::optional<std::int64_t> Fields::integer(std::string_view field, std::int64_t min,
                                            std::int64_t max) const {
  const json::value* value = find(field);
  if (value == nullptr) return {};
  const auto read = integral(*value);
  if (!read) {
    refuse(field, "Expected value of type Integer");
  } else if (*read < min) {
    refuse(field, fmt::format("Minimum value is {}", min));
  } else if (*read > max) {
    refuse(field, fmt::format("Maximum value is {}", max));
  } else {
    return read;
  }
  return {};
}

std::optional<double> Fields::number(std::string_view field, double min,
                                     std::optional<double> max) const {
  const json::value* value = find(field);
  if (value == nullptr) return {};
  if (!value->is_number()) {
    refuse(field, "Expected value of type Double");
    return {};
  }
  const auto read = value->to_number<double>();
  if (read < min) {
    refuse(field, fmt::format("Minimum value is {}", as_double(min)));
  } else if (max && read > *max) {
    refuse(field, fmt::format("Maximum value is {}", as_double(*max)));
  } else {
    return read;
  }
  return {};
}

const json::object* Fields::object(std::string_view field) const {
  const json::value* value = find_of_type(field, json::kind::object, "Object");
  return value == nullptr ? nullptr : &value->get_object();
}

const json::array* Fields::array(std::string_view field) const {
  const json::value* value = find_of_type(field, json::kind::array, "Array");
  if (value == nullptr) return nullptr;
  if (!value->get_array().empty()) return &value->get_array();
  refuse(field, "Value cannot be empty");
  return nullptr;
}

std::optional<Fields> element_of(const Fields& fields, std::string_view field,
                                 const json::array& array, std::size_t index) {
  std::string place = fmt::format("{}/{}[{}]", fields.place(), field, index);
  if (array[index].is_object()) {
    return Fields{fields.context(), array[index].get_object(), std::move(place)};
  }
  fields.context().error(code::schema, "Expected value of type Object", std::move(place));
  return {};
}

}  // namespace spotdrill::asl::parse
