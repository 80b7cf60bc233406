#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {
namespace {

/// "Use ^ to match log group names by prefix. For a substring match, specify the string to match.
/// ... To match multiple patterns, separate them with a |".
bool matches_name(std::string_view name, std::string_view pattern) {
  while (true) {
    const std::size_t bar = pattern.find('|');
    const std::string_view one = pattern.substr(0, bar);
    const bool matches = one.starts_with('^') ? name.starts_with(one.substr(1))
                                              : name.find(one) != std::string_view::npos;
    if (matches) return true;
    if (bar == std::string_view::npos) return false;
    pattern.remove_prefix(bar + 1);
  }
}

/// "Multiple filters are combined with AND logic." No values: any value.
bool has_tags(const GroupRecord& group, const std::vector<api::logs::TagFilter>& filters) {
  return std::ranges::all_of(filters, [&](const api::logs::TagFilter& filter) {
    const auto tag = group.tags.find(filter.key);
    if (tag == group.tags.end()) return false;
    return filter.values.empty() ||
           std::ranges::find(filter.values, tag->second) != filter.values.end();
  });
}

}  // namespace

Result<api::logs::ListLogGroupsResponse> list_log_groups(
    Logs& logs, const api::logs::ListLogGroupsRequest& request) {
  if (!request.data_sources.empty()) return not_supported("data sources of log groups");
  if (!request.field_index_names.empty()) return not_supported("field indexes of log groups");
  const bool other_class = request.log_group_class.value_or(standard_class) != standard_class;
  std::vector<api::logs::LogGroupSummary> all;
  for (const auto& [name, group] : logs.groups()) {
    const bool wanted = !other_class &&
                        matches_name(name, request.log_group_name_pattern.value_or("")) &&
                        has_tags(group, request.log_group_tags);
    if (!wanted) continue;
    all.push_back({.log_group_name = name,
                   .log_group_arn = logs.arn(group),
                   .log_group_class = standard_class});
  }
  api::logs::ListLogGroupsResponse response;
  TRY(page_into("ListLogGroups", request, std::move(all), response.log_groups, response));
  return response;
}

}  // namespace spotdrill::logs
