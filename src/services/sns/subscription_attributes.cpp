#include "services/sns/subscription_attributes.hpp"

#include <fmt/format.h>

#include "base/lower_case.hpp"
#include "services/sns/errors.hpp"
#include "services/sns/filter_policy.hpp"
#include "services/sns/names.hpp"

namespace spotdrill::sns {
namespace {

constexpr std::string_view attributes_scope = "MessageAttributes";

Result<void> check_scope(const std::string& value, std::string_view prefix) {
  if (value == attributes_scope || value == "MessageBody") return {};
  return invalid(
      fmt::format("{}FilterPolicyScope: Invalid value [{}]. Please use either "
                  "MessageBody or MessageAttributes",
                  prefix, value));
}

Result<void> check_raw(const std::string& value, std::string_view prefix) {
  const std::string word = lower_case(value);
  if (word == "true" || word == "false") return {};
  return invalid(fmt::format("{}RawMessageDelivery: Invalid value [{}]. Must be true or false.",
                             prefix, value));
}

std::string dead_letter_target(const json::value& policy) {
  return std::string{policy.is_object() ? string_at(policy.get_object(), "deadLetterTargetArn")
                                        : std::string_view{}};
}

// DEVIATION: whether the dead-letter queue is there shows when it is needed.
Result<void> check_redrive_policy(const SubscriptionRecord& subscription, const std::string& value,
                                  std::string_view prefix) {
  const auto parsed = parse_json(value);
  if (!parsed.has_value()) {
    return invalid(fmt::format("{}RedrivePolicy: failed to parse JSON.", prefix));
  }
  const std::string target = dead_letter_target(*parsed);
  if (!target.starts_with("arn:aws:sqs:")) {
    return invalid(fmt::format("{}RedrivePolicy: deadLetterTargetArn is an invalid arn", prefix));
  }
  if (subscription.queue.ends_with(fifo_suffix) && !target.ends_with(fifo_suffix)) {
    return invalid(
        fmt::format("{}RedrivePolicy: must use a FIFO queue as DLQ for a FIFO "
                    "Subscription to a FIFO Topic.",
                    prefix));
  }
  return {};
}

Result<void> check_filter(const SubscriptionRecord& subscription, std::string_view prefix) {
  const std::string policy = effective_attribute(subscription, "FilterPolicy");
  if (policy.empty()) return {};
  const bool attributes =
      effective_attribute(subscription, "FilterPolicyScope") == attributes_scope;
  const auto read = read_filter_policy(policy, attributes);
  if (!read.has_value()) return invalid(fmt::format("{}{}", prefix, read.error()));
  return {};
}

/// An empty value, and an empty object, take these away.
bool takes_away(const std::string& name, const std::string& value) {
  return (name == "FilterPolicy" || name == "RedrivePolicy") && (value.empty() || value == "{}");
}

Result<void> set_attribute(SubscriptionRecord& subscription, const std::string& name,
                           const std::string& value, std::string_view prefix) {
  if (takes_away(name, value)) {
    subscription.attributes.erase(name);
    return {};
  }
  std::string kept = value;
  if (name == "RawMessageDelivery") {
    TRY(check_raw(value, prefix));
    kept = lower_case(value);
  } else if (name == "FilterPolicyScope") {
    TRY(check_scope(value, prefix));
  } else if (name == "RedrivePolicy") {
    TRY(check_redrive_policy(subscription, value, prefix));
  } else if (name == "DeliveryPolicy" || name == "ReplayPolicy" || name == "SubscriptionRoleArn") {
    return not_here(name);
  } else if (name != "FilterPolicy") {
    return invalid(fmt::format("{}AttributeName", prefix));
  }
  subscription.attributes[name] = std::move(kept);
  return {};
}

}  // namespace

Result<void> set_attributes(SubscriptionRecord& subscription, const Attributes& wanted,
                            std::string_view prefix) {
  for (const auto& [name, value] : wanted) {
    TRY(set_attribute(subscription, name, value, prefix));
  }
  // What a policy may say depends on its scope, whichever is set first.
  return check_filter(subscription, prefix);
}

std::string effective_attribute(const SubscriptionRecord& subscription, const std::string& name) {
  const auto found = subscription.attributes.find(name);
  if (found != subscription.attributes.end()) return found->second;
  if (name == "RawMessageDelivery") return "false";
  return name == "FilterPolicyScope" ? std::string{attributes_scope} : std::string{};
}

std::optional<json::object> filter_policy_of(const SubscriptionRecord& subscription) {
  const std::string policy = effective_attribute(subscription, "FilterPolicy");
  if (policy.empty()) return std::nullopt;
  auto parsed = parse_json(policy);
  return std::move(parsed->get_object());
}

std::string dead_letter_queue_of(const SubscriptionRecord& subscription) {
  const std::string policy = effective_attribute(subscription, "RedrivePolicy");
  return policy.empty() ? std::string{} : dead_letter_target(*parse_json(policy));
}

Attributes render_attributes(const Sns& sns, const SubscriptionRecord& subscription) {
  Attributes shown = subscription.attributes;
  // A scope without a policy is not shown.
  shown.erase("FilterPolicyScope");
  if (shown.contains("FilterPolicy")) {
    shown["FilterPolicyScope"] = effective_attribute(subscription, "FilterPolicyScope");
  }
  shown["ConfirmationWasAuthenticated"] = "true";
  shown["Endpoint"] = subscription.queue;
  shown["Owner"] = sns.place().account;
  shown["PendingConfirmation"] = "false";
  shown["Protocol"] = "sqs";
  shown["RawMessageDelivery"] = effective_attribute(subscription, "RawMessageDelivery");
  shown["SubscriptionArn"] = sns.arn_of(subscription);
  shown["SubscriptionPrincipal"] = subscription.principal;
  shown["TopicArn"] = sns.arn(subscription.topic);
  return shown;
}

api::sns::Subscription render_subscription(const Sns& sns, const SubscriptionRecord& subscription) {
  return {.subscription_arn = sns.arn_of(subscription),
          .owner = sns.place().account,
          .protocol = "sqs",
          .endpoint = subscription.queue,
          .topic_arn = sns.arn(subscription.topic)};
}

}  // namespace spotdrill::sns
