// Every refusal that FIS makes. The service's only source of error codes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::fis {

/// ValidationException with AWS's wording in `message`.
Refusal<> invalid(std::string message);

/// ResourceNotFoundException: "Action with ID aws:x:y not found."
Refusal<> action_not_found(std::string_view id);
Refusal<> template_not_found(std::string_view id);
Refusal<> experiment_not_found(std::string_view id);
Refusal<> target_resource_type_not_found(std::string_view resource_type);
Refusal<> resource_not_found(std::string_view arn);

/// ConflictException: a client token that came with another request before.
Refusal<> client_token_reused();

/// ServiceQuotaExceededException. `what` is the quota's name, as Service Quotas lists it.
Refusal<> quota_exceeded(std::string_view what, std::size_t quota);

/// ValidationException for what AWS has and this program does not: `what` names it.
Refusal<> not_available(std::string_view what);

}  // namespace spotdrill::fis
