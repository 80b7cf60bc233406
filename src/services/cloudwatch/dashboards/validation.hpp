// What is wrong with a dashboard's body.
#pragma once

#include <string_view>
#include <vector>

#include "api/cloudwatch.hpp"

namespace spotdrill::cloudwatch {

/// What makes a body unusable, and what is only remarkable.
struct DashboardProblems {
  std::vector<api::cloudwatch::DashboardValidationMessage> errors;
  std::vector<api::cloudwatch::DashboardValidationMessage> warnings;
};

/// Source: CloudWatch API Reference, "Dashboard Body Structure and Syntax"; messages as users have
/// recorded them.
DashboardProblems check_dashboard(std::string_view body);

}  // namespace spotdrill::cloudwatch
