// What `spotdrill lint` says of a state machine definition, without the reading of files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "asl/definition.hpp"

namespace spotdrill::apps {

struct LintResult {
  std::vector<std::string> lines;  ///< "FILE: /States/X/Next: error: …".
  bool sound = true;               ///< There may be warnings.
};

LintResult lint_definition(std::string_view file, std::string_view text, asl::MachineType type);

}  // namespace spotdrill::apps
