// Every refusal of SSM. Messages are AWS's; where none is known the code says DEVIATION.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::ssm {

Refusal<> validation_exception(std::string message);

// Names.
Refusal<> invalid_name();
Refusal<> reserved_prefix();
Refusal<> reserved_name(std::string_view name);
Refusal<> invalid_path();
Refusal<> hierarchy_level_limit_exceeded();

// Parameters.
Refusal<> parameter_not_found();
Refusal<> parameter_version_not_found(std::string_view name, std::string_view selector);
Refusal<> parameter_already_exists();
Refusal<> parameter_limit_exceeded(std::string_view tier, std::size_t limit);
Refusal<> parameter_max_version_limit_exceeded(std::string_view name, std::int64_t oldest);
Refusal<> parameter_version_label_limit_exceeded();
Refusal<> parameter_pattern_mismatch(std::string_view pattern);
Refusal<> invalid_allowed_pattern();

// Policies.
Refusal<> policies_limit_exceeded();
Refusal<> invalid_policy_type(std::string_view type);
Refusal<> invalid_policy_attribute(std::string message);
Refusal<> incompatible_policy();

// Filters and pages.
Refusal<> invalid_filter_key(std::string message);
Refusal<> invalid_filter_option(std::string message);
Refusal<> invalid_filter_value(std::string message);
Refusal<> invalid_next_token();

// Tags.
Refusal<> invalid_resource_id();
Refusal<> too_many_tags();

}  // namespace spotdrill::ssm
