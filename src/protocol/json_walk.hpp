// Structs and json::value, by shape: what the JSON protocols, CBOR's reader and documents share.
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "shape/constraints.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

struct JsonRules {
  bool model_names = false;      ///< Keys are the model's names, not the protocol's.
  bool raw_blobs = false;        ///< Blobs are bytes already (CBOR), not base64.
  bool iso_timestamps = false;   ///< Timestamps are written in ISO 8601. Both are read.
  bool unknown_refused = false;  ///< A member that the model does not have is an error.
  bool body_only = false;        ///< Members that travel in URI, query or headers are passed over.
  bool constrained = true;       ///< The model's constraints hold, and required members are there.
};

class JsonReader {
 public:
  JsonReader(JsonRules rules, shape::Constraints& constraints)
      : rules_(rules), constraints_(constraints) {}

  /// Reads `value` into the default-made value at `out`. What is wrong is told to the constraints.
  void read(const shape::Shape& shape, const json::value& value, void* out);

 private:
  void read_structure(const shape::Shape& shape, const json::value& value, void* out);
  void read_list(const shape::Shape& shape, const json::value& value, void* out);
  void read_map(const shape::Shape& shape, const json::value& value, void* out);
  void read_scalar(const shape::Shape& shape, const json::value& value, void* out);
  bool read_number(const shape::Shape& shape, const json::value& value, void* out);
  bool read_text(const shape::Shape& shape, const json::value& value, void* out);
  void note_unknown(const shape::Shape& shape, const json::object& object);
  void mismatch(const shape::Shape& shape, const json::value& value);
  [[nodiscard]] std::string_view key(const shape::Member& member) const {
    return rules_.model_names ? member.name : member.json_name;
  }

  JsonRules rules_;
  shape::Constraints& constraints_;
};

/// The struct, list, map or scalar at `data` as JSON.
json::value to_json_value(const shape::Shape& shape, const void* data, JsonRules rules);

/// Appends `value` as JSON text. Doubles keep a point, as AWS writes them.
void append_json(std::string& out, const json::value& value);

/// Says once for each member that it has no effect here.
void log_unknown_once(std::string_view shape, std::string_view member);

}  // namespace spotdrill::protocol
