// The mock of a state under test: what TestState demands of it, and how it stands in for the work.
#pragma once

#include <functional>

#include "api/states.hpp"
#include "asl/definition.hpp"
#include "asl/inspection.hpp"
#include "base/result.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::states {

/// Whether the request has a mock where the state needs one, and one that is good for it.
/// Errors: InvalidDefinition, ValidationException.
Result<void> check_mock(const api::states::TestStateInput& request, const asl::State& state,
                        const wire::Dispatcher& dispatcher);

/// What the mock has the state's work come to; empty when there is none.
std::function<Result<asl::Payload, asl::Failure>(const asl::Inspection&)> mocked_work(
    const api::states::TestStateInput& request, const asl::State& state);

}  // namespace spotdrill::states
