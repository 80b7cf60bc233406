#include "report/table.hpp"

namespace spotdrill::report {

namespace {

/// Longer texts are folded. Units: columns, of a text that goes over the page's whole width.
constexpr std::size_t unfolded_max = 240;
constexpr std::size_t fold_shows = 160;

}  // namespace

HtmlTable::HtmlTable(Markup& out, std::vector<Column> columns)
    : out_(out), columns_(std::move(columns)) {
  out_.raw("<table class=\"cards\"><thead><tr>");
  for (const Column& each : columns_) {
    out_.write("<th class=\"{}\">{}</th>", each.css, escaped(each.name));
  }
  out_.raw("</tr></thead><tbody>");
}

void HtmlTable::row(const std::vector<std::string>& cells) {
  out_.raw("<tr>");
  for (std::size_t i = 0; i < columns_.size() && i < cells.size(); ++i) {
    if (cells[i].empty()) {
      out_.raw("<td></td>");
      continue;
    }
    out_.write("<td class=\"{}\" data-label=\"{}\"><div>{}</div></td>", columns_[i].css,
               escaped(columns_[i].name), cells[i]);
  }
  out_.raw("</tr>");
}

void HtmlTable::end() {
  out_.raw("</tbody></table>");
}

std::string code_markup(std::string_view text) {
  return fmt::format("<code>{}</code>", escaped(text));
}

std::string id_markup(std::string_view text) {
  return fmt::format("<span class=\"id\" title=\"{0}\">{0}</span>", escaped(text));
}

std::string folded_markup(std::string_view text) {
  if (text.size() <= unfolded_max) return escaped(text);
  return fmt::format("<details class=\"fold\"><summary>{}</summary><div>{}</div></details>",
                     escaped(clipped(text, fold_shows)), escaped(text));
}

}  // namespace spotdrill::report
