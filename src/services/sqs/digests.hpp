// Digests as SQS writes them, and those of attributes that SDKs compare.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "services/sqs/records.hpp"

namespace spotdrill::sqs {

std::string md5_digits(std::string_view bytes);

/// "Calculating the MD5 message digest for message attributes"; empty of none.
/// Source: SQS Developer Guide, "Amazon SQS message metadata".
std::string md5_of(const std::map<std::string, AttributeRecord>& attributes);

}  // namespace spotdrill::sqs
