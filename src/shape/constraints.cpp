#include "shape/constraints.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/iso8601.hpp"
#include "shape/pattern.hpp"

namespace spotdrill::shape {
namespace {

/// A message does not repeat more than this of what the caller sent.
constexpr std::size_t displayed_bytes_max = 1024;

std::string lower_first(std::string_view name) {
  std::string text{name};
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

std::optional<double> number(const Shape& shape, const void* value) {
  switch (shape.kind) {
    case Kind::Integer:
      return static_cast<double>(*static_cast<const std::int32_t*>(value));
    case Kind::Long:
      return static_cast<double>(*static_cast<const std::int64_t*>(value));
    case Kind::Float:
      return static_cast<double>(*static_cast<const float*>(value));
    case Kind::Double:
      return *static_cast<const double*>(value);
    default:
      return std::nullopt;
  }
}

std::string bound(double value) {
  return fmt::format("{}", value);
}

bool has_error(const ServiceModel& service, std::string_view code) {
  return std::ranges::any_of(service.errors,
                             [&](const Shape* error) { return error->error_code == code; });
}

/// What a service calls a request that breaks a constraint of its model.
std::string_view violation_code(const ServiceModel* service, Family family) {
  if (service != nullptr && !service->constraint_error.empty()) return service->constraint_error;
  return family == Family::Json ? "ValidationException" : "ValidationError";
}

}  // namespace

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // A continuation byte counts nothing; a character of four bytes is a surrogate pair.
    if ((byte & 0xC0U) == 0x80U) continue;
    units += byte >= 0xF0U ? 2 : 1;
  }
  return units;
}

namespace {

/// "RoutingConfigurationListItem(stateMachineVersionArn=arn:…:1, weight=50)".
std::string display_members(const Shape& shape, const void* structure) {
  std::string text;
  for (const Member& member : shape.members) {
    if (text.size() >= displayed_bytes_max) break;
    const void* value = member.get(structure);
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", lower_first(member.name),
                        value == nullptr ? "null" : display(*member.shape(), value));
  }
  return fmt::format("{}({})", shape.name, text);
}

}  // namespace

std::string display(const Shape& shape, const void* value) {
  if (shape.sensitive) return "***";
  switch (shape.kind) {
    case Kind::Boolean:
      return *static_cast<const bool*>(value) ? "true" : "false";
    case Kind::Integer:
      return fmt::format("{}", *static_cast<const std::int32_t*>(value));
    case Kind::Long:
      return fmt::format("{}", *static_cast<const std::int64_t*>(value));
    case Kind::Float:
      return fmt::format("{}", *static_cast<const float*>(value));
    case Kind::Double:
      return fmt::format("{}", *static_cast<const double*>(value));
    case Kind::Timestamp:
      return iso8601_seconds(*static_cast<const Instant*>(value));
    case Kind::String:
      return static_cast<const std::string*>(value)->substr(0, displayed_bytes_max);
    case Kind::Blob:
      return "java.nio.HeapByteBuffer";
    case Kind::List: {
      std::string text;
      for (std::size_t i = 0; i < shape.list->size(value) && text.size() < displayed_bytes_max;
           ++i) {
        text += (i == 0 ? "" : ", ") + display(*shape.element(), shape.list->at(value, i));
      }
      return "[" + text + "]";
    }
    case Kind::Map:
      return "{...}";
    case Kind::Structure:
      return display_members(shape, value);
  }
  return {};
}

std::string Constraints::path() const {
  std::string text;
  for (const auto& step : path_) {
    if (!text.empty()) text += '.';
    if (const auto* member = std::get_if<const Member*>(&step))
      text += lower_first((*member)->name);
    else if (const auto* index = std::get_if<std::size_t>(&step))
      text += fmt::format("{}.member", *index + 1);
    else
      text += std::get<std::string>(step) + ".member";
  }
  return text;
}

std::string Constraints::document_path() const {
  std::string text;
  for (const auto& step : path_) {
    if (const auto* index = std::get_if<std::size_t>(&step)) {
      text += '[' + std::to_string(*index) + ']';
      continue;
    }
    if (!text.empty()) text += '.';
    const auto* member = std::get_if<const Member*>(&step);
    text += member != nullptr ? std::string{(*member)->name} : std::get<std::string>(step);
  }
  return text;
}

std::string Constraints::query_path() const {
  std::string text;
  bool flattened = family_ == Family::Ec2;
  for (const auto& step : path_) {
    if (!text.empty()) text += '.';
    if (const auto* member = std::get_if<const Member*>(&step)) {
      text += (*member)->query_name;
      flattened = family_ == Family::Ec2 || (*member)->flattened;
    } else if (const auto* index = std::get_if<std::size_t>(&step)) {
      text += (flattened ? "" : "member.") + std::to_string(*index + 1);
    } else {
      text += std::get<std::string>(step);
    }
  }
  return text;
}

