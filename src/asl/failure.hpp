// What a state, or a whole execution, fails of: data that Retry and Catch match, not an exception.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::asl {

struct Failure {
  std::string error;  ///< "States.Runtime", "Ssm.ParameterNotFoundException".
  std::string cause;  ///< For people.
  /// The field whose query failed, "Output/a", until an event tells of it. Empty: none did.
  std::string location;

  bool operator==(const Failure&) const = default;
};

/// Error names that the language reserves, of what can happen here.
/// Source: Amazon States Language, "Appendix A: Predefined Error Codes"; Step Functions Developer
/// Guide, "Handling errors in Step Functions workflows".
namespace error_name {
inline constexpr std::string_view all = "States.ALL";
inline constexpr std::string_view data_limit_exceeded = "States.DataLimitExceeded";
inline constexpr std::string_view exceed_tolerated_failure_threshold =
    "States.ExceedToleratedFailureThreshold";
inline constexpr std::string_view heartbeat_timeout = "States.HeartbeatTimeout";
inline constexpr std::string_view intrinsic_failure = "States.IntrinsicFailure";
inline constexpr std::string_view query_evaluation_error = "States.QueryEvaluationError";
inline constexpr std::string_view result_path_match_failure = "States.ResultPathMatchFailure";
inline constexpr std::string_view runtime = "States.Runtime";
inline constexpr std::string_view task_failed = "States.TaskFailed";
inline constexpr std::string_view timeout = "States.Timeout";
}  // namespace error_name

/// A failure on its way to becoming a Result of any value type.
inline Refusal<Failure> fail(std::string_view error, std::string cause) {
  return Refusal<Failure>{Failure{.error = std::string{error}, .cause = std::move(cause)}};
}

}  // namespace spotdrill::asl
