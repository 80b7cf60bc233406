// Markdown as text: escaping, which nothing that comes from outside goes without, and what it may
// be long. Not what is told (markdown.cpp, campaign_markdown.cpp).
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::report {

/// GitHub takes 65,536 characters of a comment.
/// Source: GitHub's API answers "Body is too long (maximum is 65536 characters)".
inline constexpr std::size_t markdown_bytes_max = 60'000;

/// `text` on one line of Markdown, as it is: nothing in it has a meaning there.
std::string markdown_escaped(std::string_view text);

/// The same of at most some hundred letters; as code.
std::string shown(std::string_view text);
std::string code(std::string_view text);

/// A command line between fences; `kept_in` names the file to look into for one that is too long.
std::string shell_block(std::string_view command, std::string_view kept_in);

/// A summary of at most markdown_bytes_max, with its end in any case.
class MarkdownText {
 public:
  /// Adds a line, unless there is no room for it. A table's line is then missing at its end.
  void add(std::string_view line);

  /// Adds how to run it again, and what it was about (Markdown); returns the whole.
  std::string end(std::string_view command, std::string_view kept_in, std::string_view about);

 private:
  std::string text_;
  bool left_away_ = false;
};

}  // namespace spotdrill::report
