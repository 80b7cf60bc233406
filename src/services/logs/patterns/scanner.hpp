// Walks over the text of a pattern.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::logs {

inline bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

inline bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  /// The next character; NUL at the end.
  [[nodiscard]] char peek() const { return done() ? '\0' : text_[at_]; }
  [[nodiscard]] bool sees(std::string_view what) const {
    return text_.substr(at_).starts_with(what);
  }
  void skip_spaces() {
    while (is_space(peek())) ++at_;
  }
  bool take(std::string_view what) {
    if (!sees(what)) return false;
    at_ += what.size();
    return true;
  }
  /// Spaces, then `what`.
  bool take_next(std::string_view what) {
    skip_spaces();
    return take(what);
  }
  /// The characters from here that `belongs` accepts.
  template <class Predicate>
  std::string_view take_while(Predicate belongs) {
    const std::size_t begin = at_;
    while (!done() && belongs(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  /// What stands between two `quote`s, the first of which is next; nothing: there is no second. A
  /// backslash keeps a quote from being one, and is itself left out before quotes and backslashes
  /// when `unescape`.
  std::optional<std::string> take_quoted(char quote, bool unescape = true) {
    std::string content;
    for (std::size_t at = at_ + 1; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == quote) {
        at_ = at + 1;
        return content;
      }
      const char next = at + 1 < text_.size() ? text_[at + 1] : '\0';
      if (c == '\\' && (next == quote || next == '\\')) {
        if (!unescape) content.push_back(c);
        content.push_back(next);
        ++at;
      } else {
        content.push_back(c);
      }
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace spotdrill::logs
