#include "services/sns/operations.hpp"
#include "services/sns/requests.hpp"
#include "services/sns/subscription_attributes.hpp"

namespace spotdrill::sns {

Result<api::sns::ListSubscriptionsResponse> list_subscriptions(
    Sns& sns, const api::sns::ListSubscriptionsInput& request) {
  std::vector<api::sns::Subscription> all;
  for (const auto& [key, each] : sns.subscriptions()) all.push_back(render_subscription(sns, each));
  api::sns::ListSubscriptionsResponse response;
  TRY(page_into("ListSubscriptions", request.next_token, std::move(all), response.subscriptions,
                response.next_token));
  return response;
}

}  // namespace spotdrill::sns
