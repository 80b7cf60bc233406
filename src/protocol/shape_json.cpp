#include "protocol/shape_json.hpp"

#include "protocol/json_walk.hpp"

namespace spotdrill::protocol {

Result<shape::AnyValue, std::string> from_json(const shape::Shape& shape,
                                               const json::value& value) {
  shape::Constraints constraints{nullptr, shape::Family::Document};
  shape::AnyValue any{shape};
  JsonReader reader{{.model_names = true, .unknown_refused = true}, constraints};
  reader.read(shape, value, any.data());
  if (auto refusal = constraints.refusal()) return refuse(std::move(refusal->message));
  return any;
}

json::value to_json(const shape::Shape& shape, const void* structure) {
  return to_json_value(shape, structure, {.model_names = true, .iso_timestamps = true});
}

}  // namespace spotdrill::protocol
