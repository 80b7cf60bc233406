// The codes that clients of the query protocols know errors by.
#pragma once

#include <string>

#include "base/aws_error.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

/// "InvalidParameterValue" of what JSON calls "InvalidParameterValueException".
std::string query_code(const shape::ServiceModel& service, const AwsError& error);

}  // namespace spotdrill::protocol
