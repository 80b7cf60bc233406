// How large DynamoDB takes an item to be. Units: bytes.
// Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats".
#pragma once

#include <cstddef>

#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb {

/// "The maximum item size in DynamoDB is 400 KB".
inline constexpr std::size_t item_bytes_max = 400 * 1024;

std::size_t value_size(const Value& value);
std::size_t item_size(const Attributes& item);

}  // namespace spotdrill::dynamodb
