// What every instance of a workload is launched with. Not the launch itself (runner.hpp).
#pragma once

#include <map>
#include <string>

#include "drill/definition/definition.hpp"
#include "drill/run/cloud.hpp"

namespace spotdrill::drill {

struct LaunchPlan {
  json::object specification;  ///< By the model's names, with image, type and profile.
  std::string user_data;       ///< As the instances run it.
};

/// Fills in what `workload` leaves out, and makes its instance profile where it is absent.
Called<LaunchPlan> plan_launch(Cloud& cloud, const Workload& workload);

/// The tags of every instance of a drill.
std::map<std::string, std::string> instance_tags(const Definition& definition,
                                                 const std::string& run_id);

}  // namespace spotdrill::drill