void Constraints::missing(const Member& member) {
  enter(member);
  if (family_ == Family::Ec2) {
    refuse({.code = "MissingParameter",
            .message = "The request must contain the parameter " + query_path()});
  } else if (family_ == Family::Document) {
    refuse({.code = "Document", .message = document_path() + ": is required, and is not there"});
  } else if (service_ != nullptr && has_error(*service_, "MissingParameter")) {
    refuse(
        {.code = "MissingParameter", .message = "The parameter " + query_path() + " is required."});
  } else if (service_ != nullptr && service_->query_compatible) {
    refuse({.code = "MissingRequiredParameterException",
            .message = "The request must contain the parameter " + query_path() + "."});
  } else if (violations_.size() < violations_max) {
    violations_.push_back(fmt::format(
        "Value null at '{}' failed to satisfy constraint: Member must not be null", path()));
  }
  leave();
}

void Constraints::violated(const Shape& shape, const void* value, const std::string& constraint) {
  if (violations_.size() >= violations_max) return;
  if (family_ == Family::Document) {
    constexpr std::string_view subject = "Member ";
    return refuse({.code = "Document",
                   .message = document_path() + ": " + constraint.substr(subject.size())});
  }
  const std::string shown =
      shape.sensitive ? "Value" : fmt::format("Value '{}'", display(shape, value));
  violations_.push_back(
      fmt::format("{} at '{}' failed to satisfy constraint: {}", shown, path(), constraint));
}

void Constraints::violated_ec2(const Shape& shape, const void* value, bool too_great) {
  const double limit = too_great ? *shape.max : *shape.min;
  // "Value ( 3 ) for parameter maxResults is invalid. Expecting a value greater than 5." is what
  // EC2 says of 3, though 5 is allowed.
  refuse(
      {.code = "InvalidParameterValue",
       .message = fmt::format("Value ( {} ) for parameter {} is invalid. Expecting a value {} {}.",
                              display(shape, value), lower_first(query_path()),
                              too_great ? "less than or equal to" : "greater than", bound(limit))});
}

void Constraints::check_size(const Shape& shape, const void* value, double size) {
  // EC2 states its lengths by operation; its handlers check them.
  if (family_ == Family::Ec2) return;
  if (shape.max && size > *shape.max) {
    violated(shape, value, "Member must have length less than or equal to " + bound(*shape.max));
  }
  if (shape.min && size < *shape.min) {
    violated(shape, value, "Member must have length greater than or equal to " + bound(*shape.min));
  }
}

void Constraints::check_scalar(const Shape& shape, const void* value) {
  if (const std::optional<double> given = number(shape, value)) {
    const bool too_great = shape.max && *given > *shape.max;
    const bool too_small = shape.min && *given < *shape.min;
    if (!too_great && !too_small) return;
    if (family_ == Family::Ec2) return violated_ec2(shape, value, too_great);
    return violated(shape, value,
                    too_great
                        ? "Member must have value less than or equal to " + bound(*shape.max)
                        : "Member must have value greater than or equal to " + bound(*shape.min));
  }
  if (shape.kind != Kind::String) return;
  const std::string& text = *static_cast<const std::string*>(value);
  if (!shape.values.empty() && std::ranges::find(shape.values, text) == shape.values.end()) {
    if (family_ != Family::Ec2) {
      return violated(
          shape, value,
          fmt::format("Member must satisfy enum value set: [{}]", fmt::join(shape.values, ", ")));
    }
    // EC2 has more types than its model, and each operation says of the others what it does.
    if (shape.name == "InstanceType") return;
    return refuse({.code = "InvalidParameterValue",
                   .message = fmt::format("Value ({}) for parameter {} is invalid.",
                                          display(shape, value), lower_first(query_path()))});
  }
  if (family_ != Family::Ec2 && !shape.pattern.empty() && !matches_pattern(shape.pattern, text)) {
    violated(shape, value,
             "Member must satisfy regular expression pattern: " + std::string{shape.pattern});
  }
}

void Constraints::check(const Shape& shape, const void* value) {
  switch (shape.kind) {
    case Kind::String:
      check_scalar(shape, value);
      return check_size(shape, value,
                        static_cast<double>(utf16_length(*static_cast<const std::string*>(value))));
    case Kind::Blob:
      return check_size(shape, value,
                        static_cast<double>(static_cast<const std::string*>(value)->size()));
    case Kind::List:
      return check_size(shape, value, static_cast<double>(shape.list->size(value)));
    case Kind::Map:
      return check_size(shape, value, static_cast<double>(shape.map->size(value)));
    case Kind::Structure:
      return;
    default:
      return check_scalar(shape, value);
  }
}

std::optional<AwsError> Constraints::refusal() const {
  if (refusal_ || violations_.empty()) return refusal_;
  return AwsError{
      .code = std::string{violation_code(service_, family_)},
      .message = fmt::format("{} validation error{} detected: {}", violations_.size(),
                             violations_.size() == 1 ? "" : "s", fmt::join(violations_, "; "))};
}

}  // namespace spotdrill::shape
