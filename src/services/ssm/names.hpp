// Parameter names: their rules, their hierarchy, and the ways in which requests write them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/world.hpp"

namespace spotdrill::ssm {

/// "/x" and "x" are the same parameter, which is kept as "x". "/a/b" stays as it is.
std::string canonical_name(std::string_view name);

/// `name` without the spaces around it, when PutParameter may create it.
/// Errors: ValidationException, AccessDeniedException, HierarchyLevelLimitExceededException.
Result<std::string> check_new_name(std::string_view name, const Place& place);

/// How a request refers to a parameter.
struct NameReference {
  std::string name;      ///< As the reply is to give it. Empty: as the parameter was put.
  std::string key;       ///< canonical_name.
  std::string selector;  ///< ":3", ":label", or "".
  bool foreign = false;  ///< An ARN of another account or region.
};

/// Reads "name", "name:version", "name:label" or an ARN. Errors: ValidationException.
Result<NameReference> read_name(std::string_view text, const Place& place);

/// Whether `path` may be asked for: "/", "/a", "/a/b/". Errors: ValidationException.
Result<void> check_path(std::string_view path);

/// Whether `key` is below `path`: at any level, or on the next one only.
bool below(std::string_view key, std::string_view path, bool recursive);

}  // namespace spotdrill::ssm
