// Picking what a Describe names by id. Not filters: an unknown id is an error, a filter's value
// not.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/ec2/filters.hpp"

namespace spotdrill::ec2 {

/// Leaves in `rows` those whose id is in `ids`, or all when `ids` is empty.
/// Errors: not_found(ids that no row has).
template <class Row, class IdOf>
Result<void> select(std::vector<Row>& rows, const std::vector<std::string>& ids, IdOf id_of,
                    AwsError (*not_found)(const std::vector<std::string>&)) {
  if (ids.empty()) return {};
  std::vector<std::string> unknown;
  for (const std::string& id : ids) {
    if (std::ranges::none_of(rows, [&](const Row& row) { return id_of(row) == id; })) {
      unknown.push_back(id);
    }
  }
  if (!unknown.empty()) return refuse(not_found(unknown));
  std::erase_if(rows,
                [&](const Row& row) { return std::ranges::find(ids, id_of(row)) == ids.end(); });
  return {};
}

}  // namespace spotdrill::ec2
