// Reads a command's own variables: `workload.environment` of a drill's file. Not its caller's
// (apps/caller_environment.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "drill/definition/definition.hpp"
#include "drill/definition/yaml_reader.hpp"

namespace spotdrill::drill {

/// A word of Linux's command lines and environments has at most so many bytes, its end counted.
/// Source: execve(2), MAX_ARG_STRLEN.
inline constexpr std::size_t variable_bytes_max = std::size_t{128} * 1024;

/// Whether a shell takes `name` for a variable's.
bool is_variable_name(std::string_view name);

/// What is wrong with a variable; nothing: nothing is.
std::optional<std::string> wrong_with_variable(std::string_view name, std::string_view value);

/// Reads `environment` of the workload's node. Notes what is wrong with it.
void read_environment(YamlReader& reader, const YAML::Node& node, Workload& workload);

}  // namespace spotdrill::drill
