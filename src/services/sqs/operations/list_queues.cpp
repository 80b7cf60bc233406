#include "services/sqs/operations.hpp"
#include "services/sqs/url_pages.hpp"

namespace spotdrill::sqs {

Result<api::sqs::ListQueuesResult> list_queues(Sqs& sqs,
                                               const api::sqs::ListQueuesRequest& request) {
  const std::string prefix = request.queue_name_prefix.value_or("");
  std::vector<std::string> urls;
  for (auto queue = sqs.queues().lower_bound(prefix);
       queue != sqs.queues().end() && queue->first.starts_with(prefix); ++queue) {
    urls.push_back(sqs.url(queue->first));
  }
  api::sqs::ListQueuesResult output;
  TRY(take_urls("ListQueues " + prefix, std::move(urls), request, output.queue_urls,
                output.next_token));
  return output;
}

}  // namespace spotdrill::sqs
