#include "services/states/catalogue.hpp"
#include "services/states/configuration.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {
namespace {

/// "The default and maximum value is 100. Setting the value to 0 will also use the default of 100."
constexpr std::size_t diagnostics_default = 100;

}  // namespace

Result<api::states::ValidateStateMachineDefinitionOutput> validate_state_machine_definition(
    States&, const api::states::ValidateStateMachineDefinitionInput& request) {
  const asl::Parsed parsed = asl::parse_definition(
      request.definition, machine_type(request.type.value_or("STANDARD")), &catalogue());
  // "ERROR returns only ERROR diagnostics, whereas WARNING returns both. Default is ERROR."
  const bool warnings = request.severity == "WARNING";
  const auto wanted = static_cast<std::size_t>(request.max_results.value_or(0));
  const std::size_t size = wanted == 0 ? diagnostics_default : wanted;

  api::states::ValidateStateMachineDefinitionOutput output{.result = parsed.valid() ? "OK" : "FAIL",
                                                           .truncated = false};
  for (const asl::Diagnostic& diagnostic : parsed.diagnostics) {
    const bool error = diagnostic.severity == asl::Diagnostic::Severity::Error;
    if (!error && !warnings) continue;
    if (output.diagnostics.size() == size) {
      output.truncated = true;
      break;
    }
    output.diagnostics.push_back({.severity = error ? "ERROR" : "WARNING",
                                  .code = diagnostic.code,
                                  .message = diagnostic.message});
    if (!diagnostic.location.empty()) output.diagnostics.back().location = diagnostic.location;
  }
  return output;
}

}  // namespace spotdrill::states
