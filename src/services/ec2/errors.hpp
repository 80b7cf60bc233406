// EC2's refusals: the only source of its codes, but for the catalogue's. EC2 models none of them.
// Source: EC2 API Reference, "Error codes for the Amazon EC2 API".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/aws_error.hpp"

namespace spotdrill::ec2::errors {

// What the factories are made of.
AwsError refusal(std::string_view code, std::string message);
/// "The instance ID 'i-1' does not exist", "The instance IDs 'i-1, i-2' do not exist".
std::string do_not_exist(std::string_view noun, const std::vector<std::string>& ids);

// Requests.
AwsError dry_run();                                      ///< DryRunOperation, 412.
AwsError missing_parameter(std::string_view parameter);  ///< MissingParameter.
AwsError invalid_parameter_value(std::string message);   ///< InvalidParameterValue.
AwsError invalid_parameter_combination(std::string message);
AwsError unsupported_operation(std::string message);  ///< UnsupportedOperation.
AwsError unsupported(std::string message);            ///< Unsupported.
AwsError idempotent_parameter_mismatch();             ///< IdempotentParameterMismatch.
/// InvalidParameterValue: "Value (V) for parameter P is invalid. WHY".
AwsError invalid_value(std::string_view parameter, std::string_view value, std::string_view why);

// Instances.
AwsError instance_not_found(const std::vector<std::string>& ids);  ///< InvalidInstanceID.NotFound.
AwsError instance_malformed(std::string_view id);                  ///< InvalidInstanceID.Malformed.
AwsError not_startable(std::string_view id);                       ///< IncorrectInstanceState.
AwsError not_stoppable(std::string_view id);                       ///< IncorrectInstanceState.
AwsError not_rebootable(std::string_view id);                      ///< IncorrectInstanceState.
AwsError one_time_not_stoppable(std::string_view id);              ///< UnsupportedOperation.
AwsError spot_not_startable(std::string_view id);                  ///< IncorrectSpotRequestState.
AwsError termination_protected(std::string_view id);               ///< OperationNotPermitted.
AwsError stop_protected(std::string_view id);                      ///< OperationNotPermitted.
AwsError not_hibernatable(std::string_view id);            ///< UnsupportedHibernationConfiguration.
AwsError invalid_user_data();                              ///< InvalidUserData.Malformed.
AwsError user_data_too_long();                             ///< InvalidParameterValue.
AwsError not_stopped(std::string_view id);                 ///< IncorrectInstanceState.
AwsError profile_already_associated(std::string_view id);  ///< IncorrectState.
AwsError association_not_found(std::string_view id);       ///< InvalidAssociationID.NotFound.
/// InvalidParameterValue: the type's is not the image's.
AwsError wrong_architecture(std::string_view of_type, std::string_view of_image);
AwsError instance_limit_exceeded(std::int32_t wanted, std::int32_t limit);

// Spot.
AwsError spot_request_not_found(
    const std::vector<std::string>& ids);              ///< InvalidSpotInstanceRequestID.NotFound.
AwsError spot_request_malformed(std::string_view id);  ///< InvalidSpotInstanceRequestID.Malformed.
AwsError spot_max_price_too_low(std::string_view message);  ///< SpotMaxPriceTooLow.
AwsError spot_count_exceeded();                             ///< MaxSpotInstanceCountExceeded.
/// InvalidParameterCombination: `type` is "one-time", or "null" when the request names none.
AwsError behavior_needs_persistent(std::string_view type, std::string_view behavior);
AwsError valid_until_needs_persistent();  ///< InvalidParameterCombination.
AwsError market_type_missing();           ///< MissingParameter.
AwsError no_spot_capacity();              ///< InsufficientInstanceCapacity, 500.

}  // namespace spotdrill::ec2::errors
