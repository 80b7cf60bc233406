#include "services/states/mock_result.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/states/errors.hpp"
#include "services/states/integration.hpp"

namespace spotdrill::states {
namespace {

using ShapeKind = shape::Kind;
using shape::Shape;

/// "must be a string" and the like; null: the type is right.
/// Observed on AWS: timestamps and blobs are strings. The words for Booleans and objects are ours.
const char* wrong_type(ShapeKind kind, const json::value& value) {
  switch (kind) {
    case ShapeKind::Boolean:
      return value.is_bool() ? nullptr : "must be a boolean";
    case ShapeKind::Integer:
    case ShapeKind::Long:
    case ShapeKind::Float:
    case ShapeKind::Double:
      return value.is_number() ? nullptr : "must be a number";
    case ShapeKind::String:
    case ShapeKind::Timestamp:
    case ShapeKind::Blob:
      return value.is_string() ? nullptr : "must be a string";
    case ShapeKind::List:
      return value.is_array() ? nullptr : "must be an array";
    case ShapeKind::Map:
    case ShapeKind::Structure:
      return value.is_object() ? nullptr : "must be an object";
  }
  return nullptr;
}

/// As wrong_type, of the constraints of a value whose type is right.
// DEVIATION: AWS's words for what is too long are not known, and patterns are not looked at.
const char* unmet_constraint(const Shape& shape, const json::value& value) {
  if (value.is_number()) {
    const auto number = value.to_number<double>();
    if (shape.min && number < *shape.min) return "is less than the minimum value";
    if (shape.max && number > *shape.max) return "exceeds the maximum value";
    return nullptr;
  }
  double length = 0;
  if (value.is_string()) {
    const std::string_view text = value.get_string();
    const bool known = std::ranges::find(shape.values, text) != shape.values.end();
    if (!shape.values.empty() && !known) return "is not an expected value";
    length = static_cast<double>(text.size());
  } else if (value.is_array()) {
    length = static_cast<double>(value.get_array().size());
  } else {
    return nullptr;
  }
  if (shape.min && length < *shape.min) return "is smaller than the minimum length";
  if (shape.max && length > *shape.max) return "exceeds the maximum length";
  return nullptr;
}

Result<void> check_mock_value(const Shape& shape, std::string_view field, const json::value& value,
                              bool strict) {
  const char* problem = wrong_type(shape.kind, value);
  if (problem == nullptr) problem = unmet_constraint(shape, value);
  if (problem != nullptr) return invalid_mock_result(fmt::format("Field '{}' {}", field, problem));
  switch (shape.kind) {
    case ShapeKind::List:
      for (const json::value& each : value.get_array()) {
        TRY(check_mock_value(*shape.element(), field, each, strict));
      }
      return {};
    case ShapeKind::Map:
      for (const auto& entry : value.get_object()) {
        TRY(check_mock_value(*shape.element(), entry.key(), entry.value(), strict));
      }
      return {};
    case ShapeKind::Structure:
      return check_mock_result(shape, value, strict);
    default:
      return {};
  }
}

}  // namespace

Result<void> check_mock_result(const Shape& shape, const json::value& result, bool strict) {
  if (!result.is_object()) return invalid("Mocked result must be a JSON object.");
  for (const shape::Member& member : shape.members) {
    const std::string name = capitalised(member.name);
    const json::value* value = result.get_object().if_contains(name);
    if (value != nullptr) {
      TRY(check_mock_value(*member.shape(), name, *value, strict));
    } else if (strict && member.required) {
      return invalid_mock_result(fmt::format("Required field '{}' is missing", name));
    }
  }
  return {};
}

}  // namespace spotdrill::states
