#include "services/sns/operations.hpp"
#include "services/sns/requests.hpp"

namespace spotdrill::sns {

Result<api::sns::ListTopicsResponse> list_topics(Sns& sns,
                                                 const api::sns::ListTopicsInput& request) {
  std::vector<api::sns::Topic> all;
  for (const auto& [name, topic] : sns.topics()) all.push_back({sns.arn(name)});
  api::sns::ListTopicsResponse response;
  TRY(page_into("ListTopics", request.next_token, std::move(all), response.topics,
                response.next_token));
  return response;
}

}  // namespace spotdrill::sns
