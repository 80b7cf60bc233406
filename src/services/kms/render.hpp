// Keys as replies tell of them.
#pragma once

#include "api/kms.hpp"
#include "services/kms/kms.hpp"

namespace spotdrill::kms {

api::kms::KeyMetadata render_key(const Kms& kms, const Key& key);

/// "Enabled", "Disabled", "PendingDeletion".
std::string_view state_of(const Key& key);

/// What every key of ours encrypts by.
inline constexpr std::string_view algorithm = "SYMMETRIC_DEFAULT";

/// The only policy that a key has.
inline constexpr std::string_view policy_name = "default";

/// The policy of a key that was made without one: its account may do everything.
/// Source: KMS Developer Guide, "Default key policy".
std::string default_policy(std::string_view account);

}  // namespace spotdrill::kms
