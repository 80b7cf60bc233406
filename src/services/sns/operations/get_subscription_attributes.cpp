#include "services/sns/operations.hpp"
#include "services/sns/subscription_attributes.hpp"

namespace spotdrill::sns {

Result<api::sns::GetSubscriptionAttributesResponse> get_subscription_attributes(
    Sns& sns, const api::sns::GetSubscriptionAttributesInput& request) {
  const SubscriptionRecord* subscription = TRY(sns.subscription_of(request.subscription_arn));
  return api::sns::GetSubscriptionAttributesResponse{render_attributes(sns, *subscription)};
}

}  // namespace spotdrill::sns
