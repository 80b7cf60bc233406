// The context object of a state under test: the one that the request gives, or one of its own.
#pragma once

#include <string_view>

#include "asl/definition.hpp"
#include "asl/execution.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::states {

/// Reads a context object that is to be used as it is.
/// Errors: ValidationException.
Result<asl::Payload> read_mock_context(std::string_view text, const asl::State& state);

/// The context object of a state that is worked on at `now`. `token` is its task's; may be empty.
json::value test_context(const asl::Start& start, const asl::State& state, Instant now,
                         std::string_view token);

}  // namespace spotdrill::states
