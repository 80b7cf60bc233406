// Message attributes: what may be sent as one, and what a receiver gets of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/sqs.hpp"
#include "base/result.hpp"
#include "services/sqs/records.hpp"

namespace spotdrill::sqs {

using MessageAttributes = std::map<std::string, AttributeRecord>;
using ApiMessageAttributes = std::map<std::string, api::sqs::MessageAttributeValue>;
using ApiSystemAttributes = std::map<std::string, api::sqs::MessageSystemAttributeValue>;

/// Whether SQS takes such a text: "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to
/// #x10FFFF".
bool is_message_text(std::string_view text);

/// Errors: InvalidParameterValue, InvalidMessageContents.
Result<MessageAttributes> read_attributes(const ApiMessageAttributes& attributes);
/// Only AWSTraceHeader is one. Errors: InvalidParameterValue.
Result<MessageAttributes> read_system_attributes(const ApiSystemAttributes& attributes);

/// What they count of a message's size: names, types and values.
std::size_t size_of(const ApiMessageAttributes& attributes);

/// Those that MessageAttributeNames asks for.
MessageAttributes select(const MessageAttributes& attributes,
                         const std::vector<std::string>& wanted);
ApiMessageAttributes write_attributes(const MessageAttributes& attributes);

}  // namespace spotdrill::sqs
