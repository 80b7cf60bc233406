#include "services/sqs/redrive.hpp"

#include <algorithm>

#include "services/sqs/errors.hpp"

namespace spotdrill::sqs {
namespace {

bool allows(const QueueRecord& target, const std::string& source_arn) {
  const std::string text = effective(target.attributes, "RedriveAllowPolicy");
  if (text.empty()) return true;
  const auto allow = read_redrive_allow(text);
  if (!allow.has_value() || allow->permission == "allowAll") return true;
  return std::ranges::find(allow->sources, source_arn) != allow->sources.end();
}

}  // namespace

Result<void> check_redrive(const Sqs& sqs, const std::string& name, bool fifo,
                           const Attributes& attributes) {
  const auto found = attributes.find("RedrivePolicy");
  if (found == attributes.end() || found->second.empty()) return {};
  const Redrive redrive = TRY(read_redrive(found->second));
  const QueueRecord* target = sqs.find_arn(redrive.target);
  if (target == nullptr) {
    return invalid_value(found->second, "RedrivePolicy", "Dead letter target does not exist.");
  }
  // "The dead-letter queue of a FIFO queue must also be a FIFO queue. Similarly, the dead-letter
  // queue of a standard queue must also be a standard queue."
  // DEVIATION: AWS's messages on this and on RedriveAllowPolicy are not known to us.
  if (sqs.settings(target->name).fifo != fifo) {
    return invalid_value(found->second, "RedrivePolicy",
                         "Dead-letter queue must be same type of queue as the source.");
  }
  if (!allows(*target, sqs.arn(name))) {
    return invalid_value(found->second, "RedrivePolicy",
                         "The redrive allow policy of the dead letter target does not permit it.");
  }
  return {};
}

std::vector<std::string> sources_of(const Sqs& sqs, const std::string& target) {
  std::vector<std::string> names;
  for (const auto& [name, queue] : sqs.queues()) {
    const auto& redrive = sqs.settings(name).redrive;
    if (redrive && redrive->target == target) names.push_back(name);
  }
  return names;
}

}  // namespace spotdrill::sqs
