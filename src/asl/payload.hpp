// Payload: a JSON value and its text, either made of the other when it is first asked for. What a
// state passes on unchanged keeps the very text that it came as. Immutable and shared: a copy costs
// a pointer.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::asl {

/// Text that history events share with the payloads that they tell of.
using Text = std::shared_ptr<const std::string>;

Text make_text(std::string text);

class Payload {
 public:
  /// `{}`.
  Payload();

  /// Keeps `text` as it is. Errors: one sentence: it is no JSON.
  static Result<Payload, std::string> parse(std::string text);

  /// Text that is known to be JSON, and shared.
  static Payload of_text(Text text);

  static Payload of(json::value value);

  [[nodiscard]] const Text& text() const;
  [[nodiscard]] const json::value& value() const;

  /// Bytes of the text in UTF-8, as AWS counts a payload.
  [[nodiscard]] std::size_t size() const { return text()->size(); }

 private:
  struct Content {
    Text text;
    std::optional<json::value> value;
  };
  explicit Payload(std::shared_ptr<Content> content) : content_(std::move(content)) {}

  std::shared_ptr<Content> content_;
};

/// As Jackson writes it: compact, members in their order, 1.0 as "1.0".
std::string write_json(const json::value& value);

}  // namespace spotdrill::asl
