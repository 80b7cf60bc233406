// Reads a drill's `s3` and `buckets`.
#pragma once

#include "drill/definition/definition.hpp"
#include "drill/definition/yaml_reader.hpp"

namespace spotdrill::drill {

/// Puts what `root` says of S3 into `definition`.
void read_s3(YamlReader& reader, const YAML::Node& root, Definition& definition);

}  // namespace spotdrill::drill
