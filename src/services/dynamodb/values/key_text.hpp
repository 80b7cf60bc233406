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

/// What the texts of one partition begin with: eight hexadecimal digits that say where it lies
/// among the others, for no partition's neighbour is known on AWS, and the key's text.
std::string partition_text(const Value& hash_key);

}  // namespace spotdrill::dynamodb
