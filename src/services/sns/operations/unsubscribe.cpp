#include "services/sns/operations.hpp"

namespace spotdrill::sns {

Result<api::sns::UnsubscribeResult> unsubscribe(Sns& sns,
                                                const api::sns::UnsubscribeInput& request) {
  const auto subscription = sns.subscription_of(request.subscription_arn);
  if (subscription.has_value()) {
    sns.unsubscribe(SubscriptionRecord{**subscription});
  } else if (subscription.error().code != "NotFound") {
    return refuse(subscription.error());
  }
  // As recorded of AWS: one that is not there is no error.
  return api::sns::UnsubscribeResult{};
}

}  // namespace spotdrill::sns
