// What messages of the REST protocols carry outside their bodies: labels of the path, the query,
// headers. Not the bodies: rest_json.cpp and rest_xml.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/http_message.hpp"
#include "protocol/query.hpp"
#include "shape/constraints.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

using Labels = std::map<std::string, std::string, std::less<>>;

struct Parts {
  Labels labels;
  Pairs query;
  const Headers& headers;
};

/// Reads every member that does not travel in the body.
void read_parts(const shape::Shape& shape, const Parts& parts, void* structure,
                shape::Constraints& constraints);

/// The member that is the whole body, or null.
const shape::Member* payload_of(const shape::Shape& shape);

/// True when some member travels in the body.
bool has_body(const shape::Shape& shape);

/// Writes the members that travel in headers.
void write_headers(const shape::Shape& shape, const void* structure, Headers& headers);

/// Writes every member that does not travel in the body: headers, and path and query as the target,
/// by `http_path`, the operation's template.
void write_parts(std::string_view http_path, const shape::Shape& shape, const void* structure,
                 HttpRequest& request);

}  // namespace spotdrill::protocol
