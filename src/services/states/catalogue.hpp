// The service integrations that Step Functions has, and which of them are here.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "asl/integrations.hpp"

namespace spotdrill::states {

/// A service that Step Functions has integrations of its own for, with the actions that they have.
/// "arn:aws:states:::dynamodb:getItem": their replies have the call's metadata, their errors other
/// names than the SDK's.
/// Source: Step Functions Developer Guide, "Integrating services", the page of each.
struct OptimizedIntegration {
  std::string_view service;
  std::span<const std::string_view> actions;
  std::string_view
      error_prefix{};            ///< Of the names of its errors; empty: no call of ours makes it.
  std::string_view client{};     ///< What its causes call the service.
  std::string_view exception{};  ///< Of errors that have no name of their own.
};

/// Null: AWS has none of that action.
const OptimizedIntegration* find_optimized(std::string_view service, std::string_view action);

/// "ssm" of "aws-sdk:ssm"; nothing of an optimized integration.
std::optional<std::string_view> sdk_service(std::string_view type);

/// The model that a service of the SDK has, which has another name there at times: Step Functions
/// is "sfn".
std::string_view model_name(std::string_view sdk_service);

/// For whoever reads a definition. Needs no server: which operations are here is in the models.
const asl::Integrations& catalogue();

}  // namespace spotdrill::states
