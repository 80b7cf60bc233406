// What TerminateInstances, StopInstances and StartInstances reply with.
#pragma once

#include <string>
#include <vector>

#include "api/ec2.hpp"
#include "services/ec2/ec2.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {

/// Calls `change(id)` for each instance and says what its state was and is.
template <class Change>
std::vector<api::ec2::InstanceStateChange> change_states(Ec2& ec2,
                                                         const std::vector<std::string>& ids,
                                                         Change change) {
  std::vector<api::ec2::InstanceStateChange> changes;
  changes.reserve(ids.size());
  for (const std::string& id : ids) {
    api::ec2::InstanceStateChange& entry = changes.emplace_back();
    entry.instance_id = id;
    entry.previous_state = render_state(ec2.find_instance(id)->state);
    change(id);
    entry.current_state = render_state(ec2.find_instance(id)->state);
  }
  return changes;
}

}  // namespace spotdrill::ec2
