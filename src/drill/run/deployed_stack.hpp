// A drill's stack of CloudFormation: made before anything is launched, asked for its outputs, taken
// away.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "drill/definition/definition.hpp"
#include "drill/run/cloud.hpp"

namespace spotdrill::drill {

class DeployedStack {
 public:
  /// Both outlive it. Nothing: there is no stack.
  DeployedStack(Cloud& cloud, const std::optional<StackTemplate>& stack)
      : cloud_(cloud), stack_(stack) {}

  /// Begins to make it. Errors: a sentence that names the template's file.
  Called<void> create(const std::string& run_id);
  /// Whether it is complete by now. Errors: the resource that failed, and why.
  Called<bool> look();

  [[nodiscard]] const std::string& name() const { return name_; }

  /// An output's value. Errors: which outputs there are.
  [[nodiscard]] Called<std::string> output(const std::string& name) const;

  /// `source` with values in the places of "${stack.OUTPUT}".
  [[nodiscard]] Called<NumberSource> fill_in(NumberSource source) const;

  /// Begins to delete it. When that fails it is left as it is.
  void remove();

 private:
  [[nodiscard]] Called<std::string> fill_in_text(std::string text) const;

  Cloud& cloud_;
  const std::optional<StackTemplate>& stack_;
  std::string name_;  // Empty: it was not made.
  std::map<std::string, std::string> outputs_;
};

}  // namespace spotdrill::drill
