// Keys as texts whose bytes have the keys' order, so that an ordered map of texts is an index.
#pragma once

#include <string>

#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb {

/// A key's value: S, N or B. Texts of one type compare as their values do, none begins another, and
/// none has a byte 0.
std::string key_text(const Value& value);

/// The beginning of the texts of all S or B values that begin with `prefix`.
std::string key_prefix_text(const Value& prefix);

/// Where a partition lies among the others, for no partition's neighbour is known on AWS: eight
/// hexadecimal digits.
std::string partition_text(const Value& hash_key);

/// How many digits partition_text has.
inline constexpr std::size_t partition_text_size = 8;

}  // namespace spotdrill::dynamodb
