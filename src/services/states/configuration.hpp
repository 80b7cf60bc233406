// The configuration of a state machine as requests give it and replies have it, checked on its way
// in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/states.hpp"
#include "asl/definition.hpp"
#include "base/result.hpp"
#include "services/states/record.hpp"

namespace spotdrill::states {

/// "STANDARD" and "EXPRESS" as the language has them.
asl::MachineType machine_type(std::string_view type);

/// Every mistake of a definition that is not valid, as InvalidDefinition tells them.
std::string describe_mistakes(const asl::Parsed& parsed);

/// Checks the definition of the state machine called `name`; the log has its warnings.
/// Errors: InvalidDefinition, with every mistake.
Result<void> check_definition(std::string_view name, std::string_view text, std::string_view type);

/// Errors: InvalidLoggingConfiguration.
Result<Logging> read_logging(const std::optional<api::states::LoggingConfiguration>& given);

/// Errors: InvalidEncryptionConfiguration.
Result<Encryption> read_encryption(
    const std::optional<api::states::EncryptionConfiguration>& given);

api::states::LoggingConfiguration render_logging(const Logging& logging);
api::states::EncryptionConfiguration render_encryption(const Encryption& encryption);

}  // namespace spotdrill::states
