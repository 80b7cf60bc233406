#include "services/ec2/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::ec2::errors {
AwsError refusal(std::string_view code, std::string message) {
  return AwsError{.code = std::string{code}, .message = std::move(message)};
}

std::string do_not_exist(std::string_view noun, const std::vector<std::string>& ids) {
  if (ids.size() == 1) return fmt::format("The {} ID '{}' does not exist", noun, ids.front());
  return fmt::format("The {} IDs '{}' do not exist", noun, fmt::join(ids, ", "));
}

AwsError dry_run() {
  AwsError error =
      refusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  error.http_status = 412;
  return error;
}

AwsError missing_parameter(std::string_view parameter) {
  return refusal("MissingParameter",
                 fmt::format("The request must contain the parameter {}", parameter));
}

AwsError invalid_parameter_value(std::string message) {
  return refusal("InvalidParameterValue", std::move(message));
}

AwsError invalid_parameter_combination(std::string message) {
  return refusal("InvalidParameterCombination", std::move(message));
}

AwsError unsupported_operation(std::string message) {
  return refusal("UnsupportedOperation", std::move(message));
}

AwsError unsupported(std::string message) {
  return refusal("Unsupported", std::move(message));
}

AwsError idempotent_parameter_mismatch() {
  return refusal("IdempotentParameterMismatch",
                 "Arguments on this idempotent request are inconsistent with arguments used in "
                 "previous request(s).");
}

AwsError invalid_value(std::string_view parameter, std::string_view value, std::string_view why) {
  return invalid_parameter_value(
      fmt::format("Value ({}) for parameter {} is invalid. {}", value, parameter, why));
}

AwsError instance_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidInstanceID.NotFound", do_not_exist("instance", ids));
}

AwsError instance_malformed(std::string_view id) {
  return refusal("InvalidInstanceID.Malformed", fmt::format("Invalid id: \"{}\"", id));
}

AwsError not_startable(std::string_view id) {
  return refusal(
      "IncorrectInstanceState",
      fmt::format("The instance '{}' is not in a state from which it can be started.", id));
}

AwsError not_stoppable(std::string_view id) {
  return refusal(
      "IncorrectInstanceState",
      fmt::format("This instance '{}' is not in a state from which it can be stopped.", id));
}

AwsError not_rebootable(std::string_view id) {
  return refusal(
      "IncorrectInstanceState",
      fmt::format("The instance '{}' is not in a state from which it can be rebooted.", id));
}

AwsError one_time_not_stoppable(std::string_view id) {
  return unsupported_operation(fmt::format(
      "You can't stop the Spot Instance '{}' because it is associated with a one-time Spot "
      "Instance request. You can only stop Spot Instances associated with persistent Spot "
      "Instance requests.",
      id));
}

AwsError spot_not_startable(std::string_view id) {
  return refusal(
      "IncorrectSpotRequestState",
      fmt::format("You can't start the Spot Instance '{}' because the associated Spot Instance "
                  "request is not in an appropriate state to support start.",
                  id));
}

AwsError termination_protected(std::string_view id) {
  return refusal("OperationNotPermitted",
                 fmt::format("The instance '{}' may not be terminated. Modify its "
                             "'disableApiTermination' instance attribute and try again.",
                             id));
}

AwsError stop_protected(std::string_view id) {
  return refusal("OperationNotPermitted",
                 fmt::format("The instance '{}' may not be stopped. Modify its 'disableApiStop' "
                             "instance attribute and try again.",
                             id));
}

AwsError not_hibernatable(std::string_view id) {
  return refusal("UnsupportedHibernationConfiguration",
                 fmt::format("The instance '{}' is not enabled for hibernation.", id));
}

AwsError invalid_user_data() {
  return refusal("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
}

AwsError user_data_too_long() {
  return invalid_parameter_value("User data is limited to 16384 bytes");
}

AwsError not_stopped(std::string_view id) {
  return refusal("IncorrectInstanceState",
                 fmt::format("The instance '{}' is not in the 'stopped' state.", id));
}

AwsError profile_already_associated(std::string_view id) {
  return refusal("IncorrectState",
                 fmt::format("There is an existing association for instance {}", id));
}

AwsError association_not_found(std::string_view id) {
  return refusal("InvalidAssociationID.NotFound",
                 fmt::format("An invalid association-id of '{}' was given", id));
}

AwsError wrong_architecture(std::string_view of_type, std::string_view of_image) {
  return invalid_parameter_value(
      fmt::format("The architecture '{}' of the specified instance type does not match the "
                  "architecture '{}' of the specified AMI. Specify an instance type and an AMI "
                  "that have matching architectures, and try again. You can use "
                  "'describe-instance-types' or 'describe-images' to discover the architecture of "
                  "the instance type or AMI.",
                  of_type, of_image));
}

AwsError instance_limit_exceeded(std::int32_t wanted, std::int32_t limit) {
  return refusal("InstanceLimitExceeded",
                 fmt::format("You have requested more instances ({}) than your current instance "
                             "limit of {} allows for the specified instance type. Please visit "
                             "http://aws.amazon.com/contact-us/ec2-request to request an "
                             "adjustment to this limit.",
                             wanted, limit));
}

AwsError spot_request_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidSpotInstanceRequestID.NotFound",
                 do_not_exist("spot instance request", ids));
}

AwsError spot_request_malformed(std::string_view id) {
  return refusal("InvalidSpotInstanceRequestID.Malformed",
                 fmt::format("Invalid id: \"{}\" (expecting \"sir-...\")", id));
}

AwsError spot_max_price_too_low(std::string_view message) {
  return refusal("SpotMaxPriceTooLow", std::string{message});
}

AwsError spot_count_exceeded() {
  return refusal("MaxSpotInstanceCountExceeded", "Max spot instance count exceeded");
}

// "The request with type 'null' is not supported …" is what AWS says where no type was given.
// Source: github.com/diux-dev/cluster/issues/27; with 'one-time':
// github.com/harmony-one/harmony-ops/issues/285.
AwsError behavior_needs_persistent(std::string_view type, std::string_view behavior) {
  return invalid_parameter_combination(
      fmt::format("The request with type '{}' is not supported when instanceInterruptionBehavior "
                  "is set to '{}'.",
                  type, behavior));
}

// Source: github.com/aws/aws-cli/issues/4679.
AwsError valid_until_needs_persistent() {
  return invalid_parameter_combination(
      "The parameter validUntil cannot be specified when the SpotRequestType is set to "
      "'one-time'.");
}

AwsError market_type_missing() {
  return refusal("MissingParameter", "The request must contain the parameter MarketType.");
}

AwsError no_spot_capacity() {
  AwsError error = refusal("InsufficientInstanceCapacity",
                           "There is no Spot capacity available that matches your request.");
  error.fault = Fault::Receiver;
  return error;
}

}  // namespace spotdrill::ec2::errors
