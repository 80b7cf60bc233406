// The versions of a secret and their staging labels: which version a label is attached to, and what
// moves when one moves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/secretsmanager/records.hpp"

namespace spotdrill::secretsmanager {

inline constexpr std::string_view current_stage = "AWSCURRENT";
inline constexpr std::string_view previous_stage = "AWSPREVIOUS";
inline constexpr std::string_view pending_stage = "AWSPENDING";

/// Null: there is none.
const Version* find_version(const Secret& secret, std::string_view id);
const Version* version_with_stage(const Secret& secret, std::string_view stage);

/// The version that VersionId and VersionStage ask for, AWSCURRENT when neither does.
/// Errors: ResourceNotFoundException, InvalidRequestException.
Result<const Version*> find_value(const Secret& secret, const std::optional<std::string>& id,
                                  const std::optional<std::string>& stage);

/// Adds a version with these labels, each of which leaves the version that had it; the first of a
/// secret is current. Versions without labels go when there are too many.
/// Errors: LimitExceededException.
Result<void> add_version(Secret& secret, Version version);

/// Attaches a label to the version `to`, or to none; it leaves the version that has it. Current's
/// old version becomes previous.
void move_stage(Secret& secret, std::string_view stage, const std::optional<std::string>& to);

/// Errors: LimitExceededException.
Result<void> check_stages(const Secret& secret);

/// Labels by version, of those that have any.
std::map<std::string, std::vector<std::string>> stages_by_version(const Secret& secret);

}  // namespace spotdrill::secretsmanager
