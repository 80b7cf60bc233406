#include "services/sns/message_attributes.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>
#include <string_view>

#include "services/sns/errors.hpp"
#include "services/sns/names.hpp"

namespace spotdrill::sns {
namespace {

Result<void> check_attribute_name(const std::string& name) {
  constexpr std::size_t bytes_max = 256;
  if (name.size() > bytes_max) {
    return invalid_value("Length of message attribute name must be less than 256 bytes.");
  }
  for (const char& c : name) {
    if (c == '.' || has_name_characters({&c, 1})) continue;
    return invalid_value(
        fmt::format("Invalid non-alphanumeric character '#x{:X}' was found in the message "
                    "attribute name. Can only include alphanumeric characters, hyphens, "
                    "underscores, or dots.",
                    static_cast<unsigned char>(c)));
  }
  if (name.starts_with('.')) {
    return invalid_value("Invalid message attribute name starting with character '.' was found.");
  }
  if (name.ends_with('.')) {
    return invalid_value("Invalid message attribute name ending with character '.' was found.");
  }
  if (name.find("..") != std::string::npos) {
    return invalid_value("Message attribute name can not have successive '.' character.");
  }
  return {};
}

bool is_number(const std::string& text) {
  char* end = nullptr;
  std::strtod(text.c_str(), &end);
  return !text.empty() && end == text.c_str() + text.size();
}

Result<MessageAttribute> read_attribute(const std::string& name,
                                        const api::sns::MessageAttributeValue& value) {
  const std::string_view logical =
      std::string_view{value.data_type}.substr(0, value.data_type.find('.'));
  if (logical != "String" && logical != "Number" && logical != "Binary") {
    return invalid_value(
        fmt::format("The message attribute '{}' has an invalid message attribute type, the set of "
                    "supported type prefixes is Binary, Number, and String.",
                    name));
  }
  const bool binary = logical == "Binary";
  const auto& given = binary ? value.binary_value : value.string_value;
  const auto& other = binary ? value.string_value : value.binary_value;
  if (other && !given) {
    return invalid_value(
        fmt::format("The message attribute '{}' with type '{}' must use field "
                    "'{}'.",
                    name, value.data_type, binary ? "Binary" : "String"));
  }
  if (!given || given->empty()) {
    return invalid_value(
        fmt::format("The message attribute '{}' must contain non-empty message attribute value for "
                    "message attribute type '{}'.",
                    name, value.data_type));
  }
  if (logical == "Number" && !is_number(*given)) {
    return invalid_value(
        fmt::format("Could not cast message attribute '{}' value to number.", name));
  }
  return MessageAttribute{value.data_type, *given};
}

}  // namespace

Result<MessageAttributes> read_attributes(const ApiMessageAttributes& attributes) {
  MessageAttributes read;
  for (const auto& [name, value] : attributes) {
    TRY(check_attribute_name(name));
    read.emplace(name, TRY(read_attribute(name, value)));
  }
  return read;
}

std::size_t size_of(const ApiMessageAttributes& attributes) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : attributes) {
    bytes += name.size() + value.data_type.size();
    bytes += value.string_value.value_or("").size() + value.binary_value.value_or("").size();
  }
  return bytes;
}

}  // namespace spotdrill::sns
