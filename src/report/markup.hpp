// HTML and SVG as text: escaping, which nothing that comes from outside goes without. Not what is
// shown (html.cpp, plot.cpp).
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace spotdrill::report {

/// `text` as UTF-8 that XML allows: whatever else is in it is shown as U+FFFD.
std::string legible(std::string_view text);

/// What of `text` fits into `columns` of a monospaced font, with "…" where that is not all of it.
std::string clipped(std::string_view text, std::size_t columns);

/// `text` between tags or in a quoted attribute; legible.
std::string escaped(std::string_view text);

/// Writes markup. `write` takes markup, `text` whatever it is.
class Markup {
 public:
  template <class... Args>
  void write(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }
  void raw(std::string_view markup) { out_ += markup; }
  void text(std::string_view content) { out_ += escaped(content); }

  /// <TAG>content</TAG>.
  void element(std::string_view tag, std::string_view content) {
    write("<{0}>{1}</{0}>", tag, escaped(content));
  }
  void element(std::string_view tag, std::string_view css_class, std::string_view content) {
    write("<{0} class=\"{1}\">{2}</{0}>", tag, css_class, escaped(content));
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace spotdrill::report
