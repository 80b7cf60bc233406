// Scalars as text, as query strings, XML, URIs and headers have them.
#pragma once

#include <string>
#include <string_view>

#include "shape/shape.hpp"

namespace spotdrill::protocol {

/// `format` decides where neither the member nor the shape says.
std::string scalar_text(const shape::Shape& shape, const void* data, shape::TimestampFormat format,
                        bool millis = false);

/// False when `text` is no value of the shape's kind.
bool read_scalar_text(const shape::Shape& shape, std::string_view text, void* out);

}  // namespace spotdrill::protocol
