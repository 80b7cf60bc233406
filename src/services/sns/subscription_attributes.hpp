// The attributes of subscriptions: what may be set, and what a reader is shown.
#pragma once

#include <optional>
#include <string>

#include "api/sns.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "services/sns/sns.hpp"

namespace spotdrill::sns {

/// Checks and sets attributes. `prefix`: what stands before the reason: "Attributes Reason: ".
/// Errors: InvalidParameter.
Result<void> set_attributes(SubscriptionRecord& subscription, const Attributes& wanted,
                            std::string_view prefix);

/// The value that is in force; empty: there is none.
std::string effective_attribute(const SubscriptionRecord& subscription, const std::string& name);

/// Nothing: every message passes.
std::optional<json::object> filter_policy_of(const SubscriptionRecord& subscription);
/// The ARN of its dead-letter queue; empty: it has none.
std::string dead_letter_queue_of(const SubscriptionRecord& subscription);

/// What GetSubscriptionAttributes shows.
Attributes render_attributes(const Sns& sns, const SubscriptionRecord& subscription);
/// What the lists show.
api::sns::Subscription render_subscription(const Sns& sns, const SubscriptionRecord& subscription);

}  // namespace spotdrill::sns
