#include <fmt/format.h>

#include "asl/states/states.hpp"

namespace spotdrill::asl {
namespace {

Result<std::string, Failure> role_of(const std::optional<PayloadTemplate>& credentials,
                                     const Visit& visit) {
  if (!credentials) return std::string{};
  const Payload evaluated = TRY(visit.evaluate(*credentials, visit.input()));
  if (!evaluated.value().is_object()) return std::string{};
  return std::string{string_at(evaluated.value().get_object(), "RoleArn")};
}

/// Source: Step Functions Developer Guide, "Task workflow state", TimeoutSeconds.
constexpr Seconds limit_max{number_max};

/// Errors: States.Runtime: it is not positive, or too long.
Result<std::optional<Seconds>, Failure> limit(const std::optional<Given<Seconds>>& given,
                                              std::string_view field, const Visit& visit) {
  if (!given) return std::optional<Seconds>{};
  const Seconds seconds = TRY(visit.seconds(*given, field));
  if (query_of(*given) != nullptr) return std::optional<Seconds>{seconds};
  if (seconds <= Seconds{0}) {
    return fail(error_name::runtime,
                fmt::format("The {} parameter must be a positive integer but was: {}", field,
                            seconds.count()));
  }
  if (seconds > limit_max) {
    return fail(error_name::runtime, fmt::format("The {} parameter must be {} at most but was: {}",
                                                 field, limit_max.count(), seconds.count()));
  }
  return std::optional<Seconds>{seconds};
}

}  // namespace

Result<Step, Failure> enter(const Task& task, const Visit& visit) {
  Call call;
  call.parameters = TRY(visit.apply(task.parameters));
  const Query* query = task.parameters ? task.parameters->query() : nullptr;
  if (query != nullptr && !call.parameters.value().is_object()) {
    return query->fail_of_type("object", call.parameters.value());
  }
  call.timeout = TRY(limit(task.timeout, "TimeoutSecondsPath", visit));
  call.heartbeat = TRY(limit(task.heartbeat, "HeartbeatSecondsPath", visit));
  call.credentials = TRY(role_of(task.credentials, visit));
  return Step{std::move(call)};
}

}  // namespace spotdrill::asl
