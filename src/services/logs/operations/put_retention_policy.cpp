#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {
namespace {

/// "Possible values are: ..."
constexpr std::array<std::int32_t, 22> retention_days{1,    3,    5,    7,    14,   30,  60,  90,
                                                      120,  150,  180,  365,  400,  545, 731, 1096,
                                                      1827, 2192, 2557, 2922, 3288, 3653};

}  // namespace

Result<api::logs::PutRetentionPolicyResult> put_retention_policy(
    Logs& logs, const api::logs::PutRetentionPolicyRequest& request) {
  const std::int32_t days = request.retention_in_days;
  if (std::ranges::find(retention_days, days) == retention_days.end()) {
    return constraint_failed(
        fmt::format("{}", days), "retentionInDays",
        fmt::format("Member must satisfy enum value set: [{}]", fmt::join(retention_days, ", ")));
  }
  TRY(logs.find_group(request.log_group_name));
  logs.edit_group(request.log_group_name).retention_days = days;
  return api::logs::PutRetentionPolicyResult{};
}

}  // namespace spotdrill::logs
