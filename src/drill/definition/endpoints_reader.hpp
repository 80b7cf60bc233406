// Reads a drill's `endpoints`.
#pragma once

#include "drill/definition/definition.hpp"
#include "drill/definition/yaml_reader.hpp"

namespace spotdrill::drill {

/// "{s3: {url: http://127.0.0.1:9000, profile: minio}, dynamodb: http://127.0.0.1:8000}".
void read_endpoints(YamlReader& reader, const YAML::Node& node, Definition& definition);

}  // namespace spotdrill::drill
