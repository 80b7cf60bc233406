#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {
namespace {

bool is_wanted(const Logs& logs, const GroupRecord& group,
               const api::logs::DescribeLogGroupsRequest& request) {
  if (request.log_group_name_prefix && !group.name.starts_with(*request.log_group_name_prefix)) {
    return false;
  }
  // "... a case-sensitive substring search".
  if (request.log_group_name_pattern &&
      group.name.find(*request.log_group_name_pattern) == std::string::npos) {
    return false;
  }
  if (request.log_group_class.value_or(standard_class) != standard_class) return false;
  const auto& identifiers = request.log_group_identifiers;
  return identifiers.empty() ||
         std::ranges::any_of(identifiers, [&](const std::string& identifier) {
           return identifier == group.name || identifier == logs.arn(group);
         });
}

// Observed: with a pattern storedBytes and deletionProtectionEnabled are not there.
api::logs::LogGroup render_group(const Logs& logs, const GroupRecord& group,
                                 const api::logs::DescribeLogGroupsRequest& request) {
  api::logs::LogGroup rendered;
  rendered.log_group_name = group.name;
  rendered.creation_time = millis_since_epoch(group.created);
  rendered.retention_in_days = group.retention_days;
  rendered.metric_filter_count =
      static_cast<std::int32_t>(logs.filters().of_group(group.name).size());
  rendered.arn = logs.arn(group) + ":*";
  rendered.log_group_arn = logs.arn(group);
  rendered.log_group_class = standard_class;
  if (request.log_group_name_pattern) return rendered;
  // DEVIATION: on AWS these are of what is stored, compressed, and come up to days later.
  rendered.stored_bytes = logs.stored_bytes(group.name);
  rendered.deletion_protection_enabled = group.deletion_protection;
  return rendered;
}

}  // namespace

// "The results are ASCII-sorted by log group name."
// DEVIATION: there is one account: includeLinkedAccounts and accountIdentifiers change nothing.
Result<api::logs::DescribeLogGroupsResponse> describe_log_groups(
    Logs& logs, const api::logs::DescribeLogGroupsRequest& request) {
  if (request.log_group_name_prefix && request.log_group_name_pattern) {
    return invalid_parameter(
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  }
  std::vector<api::logs::LogGroup> all;
  for (const auto& [name, group] : logs.groups()) {
    if (is_wanted(logs, group, request)) all.push_back(render_group(logs, group, request));
  }
  api::logs::DescribeLogGroupsResponse response;
  TRY(page_into("DescribeLogGroups", request, std::move(all), response.log_groups, response));
  return response;
}

}  // namespace spotdrill::logs
