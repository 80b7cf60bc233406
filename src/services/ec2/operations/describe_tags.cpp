#include "services/ec2/describes.hpp"
#include "services/ec2/filters.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {
namespace {

/// One tag of one resource, with all of the resource's for the filter `tag:KEY`.
struct TagRow {
  std::string key;
  std::string value;
  std::string resource_id;
  std::string resource_type;
  Tags alone;  ///< This tag only: "tag:KEY" finds the tag, not its neighbours.
};

const Tags& tags_of_row(const TagRow& row) {
  return row.alone;
}

/// Source: EC2 API Reference, DescribeTags, Filter.N.
constexpr FilterField<TagRow> tag_fields[] = {
    {"key", [](const TagRow& row) -> FilterValues { return {row.key}; }},
    {"resource-id", [](const TagRow& row) -> FilterValues { return {row.resource_id}; }},
    {"resource-type", [](const TagRow& row) -> FilterValues { return {row.resource_type}; }},
    {"value", [](const TagRow& row) -> FilterValues { return {row.value}; }},
};

void add_rows(const std::string& id, const Tags& tags, std::vector<TagRow>& rows) {
  for (const auto& [key, value] : tags) {
    rows.push_back({key, value, id, std::string{resource_type(id)}, {{key, value}}});
  }
}

}  // namespace

/// Lists tags, in order of resources and keys.
/// Errors: those of filters and pages.
/// Source: EC2 API Reference, DescribeTags.
Result<api::ec2::DescribeTagsResult> describe_tags(Ec2& ec2,
                                                   const api::ec2::DescribeTagsRequest& request) {
  const auto filters = TRY(Filters<TagRow>::create(request.filters, tag_fields, tags_of_row));
  ec2.settle();
  std::vector<TagRow> rows;
  each_tagged(ec2, [&](const std::string& id, const Tags& tags) { add_rows(id, tags, rows); });
  std::erase_if(rows, [&](const TagRow& row) { return !filters.pass(row); });
  const auto key_of = [](const TagRow& row) { return row.resource_id + "\n" + row.key; };
  std::ranges::sort(rows, {}, key_of);
  const PageRequest paging{.operation = "DescribeTags",
                           .max_results = request.max_results,
                           .next_token = request.next_token};
  const auto page = TRY(page_of(std::move(rows), paging, key_of));
  api::ec2::DescribeTagsResult result;
  for (const TagRow& row : page.items) {
    auto& tag = result.tags.emplace_back();
    tag.key = row.key;
    tag.value = row.value;
    tag.resource_id = row.resource_id;
    tag.resource_type = row.resource_type;
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
