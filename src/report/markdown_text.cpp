#include "report/markdown_text.hpp"

#include "report/markup.hpp"

namespace spotdrill::report {

namespace {

/// Letters of one text: a name, what was measured, a remedy.
constexpr std::size_t markdown_text_max = 600;
/// A longer command line would not be read by anybody.
constexpr std::size_t markdown_command_max = 2'000;
/// What the end needs, which is never left away: the command between two fences, and the run.
constexpr std::size_t markdown_end_max = 8'000;

/// A fence that the text does not contain.
std::string fence_for(std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  return fence;
}

}  // namespace

std::string shown(std::string_view text) {
  return markdown_escaped(clipped(text, markdown_text_max));
}

std::string code(std::string_view text) {
  return text.empty() ? std::string{} : "<code>" + shown(text) + "</code>";
}

std::string shell_block(std::string_view command, std::string_view kept_in) {
  const std::string line = legible(command);
  if (line.size() > markdown_command_max) {
    return fmt::format("The command line is in {}.\n", kept_in);
  }
  const std::string fence = fence_for(line);
  return fmt::format("{0}sh\n{1}\n{0}\n", fence, line);
}

void MarkdownText::add(std::string_view line) {
  if (left_away_ || text_.size() + line.size() > markdown_bytes_max - markdown_end_max) {
    left_away_ = true;
    return;
  }
  text_ += line;
}

std::string MarkdownText::end(std::string_view command, std::string_view kept_in,
                              std::string_view about) {
  if (left_away_) text_ += "\nThere is more of it, which has no room here.\n";
  text_ += fmt::format("\n<details><summary>Run it again</summary>\n\n{}\n{}\n\n</details>\n",
                       shell_block(command, kept_in), about);
  return std::move(text_);
}

std::string markdown_escaped(std::string_view text) {
  // "Entity and numeric character references cannot be used in place of symbols indicating
  // structure". Source: CommonMark 0.31, 2.5. What is an entity already stays one.
  std::string out;
  for (const char c : escaped(text)) {
    switch (c) {
      case '\n':
      case '\r':
      case '\t':
        out += ' ';
        break;
      case '@':
        // GitHub looks for names to call when entities are letters again, but not across elements.
        out += "@<!-- -->";
        break;
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '|':
      case '~':
        out += fmt::format("&#{};", static_cast<int>(c));
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace spotdrill::report
