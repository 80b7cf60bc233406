#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array cloudwatch_dashboard_properties{
    Property{.name = "DashboardBody", .required = true},
    Property{.name = "DashboardName", .change = Change::Replacement},
};

constexpr std::array cloudwatch_dashboard_create{
    Call{.service = "cloudwatch",
         .operation = "PutDashboard",
         .input = R"json({"DashboardName": "$@name", "DashboardBody": "$DashboardBody"})json"},
};

constexpr std::array cloudwatch_dashboard_update{
    Call{.service = "cloudwatch",
         .operation = "PutDashboard",
         .input = R"json({"DashboardName": "$@id", "DashboardBody": "$DashboardBody"})json",
         .when = "$any_changed(DashboardBody)"},
};

constexpr std::array cloudwatch_dashboard_remove{
    Call{.service = "cloudwatch",
         .operation = "DeleteDashboards",
         .input = R"json({"DashboardNames": ["$@id"]})json"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::CloudWatch::Dashboard".
constinit const ResourceType cloudwatch_dashboard{
    .name = "AWS::CloudWatch::Dashboard",
    .properties = cloudwatch_dashboard_properties,
    .name_property = "DashboardName",
    .name_length_max = 255,
    .create = cloudwatch_dashboard_create,
    .update = cloudwatch_dashboard_update,
    .remove = cloudwatch_dashboard_remove,
    .gone = "ResourceNotFound DashboardNotFoundError",
};

}  // namespace spotdrill::cloudformation
