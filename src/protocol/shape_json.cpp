#include "protocol/shape_json.hpp"

#include "protocol/json_walk.hpp"

namespace spotdrill::protocol {

namespace {

Result<shape::AnyValue, std::string> read_document(const shape::Shape& shape,
                                                   const json::value& value, JsonRules rules) {
  shape::Constraints constraints{nullptr, shape::Family::Document};
  shape::AnyValue any{shape};
  JsonReader{rules, constraints}.read(shape, value, any.data());
  if (auto refusal = constraints.refusal()) return refuse(std::move(refusal->message));
  return any;
}

/// In the words of the protocol that SDKs prefer.
shape::Family family_of(const shape::ServiceModel& service) {
  switch (service.protocols.front()) {
    case shape::Protocol::Ec2Query:
      return shape::Family::Ec2;
    case shape::Protocol::AwsQuery:
      return shape::Family::Query;
    default:
      return shape::Family::Json;
  }
}

}  // namespace

Result<shape::AnyValue, std::string> from_json(const shape::Shape& shape,
                                               const json::value& value) {
  return read_document(shape, value, {.model_names = true, .unknown_refused = true});
}

Result<shape::AnyValue, std::string> form_from_json(const shape::Shape& shape,
                                                    const json::value& value) {
  return read_document(shape, value,
                       {.model_names = true, .unknown_refused = true, .constrained = false});
}

std::optional<AwsError> refusal_of(const shape::ServiceModel& service, const shape::Shape& shape,
                                   const json::value& value) {
  shape::Constraints constraints{&service, family_of(service)};
  shape::AnyValue any{shape};
  JsonReader reader{{.model_names = true, .unknown_refused = true}, constraints};
  reader.read(shape, value, any.data());
  return constraints.refusal();
}

json::value to_json(const shape::Shape& shape, const void* structure) {
  return to_json_value(shape, structure, {.model_names = true, .iso_timestamps = true});
}

}  // namespace spotdrill::protocol
