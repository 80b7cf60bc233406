// The words that no expression may have as the name of an attribute.
// Source: DynamoDB Developer Guide, "Reserved words in DynamoDB".
#pragma once

#include <string_view>

namespace spotdrill::dynamodb::expressions {

/// Whether `name` is one of them, in whatever case.
bool is_reserved(std::string_view name);

}  // namespace spotdrill::dynamodb::expressions
