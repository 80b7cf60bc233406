#include "asl/payload.hpp"

#include <utility>

#include "base/assert.hpp"

namespace spotdrill::asl {

Text make_text(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

Payload::Payload() {
  static const auto empty = std::make_shared<Content>(
      Content{.text = make_text("{}"), .value = json::value(json::object{})});
  content_ = empty;
}

// DEVIATION: an integer of more than 64 bits becomes a floating-point number when a value is made
// of its text; AWS computes with integers of any size.
Result<Payload, std::string> Payload::parse(std::string text) {
  json::value value = TRY(parse_json(text));
  return Payload{std::make_shared<Content>(
      Content{.text = make_text(std::move(text)), .value = std::move(value)})};
}

Payload Payload::of_text(Text text) {
  return Payload{std::make_shared<Content>(Content{.text = std::move(text), .value = {}})};
}

Payload Payload::of(json::value value) {
  return Payload{std::make_shared<Content>(Content{.text = nullptr, .value = std::move(value)})};
}

const Text& Payload::text() const {
  if (content_->text == nullptr) content_->text = make_text(write_json(*content_->value));
  return content_->text;
}

const json::value& Payload::value() const {
  if (!content_->value) {
    auto parsed = parse_json(*content_->text);
    ASSERT(parsed.has_value());
    content_->value = std::move(*parsed);
  }
  return *content_->value;
}

}  // namespace spotdrill::asl
