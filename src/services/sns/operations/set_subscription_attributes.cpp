#include "services/sns/operations.hpp"
#include "services/sns/subscription_attributes.hpp"

namespace spotdrill::sns {

Result<api::sns::SetSubscriptionAttributesResult> set_subscription_attributes(
    Sns& sns, const api::sns::SetSubscriptionAttributesInput& request) {
  const SubscriptionRecord* subscription = TRY(sns.subscription_of(request.subscription_arn));
  SubscriptionRecord changed = *subscription;
  TRY(set_attributes(changed, {{request.attribute_name, request.attribute_value.value_or("")}},
                     ""));
  sns.edit(*subscription).attributes = std::move(changed.attributes);
  return api::sns::SetSubscriptionAttributesResult{};
}

}  // namespace spotdrill::sns
