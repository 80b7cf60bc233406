// How functions are called: "f", "f:prod", "123456789012:function:f", an ARN with or without a
// version or an alias.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/world.hpp"

namespace spotdrill::lambda {

struct Named {
  std::string name;
  std::string qualifier;  ///< A version, "$LATEST" or an alias; empty: none was said.
};

/// The function that `text` names, which must be of the account and the region.
/// Errors: ResourceNotFoundException.
Result<Named> read_name(const Place& place, std::string_view text,
                        const std::optional<std::string>& qualifier = {});

/// "arn:aws:lambda:us-east-1:123456789012:function:f", or with ":QUALIFIER".
std::string function_arn(const Place& place, std::string_view name,
                         std::string_view qualifier = {});

}  // namespace spotdrill::lambda
