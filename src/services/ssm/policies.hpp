// Parameter policies: a JSON array that an advanced parameter carries.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ssm.hpp"
#include "base/result.hpp"
#include "base/units.hpp"

namespace spotdrill::ssm {

/// "You specified more than the maximum number of allowed policies for the parameter. The maximum
/// is 10."
inline constexpr std::size_t policies_max = 10;

/// `text` as it is to be kept: a JSON array, or nothing for an empty policy, which removes all.
/// Errors: InvalidPolicyTypeException, InvalidPolicyAttributeException,
/// IncompatiblePolicyException, PoliciesLimitExceededException.
Result<std::string> check_policies(std::string_view text);

/// When the policies delete their parameter. Nothing when they do not.
std::optional<Instant> expiration_of(std::string_view policies);

/// The policies as replies list them.
// DEVIATION: ExpirationNotification and NoChangeNotification are kept and shown; nobody is
// notified.
std::vector<api::ssm::ParameterInlinePolicy> list_policies(std::string_view policies);

}  // namespace spotdrill::ssm
