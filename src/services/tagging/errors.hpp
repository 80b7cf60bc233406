// The tagging API's own errors.
#pragma once

#include <string>
#include <string_view>

#include "base/aws_error.hpp"

namespace spotdrill::tagging::errors {

AwsError invalid_parameter(std::string message);
/// "arn:… is not a valid AmazonResourceName (ARN)".
AwsError not_an_arn(std::string_view text);
AwsError bad_token();
/// The resource is of another region or account than the request.
AwsError foreign(std::string_view arn);
/// What has no tags here: AWS may have the service, spotdrill has not.
AwsError no_such_service(std::string_view service);

}  // namespace spotdrill::tagging::errors
