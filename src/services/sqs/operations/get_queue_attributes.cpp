#include <algorithm>
#include <array>

#include "services/sqs/errors.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {
namespace {

std::string epoch_seconds(Instant at) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

/// Every attribute that the queue has.
Attributes all_attributes(Sqs& sqs, const QueueRecord& queue) {
  const MessageOrder& order = sqs.messages(queue.name).order();
  Attributes all{
      {"QueueArn", sqs.arn(queue.name)},
      {"CreatedTimestamp", epoch_seconds(queue.created)},
      {"LastModifiedTimestamp", epoch_seconds(queue.modified)},
      {"ApproximateNumberOfMessages", std::to_string(order.visible_count())},
      {"ApproximateNumberOfMessagesNotVisible", std::to_string(order.in_flight_count())},
      {"ApproximateNumberOfMessagesDelayed", std::to_string(order.delayed_count())},
  };
  const bool fifo = sqs.settings(queue.name).fifo;
  if (fifo) all.emplace("FifoQueue", "true");
  for (const AttributeRule& rule : attribute_rules()) {
    if (rule.fifo_only && !fifo) continue;
    std::string value = effective(queue.attributes, rule.name);
    if (!value.empty()) all.emplace(rule.name, std::move(value));
  }
  return all;
}

bool is_attribute(std::string_view name) {
  constexpr std::array<std::string_view, 8> told_only{"All",
                                                      "ApproximateNumberOfMessages",
                                                      "ApproximateNumberOfMessagesDelayed",
                                                      "ApproximateNumberOfMessagesNotVisible",
                                                      "CreatedTimestamp",
                                                      "FifoQueue",
                                                      "LastModifiedTimestamp",
                                                      "QueueArn"};
  return find_rule(name) != nullptr || std::ranges::find(told_only, name) != told_only.end();
}

}  // namespace

Result<api::sqs::GetQueueAttributesResult> get_queue_attributes(
    Sqs& sqs, const api::sqs::GetQueueAttributesRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  const auto& names = request.attribute_names;
  for (const std::string& name : names) {
    if (!is_attribute(name)) return unknown_attribute(name);
  }
  Attributes attributes = all_attributes(sqs, *queue);
  if (std::ranges::find(names, "All") == names.end()) {
    std::erase_if(attributes, [&](const auto& each) {
      return std::ranges::find(names, each.first) == names.end();
    });
  }
  return api::sqs::GetQueueAttributesResult{std::move(attributes)};
}

}  // namespace spotdrill::sqs
