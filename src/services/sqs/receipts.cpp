#include "services/sqs/receipts.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/base64.hpp"

namespace spotdrill::sqs {
namespace {

/// Takes a number and the blank before it from the front of `text`.
template <class Number>
bool take_number(std::string_view& text, Number& number) {
  if (!text.starts_with(' ')) return false;
  text.remove_prefix(1);
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

}  // namespace

std::string receipt_handle(std::string_view queue_id, const Receipt& receipt) {
  return base64_encode(fmt::format("{} {} {}", queue_id, receipt.position, receipt.receives));
}

std::optional<Receipt> read_receipt_handle(std::string_view queue_id, std::string_view handle) {
  const std::optional<std::string> text = base64_decode(handle);
  if (!text || !text->starts_with(queue_id)) return std::nullopt;
  std::string_view rest{*text};
  rest.remove_prefix(queue_id.size());
  Receipt receipt;
  if (!take_number(rest, receipt.position) || !take_number(rest, receipt.receives) ||
      !rest.empty()) {
    return std::nullopt;
  }
  return receipt;
}

}  // namespace spotdrill::sqs
