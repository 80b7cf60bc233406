// Reads a drill's `deploy`.
#pragma once

#include "drill/definition/definition.hpp"
#include "drill/definition/yaml_reader.hpp"

namespace spotdrill::drill {

/// "template.yaml", or "{template: template.yaml, parameters: {Stage: test}}".
void read_deploy(YamlReader& reader, const YAML::Node& node, Definition& definition);

}  // namespace spotdrill::drill
