// Reads what a drill's results must be: `check` and `same-result` of its file.
#pragma once

#include "drill/definition/definition.hpp"
#include "drill/definition/yaml_reader.hpp"

namespace spotdrill::drill {

/// Reads `check` and `check-timeout` of the drill's node. Notes what is wrong with them.
void read_check(YamlReader& reader, const YAML::Node& root, Definition& definition);

/// Reads `same-result`; `definition` has its workload already.
void read_same_result(YamlReader& reader, const YAML::Node& root, Definition& definition);

}  // namespace spotdrill::drill
