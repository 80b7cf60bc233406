#include "services/sqs/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json.hpp"
#include "services/sqs/errors.hpp"

namespace spotdrill::sqs {
namespace {

std::optional<std::int64_t> integer_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_boolean(std::string_view text) {
  return text == "true" || text == "false";
}

bool allowed_word(std::string_view name, std::string_view value) {
  if (name == "DeduplicationScope") return value == "queue" || value == "messageGroup";
  if (name == "FifoThroughputLimit") return value == "perQueue" || value == "perMessageGroupId";
  if (name == "ContentBasedDeduplication" || name == "SqsManagedSseEnabled") {
    return is_boolean(value);
  }
  return true;
}

Result<void> check_value(const AttributeRule& rule, const std::string& value) {
  if (value.empty() && rule.clearable) return {};
  if (rule.max > 0) {
    const auto number = integer_of(value);
    if (!number || *number < rule.min || *number > rule.max) {
      return invalid_attribute_value(rule.name);
    }
  }
  if (!allowed_word(rule.name, value)) return invalid_attribute_value(rule.name);
  if (rule.name == "RedrivePolicy") TRY(read_redrive(value));
  if (rule.name == "RedriveAllowPolicy") TRY(read_redrive_allow(value));
  if (rule.name == "Policy") {
    const auto parsed = parse_json(value);
    if (!parsed.has_value() || !parsed->is_object()) return invalid_attribute_value(rule.name);
  }
  return {};
}

Result<void> check_fifo_word(const std::string& value, bool fifo, bool creating) {
  if (!creating) {
    if (!fifo || value == "true") return unknown_attribute("FifoQueue");
    return invalid_attribute_value("FifoQueue", "Modifying queue type is not supported.");
  }
  if (value == "true") return {};
  // AWS knows the attribute of FIFO queues only.
  if (value == "false") return unknown_attribute("FifoQueue");
  return invalid_attribute_value("FifoQueue");
}

}  // namespace

// Source: SQS API Reference, SetQueueAttributes.
const std::vector<AttributeRule>& attribute_rules() {
  static const std::vector<AttributeRule> rules{
      {.name = "ContentBasedDeduplication", .initial = "false", .fifo_only = true},
      {.name = "DeduplicationScope", .initial = "queue", .fifo_only = true},
      {.name = "DelaySeconds", .initial = "0", .min = 0, .max = 900},
      {.name = "FifoThroughputLimit", .initial = "perQueue", .fifo_only = true},
      {.name = "KmsDataKeyReusePeriodSeconds", .initial = "", .min = 60, .max = 86'400},
      {.name = "KmsMasterKeyId", .initial = "", .clearable = true},
      {.name = "MaximumMessageSize", .initial = "1048576", .min = 1'024, .max = 1'048'576},
      {.name = "MessageRetentionPeriod", .initial = "345600", .min = 60, .max = 1'209'600},
      {.name = "Policy", .initial = "", .clearable = true},
      {.name = "ReceiveMessageWaitTimeSeconds", .initial = "0", .min = 0, .max = 20},
      {.name = "RedriveAllowPolicy", .initial = "", .clearable = true},
      {.name = "RedrivePolicy", .initial = "", .clearable = true},
      {.name = "SqsManagedSseEnabled", .initial = "true"},
      {.name = "VisibilityTimeout", .initial = "30", .min = 0, .max = 43'200},
  };
  return rules;
}

const AttributeRule* find_rule(std::string_view name) {
  const auto& rules = attribute_rules();
  const auto found = std::ranges::find(rules, name, &AttributeRule::name);
  return found == rules.end() ? nullptr : &*found;
}

Result<void> check_attributes(const Attributes& attributes, bool fifo, bool creating) {
  for (const auto& [name, value] : attributes) {
    if (name == "FifoQueue") {
      TRY(check_fifo_word(value, fifo, creating));
      continue;
    }
    const AttributeRule* rule = find_rule(name);
    if (rule == nullptr) return unknown_attribute(name);
    if (rule->fifo_only && !fifo) {
      return invalid_attribute_name(
          fmt::format("You can specify the {} only when FifoQueue is set to true.", name));
    }
    // DEVIATION: messages are not encrypted under a key of KMS, so that nobody is told they were.
    // That SQS encrypts them under a key of its own (SqsManagedSseEnabled) is kept as a word.
    if (name == "KmsMasterKeyId" && !value.empty()) {
      return not_supported("queues under a KMS key (KmsMasterKeyId)");
    }
    TRY(check_value(*rule, value));
  }
  return {};
}

std::string effective(const Attributes& attributes, std::string_view name) {
  const auto found = attributes.find(std::string{name});
  if (found != attributes.end()) return found->second;
  if (name == "FifoQueue") return {};
  return std::string{find_rule(name)->initial};
}

Settings settings_of(const Attributes& attributes) {
  const auto seconds = [&](std::string_view name) {
    return std::chrono::seconds{integer_of(effective(attributes, name)).value_or(0)};
  };
  Settings settings;
  settings.fifo = effective(attributes, "FifoQueue") == "true";
  settings.visibility = seconds("VisibilityTimeout");
  settings.delay = seconds("DelaySeconds");
  settings.retention = seconds("MessageRetentionPeriod");
  settings.wait = seconds("ReceiveMessageWaitTimeSeconds");
  settings.size_max =
      static_cast<std::size_t>(integer_of(effective(attributes, "MaximumMessageSize")).value_or(0));
  settings.content_deduplication = effective(attributes, "ContentBasedDeduplication") == "true";
  settings.deduplicates_by_group = effective(attributes, "DeduplicationScope") == "messageGroup";
  if (const std::string redrive = effective(attributes, "RedrivePolicy"); !redrive.empty()) {
    if (auto read = read_redrive(redrive); read.has_value()) settings.redrive = *std::move(read);
  }
  return settings;
}

Result<Redrive> read_redrive(const std::string& text) {
  constexpr std::int64_t receives_most = 1'000;
  const auto wrong = [&](std::string_view reason) {
    return invalid_value(text, "RedrivePolicy", reason);
  };
  const auto parsed = parse_json(text);
  if (!parsed.has_value() || !parsed->is_object()) {
    return wrong("Redrive policy is not a valid JSON map.");
  }
  const json::object& policy = parsed->get_object();
  for (const std::string_view key : {"deadLetterTargetArn", "maxReceiveCount"}) {
    if (policy.contains(key)) continue;
    return wrong(fmt::format("Redrive policy does not contain mandatory attribute: {}.", key));
  }
  Redrive redrive;
  redrive.target = string_at(policy, "deadLetterTargetArn");
  if (!redrive.target.starts_with("arn:aws:sqs:") || std::ranges::count(redrive.target, ':') != 5) {
    return wrong("Invalid value for deadLetterTargetArn.");
  }
  // A number, or the text of one: both are in use.
  const json::value& count = policy.at("maxReceiveCount");
  const std::string written =
      count.is_string() ? std::string{string_at(policy, "maxReceiveCount")} : to_text(count);
  redrive.receives_max = integer_of(written).value_or(0);
  if (redrive.receives_max < 1 || redrive.receives_max > receives_most) {
    return wrong(
        fmt::format("Invalid value for maxReceiveCount: {}, valid values are from 1 to "
                    "1000 both inclusive.",
                    written));
  }
  return redrive;
}

Result<RedriveAllow> read_redrive_allow(const std::string& text) {
  constexpr std::size_t sources_max = 10;
  const auto wrong = [&](std::string_view reason) {
    return invalid_value(text, "RedriveAllowPolicy",
                         fmt::format("Amazon SQS can't create the redrive allow policy{}", reason));
  };
  const std::string_view unsupported = ", as it’s in an unsupported format.";
  const auto parsed = parse_json(text);
  if (!parsed.has_value() || !parsed->is_object()) return wrong(unsupported);
  const json::object& policy = parsed->get_object();
  RedriveAllow allow;
  allow.permission = string_at(policy, "redrivePermission");
  const bool by_queue = allow.permission == "byQueue";
  if (!by_queue && allow.permission != "allowAll" && allow.permission != "denyAll") {
    return wrong(unsupported);
  }
  if (const json::value* sources = policy.if_contains("sourceQueueArns")) {
    if (!by_queue) {
      return wrong(
          ". To specify one or more source queue ARNs, you must set redrivePermission to byQueue.");
    }
    if (!sources->is_array()) return wrong(unsupported);
    for (const json::value& source : sources->get_array()) {
      if (!source.is_string()) return wrong(unsupported);
      allow.sources.emplace_back(std::string_view{source.get_string()});
    }
  }
  if (by_queue && allow.sources.empty()) {
    return wrong(
        ". When you specify the byQueue permission type, you must also specify one or more "
        "sourceQueueArns values.");
  }
  // DEVIATION: AWS's message is not known to us.
  if (allow.sources.size() > sources_max) return wrong(". It can name 10 source queues at most.");
  return allow;
}

}  // namespace spotdrill::sqs
