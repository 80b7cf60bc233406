// A table of a page that becomes cards on a narrow screen: each cell carries its column's name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/markup.hpp"

namespace spotdrill::report {

struct Column {
  std::string_view name;      ///< May be empty.
  std::string_view css = {};  ///< "number": at the right, and never broken.
};

class HtmlTable {
 public:
  /// `out` outlives it.
  HtmlTable(Markup& out, std::vector<Column> columns);

  /// Cells are markup, one for each column.
  void row(const std::vector<std::string>& cells);
  void end();

 private:
  Markup& out_;
  std::vector<Column> columns_;
};

/// What is never broken, as markup: it scrolls where it is too long.
std::string code_markup(std::string_view text);

/// An id, which is cut off with "…" where there is no room.
std::string id_markup(std::string_view text);

/// Text, folded where it is long: its beginning, and all of it when that is opened.
std::string folded_markup(std::string_view text);

}  // namespace spotdrill::report
