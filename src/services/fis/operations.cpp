#include "services/fis/operations.hpp"

#include <array>

namespace spotdrill::fis {
namespace {

using wire::operation;

constexpr std::array operations{
    operation<create_experiment_template>("CreateExperimentTemplate"),
    operation<delete_experiment_template>("DeleteExperimentTemplate"),
    operation<get_action>("GetAction"),
    operation<get_experiment>("GetExperiment"),
    operation<get_experiment_template>("GetExperimentTemplate"),
    operation<get_target_resource_type>("GetTargetResourceType"),
    operation<list_actions>("ListActions"),
    operation<list_experiment_resolved_targets>("ListExperimentResolvedTargets"),
    operation<list_experiment_templates>("ListExperimentTemplates"),
    operation<list_experiments>("ListExperiments"),
    operation<list_tags_for_resource>("ListTagsForResource"),
    operation<list_target_resource_types>("ListTargetResourceTypes"),
    operation<start_experiment>("StartExperiment"),
    operation<stop_experiment>("StopExperiment"),
    operation<tag_resource>("TagResource"),
    operation<untag_resource>("UntagResource"),
    operation<update_experiment_template>("UpdateExperimentTemplate"),
};

}  // namespace

wire::Service service(wire::Regional<Fis>& regions) {
  return {.model = &api::fis::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::fis
