#include "services/sns/publishing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/count_characters.hpp"
#include "base/json.hpp"
#include "base/openssl.hpp"
#include "services/sns/envelope.hpp"
#include "services/sns/errors.hpp"
#include "services/sns/filter_policy.hpp"
#include "services/sns/names.hpp"
#include "services/sns/subscription_attributes.hpp"
#include "services/sns/topic_attributes.hpp"

namespace spotdrill::sns {
namespace {

/// "Subjects must be UTF-8 text with no line breaks or control characters, and less than 100
/// characters long."
Result<void> check_subject(const std::optional<std::string>& subject) {
  constexpr std::size_t characters_max = 100;
  if (!subject) return {};
  const bool printable = std::ranges::none_of(
      *subject, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  if (subject->empty() || count_characters(*subject) > characters_max || subject->front() == ' ' ||
      !printable) {
    return invalid("Subject");
  }
  return {};
}

/// What a message of the structure "json" says to queues.
Result<std::string> structured_text(const std::string& message) {
  const auto parsed = parse_json(message);
  if (!parsed.has_value() || !parsed->is_object()) {
    return invalid("Message Structure - JSON message body failed to parse");
  }
  const json::object& texts = parsed->get_object();
  const json::value* usual = texts.if_contains("default");
  if (usual == nullptr || !usual->is_string()) {
    return invalid("Message Structure - No default entry in JSON message body");
  }
  const json::value* own = texts.if_contains("sqs");
  return std::string{own != nullptr && own->is_string() ? own->get_string() : usual->get_string()};
}

/// "can contain up to 128 alphanumeric characters (a-z, A-Z, 0-9) and punctuation".
// DEVIATION: AWS's reason is not known.
Result<void> check_fifo_id(const std::optional<std::string>& id, std::string_view parameter) {
  constexpr std::size_t size_max = 128;
  if (!id) return {};
  const bool allowed = std::ranges::all_of(*id, [](char c) { return c > ' ' && c <= '~'; });
  if (id->empty() || id->size() > size_max || !allowed) return invalid(parameter);
  return {};
}

Result<void> check_order(const TopicRecord& topic, const Outgoing& outgoing) {
  TRY(check_fifo_id(outgoing.group, "MessageGroupId"));
  TRY(check_fifo_id(outgoing.deduplication_id, "MessageDeduplicationId"));
  if (!is_fifo(topic)) {
    if (!outgoing.deduplication_id) return {};
    return invalid(
        "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that "
        "is not valid for this topic type");
  }
  if (!outgoing.group) return invalid("The MessageGroupId parameter is required for FIFO topics");
  if (outgoing.deduplication_id || is_true(topic.attributes, "ContentBasedDeduplication")) {
    return {};
  }
  return invalid(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
      "provided explicitly");
}

/// "Each message sent to an Amazon SNS FIFO topic has a sequence number": twenty digits that grow.
std::string sequence_number(std::uint64_t number) {
  return fmt::format("1{:019}", number);
}

/// What a duplicate is found by. Ids have no blanks.
std::string deduplication_key(const TopicRecord& topic, const Message& message) {
  const std::string id = message.deduplication_id.value_or("");
  // "MessageGroup – The scope of deduplication is within each individual message group".
  const auto scope = topic.attributes.find("FifoThroughputScope");
  if (scope == topic.attributes.end() || scope->second != "MessageGroup") return id;
  return message.group.value_or("") + " " + id;
}

bool passes(const SubscriptionRecord& subscription, const Message& message) {
  const auto policy = filter_policy_of(subscription);
  if (!policy) return true;
  if (effective_attribute(subscription, "FilterPolicyScope") == "MessageBody") {
    return passes_body(*policy, message.text);
  }
  return passes_attributes(*policy, message.attributes);
}

// DEVIATION: a queue's policy is not evaluated: any topic may send to it.
void deliver(Sns& sns, const SubscriptionRecord& subscription, const Message& message,
             const Envelope& envelope) {
  QueueMessage sent;
  sent.queue = subscription.queue;
  if (effective_attribute(subscription, "RawMessageDelivery") == "true") {
    sent.body = message.text;
    sent.attributes = message.attributes;
  } else {
    sent.body = write_envelope(envelope, sns.arn_of(subscription), sns.place().region);
  }
  const bool from_fifo = envelope.sequence_number.has_value();
  const auto order_for = [&](const std::string& queue) {
    const bool ordered = queue.ends_with(fifo_suffix);
    sent.deduplication_id = ordered ? message.deduplication_id : std::nullopt;
    sent.group = ordered || !from_fifo ? message.group : std::nullopt;
  };
  order_for(sent.queue);
  if (sns.enqueue(sent).has_value()) return;
  // "When Amazon SNS receives a client-side error … it discards the message — unless a dead-letter
  // queue is attached to the subscription."
  sent.queue = dead_letter_queue_of(subscription);
  if (sent.queue.empty()) return;
  order_for(sent.queue);
  (void)sns.enqueue(sent).has_value();
}

}  // namespace

Result<Message> read_message(const TopicRecord& topic, const Outgoing& outgoing) {
  TRY(check_subject(outgoing.subject));
  if (outgoing.message.empty()) return invalid("Empty message");
  if (size_of(outgoing) > message_bytes_max) return invalid("Message too long");
  Message message;
  message.text = outgoing.message;
  // DEVIATION: AWS's word on other structures is not known.
  if (outgoing.structure && *outgoing.structure != "json") return invalid("MessageStructure");
  if (outgoing.structure) message.text = TRY(structured_text(outgoing.message));
  message.attributes = TRY(read_attributes(outgoing.attributes));
  TRY(check_order(topic, outgoing));
  message.subject = outgoing.subject;
  message.group = outgoing.group;
  message.deduplication_id = outgoing.deduplication_id;
  // "Amazon SNS uses a SHA-256 hash to generate the MessageDeduplicationId using the body of the
  // message (but not the attributes of the message)."
  if (is_fifo(topic) && !message.deduplication_id) {
    message.deduplication_id = sha256_hex(outgoing.message);
  }
  return message;
}

Published publish_message(Sns& sns, const TopicRecord& topic, const Message& message) {
  Published published;
  if (is_fifo(topic)) {
    const std::string key = deduplication_key(topic, message);
    if (const PublishedRecord* known = sns.published(topic.name, key)) {
      return {known->message_id, sequence_number(known->number)};
    }
    published.message_id = sns.new_id();
    const std::uint64_t number = ++sns.edit_topic(topic.name).messages;
    published.sequence_number = sequence_number(number);
    sns.remember(topic.name, key, {published.message_id, number, sns.now()});
  } else {
    published.message_id = sns.new_id();
  }
  const auto version = topic.attributes.find("SignatureVersion");
  const Envelope envelope{
      .message_id = published.message_id,
      .sequence_number = published.sequence_number,
      .topic = sns.arn(topic.name),
      .subject = message.subject,
      .message = message.text,
      .at = sns.now(),
      .signature_version = version == topic.attributes.end() ? "1" : version->second,
      .attributes = message.attributes};
  for (const SubscriptionRecord* subscription : sns.subscriptions_of(topic.name)) {
    if (passes(*subscription, message)) deliver(sns, *subscription, message, envelope);
  }
  return published;
}

}  // namespace spotdrill::sns
