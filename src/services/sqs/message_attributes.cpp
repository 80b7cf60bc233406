#include "services/sqs/message_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/base64.hpp"
#include "base/lower_case.hpp"
#include "protocol/utf8.hpp"
#include "protocol/xml_character.hpp"
#include "services/sqs/errors.hpp"

namespace spotdrill::sqs {
namespace {

/// "Each message can have up to 10 attributes."
constexpr std::size_t attributes_max = 10;
constexpr std::size_t attribute_name_bytes_max = 256;

// DEVIATION: AWS's messages on names and types of message attributes are not all known to us.
Result<void> check_attribute_name(const std::string& name) {
  if (name.empty() || name.size() > attribute_name_bytes_max) {
    return invalid_parameter("Message (user) attribute names must be shorter than 256 Bytes");
  }
  const bool allowed = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
  if (!allowed) {
    return invalid_parameter(
        "Message (user) attributes name can only contain upper and lower score characters, digits, "
        "periods, hyphens and underscores.");
  }
  const std::string lower = lower_case(name);
  if (lower.starts_with("aws.") || lower.starts_with("amazon.") || name.starts_with('.') ||
      name.ends_with('.') || name.find("..") != std::string::npos) {
    return invalid_parameter(
        "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings "
        "are reserved for internal use. Additionally, they cannot start or end with '.'.");
  }
  return {};
}

/// "String" of "String.custom".
std::string_view logical_type(std::string_view type) {
  return type.substr(0, type.find('.'));
}

bool is_number(const std::string& text) {
  if (text.empty()) return false;
  char* end = nullptr;
  std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size();
}

template <class Value>
Result<AttributeRecord> read_attribute(const std::string& name, const Value& value) {
  const std::string type = value.data_type.value_or("");
  const std::string_view logical = logical_type(type);
  if (logical != "String" && logical != "Number" && logical != "Binary") {
    return invalid_parameter(
        fmt::format("The type of message (user) attribute '{}' is invalid. You must use only the "
                    "following supported type prefixes: Binary, Number, String.",
                    name));
  }
  const std::optional<std::string>& given =
      logical == "Binary" ? value.binary_value : value.string_value;
  if (!given || given->empty()) {
    return invalid_parameter(
        fmt::format("Message (user) attribute '{}' must contain a non-empty value of type '{}'.",
                    name, logical));
  }
  if (logical == "Binary") return AttributeRecord{type, base64_encode(*given)};
  if (!is_message_text(*given)) return invalid_message_contents();
  if (logical == "Number" && !is_number(*given)) {
    return invalid_parameter(
        fmt::format("Can't cast the value of message (user) attribute '{}' to a number.", name));
  }
  return AttributeRecord{type, *given};
}

/// Whether `wanted` asks for the attribute `name`: by itself, as "prefix.*", or with all.
bool asks_for(const std::string& wanted, const std::string& name) {
  if (wanted == "All" || wanted == ".*" || wanted == "*" || wanted == name) return true;
  constexpr std::string_view any = ".*";
  return wanted.ends_with(any) &&
         name.starts_with(std::string_view{wanted}.substr(0, wanted.size() - any.size()));
}

}  // namespace

bool is_message_text(std::string_view text) {
  while (!text.empty()) {
    const protocol::Utf8Character character = protocol::decode_utf8(text);
    if (character.length == 0 || !protocol::is_xml_character(character.code)) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

Result<MessageAttributes> read_attributes(const ApiMessageAttributes& attributes) {
  if (attributes.size() > attributes_max) {
    return invalid_parameter(
        fmt::format("Number of message attributes [{}] exceeds the allowed maximum [{}].",
                    attributes.size(), attributes_max));
  }
  MessageAttributes read;
  for (const auto& [name, value] : attributes) {
    TRY(check_attribute_name(name));
    read.emplace(name, TRY(read_attribute(name, value)));
  }
  return read;
}

Result<MessageAttributes> read_system_attributes(const ApiSystemAttributes& attributes) {
  MessageAttributes read;
  for (const auto& [name, value] : attributes) {
    // DEVIATION: AWS's message is not known to us.
    if (name != "AWSTraceHeader") {
      return invalid_parameter(fmt::format("Message system attribute name '{}' is invalid.", name));
    }
    read.emplace(name, TRY(read_attribute(name, value)));
  }
  return read;
}

std::size_t size_of(const ApiMessageAttributes& attributes) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : attributes) {
    bytes += name.size() + value.data_type.value_or("").size();
    bytes += value.string_value.value_or("").size() + value.binary_value.value_or("").size();
  }
  return bytes;
}

MessageAttributes select(const MessageAttributes& attributes,
                         const std::vector<std::string>& wanted) {
  MessageAttributes selected;
  for (const auto& [name, attribute] : attributes) {
    if (std::ranges::any_of(wanted, [&](const auto& each) { return asks_for(each, name); })) {
      selected.emplace(name, attribute);
    }
  }
  return selected;
}

ApiMessageAttributes write_attributes(const MessageAttributes& attributes) {
  ApiMessageAttributes written;
  for (const auto& [name, attribute] : attributes) {
    api::sqs::MessageAttributeValue& value = written[name];
    value.data_type = attribute.type;
    if (logical_type(attribute.type) == "Binary") {
      value.binary_value = base64_decode(attribute.value);
    } else {
      value.string_value = attribute.value;
    }
  }
  return written;
}

}  // namespace spotdrill::sqs
