// What running experiments do to calls of the API. Not whether a caller may make them.
#pragma once

#include <optional>
#include <string_view>

#include "base/aws_error.hpp"
#include "services/fis/fis.hpp"

namespace spotdrill::fis {

/// The names in a parameter such as "DescribeInstances,RunInstances".
std::vector<std::string_view> operations_in(std::string_view parameter);

/// What a call of `operation` of `service` by the role called `role` is to be refused with; nothing
/// when no running experiment of `fis` has it so, or chance lets the call pass.
std::optional<AwsError> injected_error(Fis& fis, std::string_view role, std::string_view service,
                                       std::string_view operation);

}  // namespace spotdrill::fis
