#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "services/cloudwatch/alarms/requests.hpp"
#include "services/cloudwatch/dashboards/validation.hpp"
#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// "The maximum length is 255, and valid characters are A-Z, a-z, 0-9, "-", and "_"."
constexpr std::size_t dashboard_name_max = 255;

// DEVIATION: AWS has no limit of dashboards, nor is one of their size published.
constexpr std::size_t dashboards_max = 1000;
constexpr std::size_t dashboard_bytes_max = 1 << 20;

bool valid_dashboard_name(std::string_view name) {
  return !name.empty() && name.size() <= dashboard_name_max &&
         std::ranges::all_of(
             name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}

std::string listed(const DashboardProblems& problems) {
  std::string text;
  for (const auto& each : problems.errors) {
    text += fmt::format("{}\n  {{\n    \"dataPath\": \"{}\",\n    \"message\": {}\n  }}",
                        text.empty() ? "" : ",", each.data_path.value_or(""),
                        to_text(json::value(each.message.value_or(""))));
  }
  return text;
}

}  // namespace

Result<api::cloudwatch::PutDashboardOutput> put_dashboard(
    CloudWatch& cloudwatch, const api::cloudwatch::PutDashboardInput& request) {
  if (!valid_dashboard_name(request.dashboard_name)) {
    return invalid_parameter_value(
        fmt::format("The value {} for field DashboardName contains invalid characters. It can only "
                    "contain alphanumerics, dash (-) and underscore (_).\n",
                    request.dashboard_name));
  }
  const DashboardRecord* before = cloudwatch.dashboards.find(request.dashboard_name);
  if (request.dashboard_body.size() > dashboard_bytes_max ||
      (before == nullptr && cloudwatch.dashboards.all().size() >= dashboards_max)) {
    return invalid_dashboard("There is no room for this dashboard.");
  }
  DashboardProblems problems = check_dashboard(request.dashboard_body);
  if (!problems.errors.empty()) {
    const std::size_t count = problems.errors.size();
    return invalid_dashboard(
        fmt::format("The dashboard body is invalid, there {} {} validation error{}:\n[{}\n]",
                    count == 1 ? "is" : "are", count, count == 1 ? "" : "s", listed(problems)));
  }
  cloudwatch.dashboards.put(request.dashboard_name,
                            {.body = request.dashboard_body,
                             .modified = cloudwatch.now(),
                             .tags = before == nullptr ? tags_of(request.tags) : before->tags});
  return api::cloudwatch::PutDashboardOutput{std::move(problems.warnings)};
}

}  // namespace spotdrill::cloudwatch
