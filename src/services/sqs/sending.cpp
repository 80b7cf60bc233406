#include "services/sqs/sending.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/openssl.hpp"
#include "services/sqs/digests.hpp"
#include "services/sqs/errors.hpp"

namespace spotdrill::sqs {
namespace {

constexpr std::int32_t delay_seconds_max = 900;
constexpr std::size_t fifo_id_size_max = 128;

/// "alphanumeric characters and punctuation".
Result<void> check_fifo_id(const std::optional<std::string>& id, std::string_view parameter) {
  if (!id) return {};
  const bool allowed = std::ranges::all_of(*id, [](char c) { return c > ' ' && c <= '~'; });
  if (!id->empty() && id->size() <= fifo_id_size_max && allowed) return {};
  return invalid_value(
      *id, parameter,
      fmt::format(
          "{} can only include alphanumeric and punctuation characters. 1 to 128 in length.",
          parameter));
}

Result<Duration> delay_of(const Settings& settings, const Outgoing& message) {
  if (!message.delay_seconds) return settings.delay;
  const std::int32_t seconds = *message.delay_seconds;
  if (seconds < 0 || seconds > delay_seconds_max) {
    return invalid_value(std::to_string(seconds), "DelaySeconds",
                         "DelaySeconds must be >= 0 and <= 900.");
  }
  if (!settings.fifo) return Duration{std::chrono::seconds{seconds}};
  if (seconds > 0) return wrong_type_of_queue(std::to_string(seconds), "DelaySeconds");
  return settings.delay;
}

Result<void> check_body(const Settings& settings, const Outgoing& message) {
  if (message.body.empty()) return missing_parameter("MessageBody");
  if (size_of(message) > settings.size_max) {
    return invalid_parameter(
        fmt::format("One or more parameters are invalid. Reason: Message must be shorter than {} "
                    "bytes.",
                    settings.size_max));
  }
  if (!is_message_text(message.body)) return invalid_message_contents();
  return {};
}

/// The deduplication id of a message to a FIFO queue; empty of one to a standard queue.
Result<std::string> deduplication_id_of(const Settings& settings, const Outgoing& message) {
  if (!settings.fifo) {
    if (!message.deduplication_id) return std::string{};
    return wrong_type_of_queue(*message.deduplication_id, "MessageDeduplicationId");
  }
  if (!message.group) return missing_parameter("MessageGroupId");
  if (message.deduplication_id) return *message.deduplication_id;
  // "Amazon SQS uses a SHA-256 hash to generate the MessageDeduplicationId using the body of the
  // message (but not the attributes of the message)."
  if (settings.content_deduplication) return sha256_hex(message.body);
  return no_deduplication_id();
}

/// What a duplicate is found by. Ids have no blanks.
std::string deduplication_key(const Settings& settings, const Content& content) {
  if (!settings.deduplicates_by_group) return content.deduplication_id;
  return content.group + " " + content.deduplication_id;
}

std::optional<std::string> nothing_if_empty(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

std::string sequence_number(Position position) {
  return fmt::format("188{:017}", position);
}

// DEVIATION: MessageGroupId of a message to a standard queue is kept and given back; queues are not
// fair to the groups' sake.
Result<Sent> send(Sqs& sqs, const QueueRecord& queue, const Outgoing& message,
                  const wire::Context& context) {
  const Settings& settings = sqs.settings(queue.name);
  TRY(check_body(settings, message));
  Content content;
  content.attributes = TRY(read_attributes(message.attributes));
  const MessageAttributes system = TRY(read_system_attributes(message.system_attributes));
  TRY(check_fifo_id(message.deduplication_id, "MessageDeduplicationId"));
  TRY(check_fifo_id(message.group, "MessageGroupId"));
  const Duration delay = TRY(delay_of(settings, message));
  content.deduplication_id = TRY(deduplication_id_of(settings, message));
  content.group = message.group.value_or("");
  content.body = message.body;
  content.body_md5 = md5_digits(message.body);
  content.sender = context.caller_id;
  if (!system.empty()) content.trace_header = system.begin()->second.value;

  Sent sent;
  sent.body_md5 = content.body_md5;
  sent.attributes_md5 = nothing_if_empty(md5_of(content.attributes));
  sent.system_attributes_md5 = nothing_if_empty(md5_of(system));
  Queue& messages = sqs.messages(queue.name);
  const std::string key = settings.fifo ? deduplication_key(settings, content) : std::string{};
  if (const Duplicate* known = settings.fifo ? messages.duplicate(key) : nullptr) {
    // "Any messages sent with the same MessageDeduplicationId are accepted successfully but aren't
    // delivered."
    sent.message_id = known->message_id;
    sent.sequence_number = sequence_number(known->position);
    return sent;
  }
  content.id = sent.message_id = sqs.new_id();
  const Position position = sqs.put(
      queue.name, {.sent = sqs.now(), .group = settings.fifo ? content.group : std::string{}},
      content, delay);
  if (settings.fifo) {
    messages.remember(key, {.message_id = content.id, .position = position, .at = sqs.now()});
    sent.sequence_number = sequence_number(position);
  }
  return sent;
}

}  // namespace spotdrill::sqs
