// Dynamic references in properties: {{resolve:ssm:NAME:VERSION}}, ssm-secure and secretsmanager.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "services/cloudformation/calls.hpp"

namespace spotdrill::cloudformation {

/// Puts values in the place of references in every text of `value`. Errors: one sentence.
Result<void, std::string> resolve_dynamic(json::value& value, Calls& calls,
                                          const wire::Context& context);

}  // namespace spotdrill::cloudformation
