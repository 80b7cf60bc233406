#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

// SQS's own operations name a queue by its URL; an ARN ends in its name.
services::TaggedService tagged(wire::Regional<Sqs>& regions) {
  return {
      .name = "sqs",
      .each =
          [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
            const Sqs& sqs = regions.at(region);
            for (const auto& [name, queue] : sqs.queues()) visit(sqs.arn(name), queue.tags);
          },
      .tag = [&regions](const std::string& region, const services::Resource& resource,
                        const services::Tags& tags) -> Result<void> {
        Sqs& sqs = regions.at(region);
        TRY(tag_queue(sqs, {.queue_url = sqs.url(resource.name), .tags = tags}));
        return {};
      },
      .untag = [&regions](const std::string& region, const services::Resource& resource,
                          const services::TagKeys& keys) -> Result<void> {
        Sqs& sqs = regions.at(region);
        TRY(untag_queue(sqs, {.queue_url = sqs.url(resource.name), .tag_keys = keys}));
        return {};
      },
  };
}

}  // namespace spotdrill::sqs
