// Every refusal of CloudWatch Logs. Messages are AWS's; where none is known the code says
// DEVIATION.
// Source: CloudWatch Logs API Reference, "Errors" of each action; what AWS was observed to answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::logs {

Refusal<> invalid_parameter(std::string message);
Refusal<> validation_exception(std::string message);
/// What CloudWatch Logs has and spotdrill has not.
Refusal<> not_supported(std::string_view what);
/// As constraints of the model are told of.
Refusal<> constraint_failed(std::string_view value, std::string_view member,
                            std::string_view constraint);

// Log groups and streams.
Refusal<> group_not_found();
Refusal<> group_exists();
Refusal<> group_name_reserved();
Refusal<> group_protected();
Refusal<> stream_not_found();
Refusal<> stream_exists();
Refusal<> limit_exceeded();
Refusal<> too_many_tags(std::string_view resource);

// Events.
Refusal<> event_too_large(std::int64_t bytes, std::int64_t bytes_max);
Refusal<> upload_too_large(std::int64_t bytes, std::int64_t bytes_max);
Refusal<> not_chronological();
Refusal<> span_too_long();
Refusal<> invalid_token();

// Metric filters.
Refusal<> filter_not_found();
/// "Invalid metric transformation: …"
Refusal<> invalid_transformation(std::string_view what);

}  // namespace spotdrill::logs
