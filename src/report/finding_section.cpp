// The little Markdown that docs/findings.md is written in, as HTML (findings_text.hpp).
#include "report/findings_text.hpp"
#include "report/markup.hpp"

namespace spotdrill::report {

namespace {

constexpr std::string_view code_fence = "```";

/// `text` with **strong**, `code` and [links](…), of which the words stay.
std::string inline_markup(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto take = [&](std::string_view open, std::string_view close,
                          std::string_view tag) -> bool {
      if (!text.starts_with(open)) return false;
      const std::size_t end = text.find(close, open.size());
      if (end == std::string_view::npos) return false;
      const std::string_view content = text.substr(open.size(), end - open.size());
      out += tag.empty() ? escaped(content) : fmt::format("<{0}>{1}</{0}>", tag, escaped(content));
      text.remove_prefix(end + close.size());
      return true;
    };
    if (take("**", "**", "strong") || take("`", "`", "code")) continue;
    if (text.starts_with('[') && text.find("](") != std::string_view::npos) {
      if (take("[", "](", "")) {
        const std::size_t end = text.find(')');
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        continue;
      }
    }
    const std::size_t next = text.find_first_of("*`[", 1);
    out += escaped(text.substr(0, next));
    text.remove_prefix(std::min(next, text.size()));
  }
  return out;
}

/// A table's line, its cells one after the other.
std::string row_markup(std::string_view line) {
  if (line.starts_with("| ---")) return {};
  std::string row;
  for (line.remove_prefix(1); !line.empty();) {
    const std::size_t end = std::min(line.find('|'), line.size());
    std::string_view cell = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    if (!cell.empty()) row += (row.empty() ? "" : " · ") + inline_markup(cell);
  }
  return "<p>" + row + "</p>";
}

std::string_view section_of(std::string_view finding) {
  const std::string_view all = findings_text();
  const std::size_t head = all.find(fmt::format("\n## {}\n", finding));
  if (head == std::string_view::npos) return {};
  const std::size_t begin = all.find('\n', head + 1) + 1;
  return all.substr(begin, std::min(all.find("\n## ", begin), all.size()) - begin);
}

}  // namespace

std::string finding_section(std::string_view finding) {
  std::string_view section = section_of(finding);
  std::string out;
  std::string paragraph;
  const auto flush = [&] {
    if (!paragraph.empty()) out += "<p>" + inline_markup(paragraph) + "</p>";
    paragraph.clear();
  };
  while (!section.empty()) {
    const std::size_t end = std::min(section.find('\n'), section.size());
    const std::string_view line = section.substr(0, end);
    section.remove_prefix(std::min(end + 1, section.size()));
    if (line.starts_with(code_fence)) {
      flush();
      const std::size_t close = std::min(section.find(code_fence), section.size());
      out += "<pre>" + escaped(section.substr(0, close)) + "</pre>";
      section.remove_prefix(std::min(section.find('\n', close), section.size()));
    } else if (line.starts_with('|')) {
      flush();
      out += row_markup(line);
    } else if (line.empty()) {
      flush();
    } else {
      paragraph += (paragraph.empty() ? "" : " ") + std::string{line};
    }
  }
  flush();
  return out;
}

}  // namespace spotdrill::report
