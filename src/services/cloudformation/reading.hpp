// A target, read: its template, its parameters' declarations, which of its resources there are, and
// the scope in which its functions are evaluated.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "services/cloudformation/cloudformation.hpp"
#include "services/cloudformation/template/evaluate.hpp"
#include "services/cloudformation/template/parameters.hpp"
#include "services/cloudformation/template/template.hpp"

namespace spotdrill::cloudformation {

struct Reading {
  Template whole;
  std::map<std::string, ParameterDeclared> declared;
  Scope scope;                ///< Resources' values are not in it.
  std::set<std::string> ids;  ///< Of resources whose conditions hold.

  /// Those of a resource's dependencies that there are.
  [[nodiscard]] std::vector<std::string> dependencies(const std::string& id) const;
};

/// Reads what was checked. `name` and `id` are the stack's; `masked`: NoEcho's values are not told.
/// Errors: AWS's sentence. It must not outlive `cloudformation`.
Result<std::shared_ptr<const Reading>, std::string> read_target(CloudFormation& cloudformation,
                                                                const TargetRecord& target,
                                                                const std::string& name,
                                                                const std::string& id,
                                                                bool masked = false);

/// The reading's scope, with the values of the stack's resources.
Scope scope_of(const CloudFormation& cloudformation, const Reading& reading,
               const std::string& key);

/// The outputs of the stack. Errors: AWS's sentence.
Result<std::vector<OutputRecord>, std::string> evaluate_outputs(const Reading& reading,
                                                                const Scope& scope);

/// As who a stack's calls are made.
wire::Context context_of(const CloudFormation& cloudformation, const TargetRecord& target);

/// The names that ImportValue asks for.
std::vector<std::string> imports_of(const Reading& reading, Scope scope);

}  // namespace spotdrill::cloudformation
