// The intrinsic functions, over a scope that says what names mean. Pure: what a resource's
// attributes are, and what other stacks export, the scope is asked.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::cloudformation {

/// What the functions of one evaluation may make at most: a text of a template's size, doubled by
/// Sub in Sub, ends here.
inline constexpr std::size_t evaluated_bytes_max = 4'000'000;
inline constexpr int evaluation_depth_max = 100;
/// Functions called for one value: conditions that name each other twice over end here.
inline constexpr std::size_t evaluation_steps_max = 1'000'000;

/// A value, or nothing: AWS::NoValue.
using Value = std::optional<json::value>;
using Evaluated = Result<Value, std::string>;

struct Scope {
  const json::object* mappings = nullptr;
  const json::object* conditions = nullptr;  ///< As written.
  /// Of parameters and pseudo parameters: a text or a list of texts.
  std::map<std::string, json::value, std::less<>> names;
  /// Of resources. Errors: one sentence.
  std::function<Result<json::value, std::string>(const std::string& id)> ref;
  std::function<Result<json::value, std::string>(const std::string& id,
                                                 const std::string& attribute)>
      attribute;
  std::function<Result<std::string, std::string>(const std::string& name)> import;
  std::function<std::vector<std::string>(const std::string& region)> zones;
  bool language_extensions = false;  ///< Length, ToJsonString, DefaultValue.
  mutable std::size_t steps = 0;     ///< Of the evaluation that is under way.
};

/// What `value` comes to. Errors: AWS's sentence.
Evaluated evaluate(const json::value& value, const Scope& scope, int depth = 0);

/// What a condition comes to. Errors: likewise.
Result<bool, std::string> condition_holds(const std::string& name, const Scope& scope,
                                          int depth = 0);

}  // namespace spotdrill::cloudformation
