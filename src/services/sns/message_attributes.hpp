// Message attributes: what may be published as one.
#pragma once

#include <map>
#include <string>

#include "api/sns.hpp"
#include "base/result.hpp"
#include "services/sns/queue_message.hpp"

namespace spotdrill::sns {

using ApiMessageAttributes = std::map<std::string, api::sns::MessageAttributeValue>;

/// Errors: ParameterValueInvalid.
Result<MessageAttributes> read_attributes(const ApiMessageAttributes& attributes);

/// What they count of a message's size: names, types and values.
std::size_t size_of(const ApiMessageAttributes& attributes);

}  // namespace spotdrill::sns
