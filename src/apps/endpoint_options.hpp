// `--endpoint-for`: which services' calls go on to which servers, and by whose keys. Secrets are
// read where the AWS CLI keeps them, never given on a command line.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "forward/onward.hpp"

namespace spotdrill::apps {

/// "s3=http://127.0.0.1:9000,profile=minio", one for each service.
/// Errors: one sentence that says what to do.
Result<std::vector<forward::Endpoint>, std::string> read_endpoints(
    const std::vector<std::string>& words);

}  // namespace spotdrill::apps
