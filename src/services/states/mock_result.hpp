// What TestState demands of a mocked result.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "shape/shape.hpp"

namespace spotdrill::states {

/// Whether `result` could be a reply of `shape`, in the names that Step Functions has for its
/// members. Members that the shape does not have are fine. `strict`: what is required must be
/// there.
/// Errors: ValidationException.
Result<void> check_mock_result(const shape::Shape& shape, const json::value& result, bool strict);

}  // namespace spotdrill::states
