#include "services/cloudwatch/operations.hpp"

#include <array>

namespace spotdrill::cloudwatch {
namespace {

constexpr std::array operations{
    wire::operation<get_metric_data>("GetMetricData"),
    wire::operation<get_metric_statistics>("GetMetricStatistics"),
    wire::operation<list_metrics>("ListMetrics"),
    wire::operation<put_metric_data>("PutMetricData"),
};

}  // namespace

wire::Service service(wire::Regional<CloudWatch>& regions) {
  return {.model = &api::cloudwatch::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::cloudwatch
