// The functions of values by their names, as evaluate() calls them, and those of conditions.
#pragma once

#include <string>
#include <string_view>

#include "services/cloudformation/template/evaluate.hpp"

namespace spotdrill::cloudformation {

using Function = Evaluated (*)(const json::value& argument, const Scope& scope, int depth);

/// The function called `name` ("Fn::Join"), or null.
Function find_function(std::string_view name);

/// A condition's function or reference. Errors: AWS's sentence.
Result<bool, std::string> truth_of(const json::value& value, const Scope& scope, int depth);

/// "Template error: every NAME object requires …".
Refusal<std::string> wrong_argument(std::string_view name, std::string_view needs);

/// `value` evaluated, as text or as a list of texts.
Result<std::string, std::string> evaluate_text(const json::value& value, const Scope& scope,
                                               int depth, std::string_view function);
Result<json::array, std::string> evaluate_list(const json::value& value, const Scope& scope,
                                               int depth, std::string_view function);

/// Of texts: Base64, Cidr, Join, Select, Split, Sub.
Evaluated base64_of(const json::value& argument, const Scope& scope, int depth);
Evaluated cidr_of(const json::value& argument, const Scope& scope, int depth);
Evaluated join_of(const json::value& argument, const Scope& scope, int depth);
Evaluated select_of(const json::value& argument, const Scope& scope, int depth);
Evaluated split_of(const json::value& argument, const Scope& scope, int depth);
Evaluated sub_of(const json::value& argument, const Scope& scope, int depth);

}  // namespace spotdrill::cloudformation
