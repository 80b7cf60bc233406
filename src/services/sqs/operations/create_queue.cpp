#include "services/sqs/errors.hpp"
#include "services/sqs/names.hpp"
#include "services/sqs/operations.hpp"
#include "services/sqs/redrive.hpp"
#include "services/sqs/tags.hpp"

namespace spotdrill::sqs {
namespace {

Result<void> check_name(std::string name, bool fifo) {
  constexpr std::string_view suffix = ".fifo";
  if (fifo) {
    if (!name.ends_with(suffix)) {
      return invalid_parameter(
          "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
          "underscores, must end with .fifo suffix and be 1 to 80 in length.");
    }
    // It counts towards the length.
    name[name.size() - suffix.size()] = '_';
  }
  if (is_name(name)) return {};
  return invalid_parameter(
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
}

/// The first attribute that the queue has another value of; empty: there is none.
std::string first_difference(const QueueRecord& queue, const Attributes& wanted) {
  for (const auto& [name, value] : wanted) {
    if (effective(queue.attributes, name) != value) return name;
  }
  return {};
}

}  // namespace

Result<api::sqs::CreateQueueResult> create_queue(Sqs& sqs,
                                                 const api::sqs::CreateQueueRequest& request) {
  const auto said = request.attributes.find("FifoQueue");
  const bool fifo = said != request.attributes.end() && said->second == "true";
  TRY(check_attributes(request.attributes, fifo, /*creating=*/true));
  TRY(check_name(request.queue_name, fifo));
  if (const QueueRecord* queue = sqs.find(request.queue_name)) {
    const std::string different = first_difference(*queue, request.attributes);
    if (!different.empty()) return queue_exists(different);
    return api::sqs::CreateQueueResult{sqs.url(queue->name)};
  }
  if (sqs.deleted_recently(request.queue_name)) return queue_deleted_recently();
  if (sqs.queues().size() >= queues_max) return over_limit("Too many queues.");
  QueueRecord queue;
  queue.name = request.queue_name;
  queue.attributes = request.attributes;
  std::erase_if(queue.attributes, [](const auto& each) { return each.second.empty(); });
  TRY(check_redrive(sqs, queue.name, fifo, queue.attributes));
  queue.tags = TRY(with_tags({}, request.tags, queue.name));
  return api::sqs::CreateQueueResult{sqs.url(sqs.make_queue(std::move(queue)).name)};
}

}  // namespace spotdrill::sqs
