#include "services/sqs/operations.hpp"
#include "services/sqs/redrive.hpp"
#include "services/sqs/url_pages.hpp"

namespace spotdrill::sqs {

Result<api::sqs::ListDeadLetterSourceQueuesResult> list_dead_letter_source_queues(
    Sqs& sqs, const api::sqs::ListDeadLetterSourceQueuesRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  std::vector<std::string> urls;
  for (const std::string& source : sources_of(sqs, sqs.arn(queue->name))) {
    urls.push_back(sqs.url(source));
  }
  api::sqs::ListDeadLetterSourceQueuesResult output;
  TRY(take_urls("ListDeadLetterSourceQueues " + queue->name, std::move(urls), request,
                output.queue_urls, output.next_token));
  return output;
}

}  // namespace spotdrill::sqs
