// Finding the processes of an instance that has no namespaces.
#pragma once

#include <string>

namespace spotdrill {

/// Kills every process whose environment names the instance, until there is none. They may have
/// become orphans of the host's PID 1 if the instance's supervisor was killed.
void kill_plain_processes(const std::string& instance_id);

}  // namespace spotdrill
