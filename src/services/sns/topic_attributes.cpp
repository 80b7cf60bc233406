#include "services/sns/topic_attributes.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "services/sns/errors.hpp"

namespace spotdrill::sns {
namespace {

/// "Policy – … By default, only the topic owner can publish or subscribe": as AWS writes it.
std::string default_policy(const std::string& arn, const std::string& account) {
  return fmt::format(
      R"({{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{{)"
      R"("Sid":"__default_statement_ID","Effect":"Allow","Principal":{{"AWS":"*"}},)"
      R"("Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission",)"
      R"("SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic",)"
      R"("SNS:Publish"],"Resource":"{}",)"
      R"("Condition":{{"StringEquals":{{"AWS:SourceOwner":"{}"}}}}}}]}})",
      arn, account);
}

// DEVIATION: it is always the default one: deliveries over HTTP, which it is for, are not here.
constexpr std::string_view effective_delivery_policy =
    R"({"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,)"
    R"("numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,)"
    R"("backoffFunction":"linear"},"disableSubscriptionOverrides":false,)"
    R"("defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}})";

bool is_json_object(const std::string& text) {
  const auto parsed = parse_json(text);
  return parsed.has_value() && parsed->is_object();
}

/// What AWS has for a topic and spotdrill has not; empty: it is none of that.
std::string_view absent_feature(const std::string& name, const std::string& value) {
  if (value.empty()) return {};
  if (name == "KmsMasterKeyId") return "topics under a KMS key (KmsMasterKeyId)";
  if (name == "ArchivePolicy") return "archives (ArchivePolicy)";
  if (name == "TracingConfig" && value == "Active") return "X-Ray (TracingConfig Active)";
  if (name.find("Feedback") != std::string::npos) return "logs of deliveries (…Feedback…)";
  return {};
}

struct WordsOfAttribute {
  std::string_view name;
  std::vector<std::string_view> words;
  bool fifo_only = false;
};

const WordsOfAttribute* words_of(std::string_view name) {
  static const std::vector<WordsOfAttribute> all{
      {.name = "ContentBasedDeduplication", .words = {"true", "false"}, .fifo_only = true},
      {.name = "FifoThroughputScope", .words = {"Topic", "MessageGroup"}, .fifo_only = true},
      {.name = "SignatureVersion", .words = {"1", "2"}},
      {.name = "TracingConfig", .words = {"PassThrough"}},
  };
  const auto found = std::ranges::find(all, name, &WordsOfAttribute::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

// DEVIATION: AWS's words on values that an attribute cannot have are not all known.
Result<void> check_topic_attribute(const std::string& name, const std::string& value, bool fifo,
                                   std::string_view prefix) {
  const auto refused = [&](std::string_view reason) {
    return invalid(fmt::format("{}{}", prefix, reason));
  };
  const std::string_view absent = absent_feature(name, value);
  if (!absent.empty()) return not_here(absent);
  if (const WordsOfAttribute* rule = words_of(name)) {
    if (rule->fifo_only && !fifo && value != "false") {
      return refused(fmt::format("{} is for FIFO topics", name));
    }
    if (std::ranges::find(rule->words, value) == rule->words.end()) {
      return refused(fmt::format("{}: Invalid value [{}].", name, value));
    }
    return {};
  }
  if (name == "Policy" || name == "DeliveryPolicy") {
    if (value.empty() || is_json_object(value)) return {};
    return refused(fmt::format("{}: failed to parse JSON.", name));
  }
  constexpr std::size_t display_name_max = 100;
  if (name == "DisplayName") {
    if (value.size() <= display_name_max) return {};
    return refused("DisplayName must be less than 100 characters");
  }
  if (name == "KmsMasterKeyId" || name == "ArchivePolicy") return {};  // Taken away.
  return invalid(fmt::format("{}AttributeName", prefix));
}

Attributes render_topic(const Sns& sns, const TopicRecord& topic) {
  Attributes shown{{"DisplayName", ""},
                   {"EffectiveDeliveryPolicy", std::string{effective_delivery_policy}},
                   {"Owner", sns.place().account},
                   {"Policy", default_policy(sns.arn(topic.name), sns.place().account)}};
  for (const auto& [name, value] : topic.attributes) {
    if (!value.empty()) shown[name] = value;
  }
  if (is_fifo(topic)) shown.emplace("ContentBasedDeduplication", "false");
  shown["SubscriptionsConfirmed"] = std::to_string(sns.subscriptions_of(topic.name).size());
  shown["SubscriptionsDeleted"] = std::to_string(topic.deleted_subscriptions);
  shown["SubscriptionsPending"] = "0";
  shown["TopicArn"] = sns.arn(topic.name);
  return shown;
}

}  // namespace spotdrill::sns
