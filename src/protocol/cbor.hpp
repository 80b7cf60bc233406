// CBOR (RFC 8949) as Smithy's RPC v2 uses it. Reading gives a json::value: byte strings become
// strings, timestamps (tag 1) numbers; the shapes know which is which. Writing goes by shape.
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

/// Deeper items are refused.
inline constexpr int cbor_depth_max = 64;

/// Reads one item, which must be the whole of `bytes`. Errors: one sentence.
Result<json::value, std::string> parse_cbor(std::string_view bytes);

/// Writes a struct.
std::string to_cbor(const shape::Shape& shape, const void* structure);

/// Writes a map of texts: how errors travel.
std::string to_cbor(const json::object& texts);

}  // namespace spotdrill::protocol
