// How a Describe shows records: the filters checked, what ids name picked, the rest filtered, one
// page of it. Not for instances and Spot requests, which are too many to be copied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/ec2/filters.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/selection.hpp"

namespace spotdrill::ec2 {

/// What all Describes of one kind of resource have in common. A Row has its `tags`.
template <class Row>
struct Description {
  std::string_view operation;
  std::span<const FilterField<Row>> fields;
  std::string (*id_of)(const Row&);
  AwsError (*not_found)(const std::vector<std::string>&);
  PageLimits limits = {};
};

/// The page of `rows`, in order of ids, that `request` asks for.
/// Errors: not_found(unknown ids), those of filters and pages.
template <class Row, class Request>
Result<Page<Row>> describe(std::vector<Row> rows, const std::vector<std::string>& ids,
                           const Request& request, const Description<Row>& description) {
  const auto filters = TRY(Filters<Row>::create(
      request.filters, description.fields, [](const Row& row) -> const Tags& { return row.tags; }));
  TRY(select(rows, ids, description.id_of, description.not_found));
  std::erase_if(rows, [&](const Row& row) { return !filters.pass(row); });
  std::ranges::sort(rows, {}, description.id_of);
  return page_of(std::move(rows),
                 {.operation = description.operation,
                  .max_results = request.max_results,
                  .next_token = request.next_token,
                  .limits = description.limits},
                 description.id_of);
}

}  // namespace spotdrill::ec2
