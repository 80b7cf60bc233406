// Filter policies: what they may say, and which messages they let through.
// Source: SNS Developer Guide, "Amazon SNS message filtering".
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "services/sns/queue_message.hpp"

namespace spotdrill::sns {

/// A filter policy as text, checked. `attributes`: its scope is MessageAttributes, in which nothing
/// is nested. Errors: what is wrong with it, as AWS says.
Result<json::object, std::string> read_filter_policy(const std::string& text, bool attributes);

/// One condition on what has this path: one of these patterns.
struct FilterRule {
  std::string path;  ///< Names, joined by points.
  std::size_t depth = 1;
  const json::array* patterns = nullptr;
};
/// All of these must hold.
using FilterRules = std::vector<FilterRule>;

/// The policy's alternatives, one of which must hold: several where it says "$or".
std::vector<FilterRules> alternatives_of(const json::object& policy);

bool passes_attributes(const json::object& policy, const MessageAttributes& attributes);
/// What is no JSON object passes no policy.
bool passes_body(const json::object& policy, const std::string& message);

}  // namespace spotdrill::sns
