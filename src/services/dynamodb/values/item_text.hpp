// Items as they are kept, in memory and in the store: one short string of bytes each.
#pragma once

#include <string>
#include <string_view>

#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb {

/// A byte for the format, then names and values with their lengths before them.
std::string write_item(const Attributes& item);

/// What write_item wrote. Anything else is a bug or a damaged file: it throws.
Attributes read_item(std::string_view bytes);

}  // namespace spotdrill::dynamodb
