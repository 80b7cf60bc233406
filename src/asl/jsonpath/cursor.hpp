// Cursor: a text that is read from left to right, with a place to tell of.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::asl::jsonpath {

class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  /// The next character, or NUL at the end.
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] std::string_view since(std::size_t position) const {
    return text_.substr(position, at_ - position);
  }

  /// Not beyond the end.
  void skip(std::size_t characters) { at_ = std::min(at_ + characters, text_.size()); }
  void skip_spaces() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  /// Passes over `expected` when it comes next.
  bool accept(std::string_view expected) {
    if (!rest().starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }

  /// "… at character 7 of '$.a['".
  [[nodiscard]] Refusal<std::string> refusal(std::string_view what) const;

  /// A string in single or double quotes, whose opening quote comes next.
  Result<std::string, std::string> quoted();

  /// Likewise as a member's name, in which a backslash stands for itself.
  Result<std::string, std::string> quoted_name();

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace spotdrill::asl::jsonpath
