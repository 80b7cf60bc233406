// What is told of paths that are sound and yet do not do what they seem to. Warnings only.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "asl/parse/context.hpp"
#include "asl/parse/fields.hpp"
#include "base/json.hpp"

namespace spotdrill::asl::parse {

/// What a filter of `text` compares with, when that is a path in quotes:
/// "$$.Execution.Id" in "$.a[?(@.b == '$$.Execution.Id')]".
std::optional<std::string_view> quoted_path(std::string_view text);

/// True for text that would be a path or a call if it stood where one may.
bool looks_like_expression(std::string_view text);

void warn_of_quoted_path(Context& context, std::string_view text, std::string location);

/// Looks through a payload template that stands at `location`.
void warn_of_template(Context& context, const json::value& value, const std::string& location);

/// The variables of a machine, for as long as its states are read. Those that states around it
/// assign to as well are told of.
class VariableScope {
 public:
  explicit VariableScope(const Fields& machine);
  ~VariableScope();
  VariableScope(const VariableScope&) = delete;
  VariableScope& operator=(const VariableScope&) = delete;

 private:
  void add(const json::value* assign, const std::string& location);

  Context& context_;
  bool apart_;  ///< A distributed Map's states do not see what is around it.
  std::set<std::string, std::less<>> hidden_;
  std::vector<std::string> added_;
};

}  // namespace spotdrill::asl::parse
