// How resources whose tags could not be changed look in a reply.
#pragma once

#include <map>
#include <string>

#include "api/tagging.hpp"
#include "base/aws_error.hpp"

namespace spotdrill::tagging {

std::map<std::string, api::tagging::FailureInfo> render_failures(
    const std::map<std::string, AwsError>& failed);

}  // namespace spotdrill::tagging
