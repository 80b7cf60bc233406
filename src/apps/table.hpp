// Tables on a terminal. Not what is in them.
#pragma once

#include <string>
#include <vector>

namespace spotdrill::apps {

using Row = std::vector<std::string>;

/// Writes rows, the first with the columns' names, to standard output: each column as wide as its
/// widest text.
void print_rows(const std::vector<Row>& rows);

}  // namespace spotdrill::apps
