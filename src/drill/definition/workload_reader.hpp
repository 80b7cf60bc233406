// Reads what is run, and where its progress is read: `workload` of a drill's file.
#pragma once

#include "drill/definition/definition.hpp"
#include "drill/definition/yaml_reader.hpp"

namespace spotdrill::drill {

/// Reads `node`. Notes what is wrong with it.
Workload read_workload(YamlReader& reader, const YAML::Node& node);

}  // namespace spotdrill::drill
