// Structs as JSON by the model's member names, as `aws … --cli-input-json` reads and prints them
// and as Step Functions passes them. Not a wire protocol: those have names of their own.
#pragma once

#include <optional>
#include <string>

#include "base/aws_error.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

/// Reads `value` as a struct of `shape`. Timestamps may be numbers or ISO 8601, blobs are base64.
/// Errors: one sentence that names the member: "TagSpecifications[0].Tags: expected a list".
/// An unknown or missing member and a constraint that is not met are errors too.
Result<shape::AnyValue, std::string> from_json(const shape::Shape& shape, const json::value& value);

/// As from_json of what a client is to send: it sends whatever has the form, though members that
/// are required may be missing and constraints not met.
Result<shape::AnyValue, std::string> form_from_json(const shape::Shape& shape,
                                                    const json::value& value);

/// What `service` says of what form_from_json has read of `value`; nothing: it takes it.
std::optional<AwsError> refusal_of(const shape::ServiceModel& service, const shape::Shape& shape,
                                   const json::value& value);

/// As from_json, into the struct that is known: `read_json<ec2::RequestSpotLaunchSpecification>`.
template <class T>
Result<T, std::string> read_json(const json::value& value) {
  Result<shape::AnyValue, std::string> any = from_json(shape::shape_of<T>(), value);
  if (!any.has_value()) return refuse(std::move(any).error());
  return std::move(any->template get<T>());
}

/// Writes a struct. Timestamps are ISO 8601, blobs base64. Absent members are left out, and so are
/// empty lists and maps that AWS leaves out.
json::value to_json(const shape::Shape& shape, const void* structure);

template <class T>
json::value write_json(const T& structure) {
  return to_json(shape::shape_of<T>(), &structure);
}

}  // namespace spotdrill::protocol
