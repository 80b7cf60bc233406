// EC2's refusals: the only source of its codes. EC2 models none of them.
// Source: EC2 API Reference, "Error codes for the Amazon EC2 API".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/aws_error.hpp"

namespace spotdrill::ec2::errors {

// Requests.
AwsError dry_run();                                         ///< DryRunOperation, 412.
AwsError missing_parameter(std::string_view parameter);     ///< MissingParameter.
AwsError invalid_parameter_value(std::string message);      ///< InvalidParameterValue.
AwsError invalid_parameter_combination(std::string message);
AwsError unsupported_operation(std::string message);        ///< UnsupportedOperation.
AwsError unsupported(std::string message);                  ///< Unsupported.
AwsError idempotent_parameter_mismatch(std::string_view client_token);

// Instances.
AwsError instance_not_found(const std::vector<std::string>& ids);
AwsError instance_malformed(std::string_view id);
AwsError incorrect_instance_state(std::string message);
AwsError operation_not_permitted(std::string message);
AwsError invalid_user_data(std::string message);

// Spot.
AwsError spot_request_not_found(const std::vector<std::string>& ids);
AwsError spot_request_malformed(std::string_view id);
AwsError spot_max_price_too_low(std::string_view offered, std::string_view required);
AwsError insufficient_instance_capacity(std::string_view type, std::string_view zone);

}  // namespace spotdrill::ec2::errors
