// Reads who replaces interrupted instances: `workload.replace` of a drill's file.
#pragma once

#include "drill/definition/definition.hpp"
#include "drill/definition/yaml_reader.hpp"

namespace spotdrill::drill {

/// Reads `node` into `workload`. Notes what is wrong with it.
void read_replace(YamlReader& reader, const YAML::Node& node, Workload& workload);

}  // namespace spotdrill::drill
