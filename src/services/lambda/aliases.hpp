// What an alias is to be: of CreateAlias and UpdateAlias.
#pragma once

#include <optional>
#include <string>

#include "api/lambda.hpp"
#include "base/result.hpp"
#include "services/lambda/errors.hpp"
#include "services/lambda/lambda.hpp"

namespace spotdrill::lambda {

// DEVIATION: of a function; AWS states no number.
inline constexpr std::size_t aliases_max = 200;

/// Puts what a request says into the alias. Errors: ResourceNotFoundException,
/// InvalidParameterValueException.
template <class Request>
Result<void> apply_alias(Lambda& lambda, const Function& function, Alias& alias,
                         const std::optional<std::string>& version, const Request& request) {
  if (version) alias.version = TRY(lambda.version(function, *version))->version;
  if (request.description) alias.description = *request.description;
  if (request.routing_config) {
    alias.weights = request.routing_config->additional_version_weights;
    if (alias.weights.size() > 1) {
      return invalid_value("Number of items in AdditionalVersionWeights cannot be greater than 1");
    }
    for (const auto& [other, weight] : alias.weights) {
      TRY(lambda.version(function, other));
      if (other == alias.version || other == latest_version || alias.version == latest_version) {
        return invalid_value(
            "$LATEST is not supported for an alias pointing to more than 1 version");
      }
    }
  }
  alias.revision = lambda.new_id();
  return {};
}

}  // namespace spotdrill::lambda
