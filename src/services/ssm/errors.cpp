#include "services/ssm/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::ssm {
namespace {

Refusal<> refusal_of(std::string_view code, std::string message) {
  return refuse(AwsError{.code = std::string{code}, .message = std::move(message)});
}

}  // namespace

Refusal<> validation_exception(std::string message) {
  return refusal_of("ValidationException", std::move(message));
}

Refusal<> invalid_name() {
  return validation_exception(
      "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it "
      "can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of "
      "letters, numbers and the following 3 symbols .-_");
}

Refusal<> reserved_prefix() {
  return validation_exception(
      "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
}

Refusal<> reserved_name(std::string_view name) {
  return refusal_of("AccessDeniedException",
                    fmt::format("No access to reserved parameter name: {}.", name));
}

// The backslashes are AWS's.
Refusal<> invalid_path() {
  return validation_exception(
      "The parameter doesn't meet the parameter name requirements. The parameter name must begin "
      "with a forward slash \"/\". It can't be prefixed with \\\"aws\\\" or \\\"ssm\\\" "
      "(case-insensitive). It must use only letters, numbers, or the following symbols: . "
      "(period), "
      "- (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if "
      "specified, "
      "must use the forward slash symbol \"/\". Valid example: /get/parameters2-/by1./path0_.");
}

Refusal<> hierarchy_level_limit_exceeded() {
  return refusal_of("HierarchyLevelLimitExceededException",
                    "A hierarchy can have a maximum of 15 levels.");
}

// AWS sends this one without a message.
Refusal<> parameter_not_found() {
  return refusal_of("ParameterNotFound", "");
}

Refusal<> parameter_version_not_found(std::string_view name, std::string_view selector) {
  return refusal_of(
      "ParameterVersionNotFound",
      fmt::format("Systems Manager could not find version {} of {}. Verify the version "
                  "and try again.",
                  selector, name));
}

Refusal<> parameter_already_exists() {
  return refusal_of(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option "
      "in the request to true.");
}

Refusal<> parameter_limit_exceeded(std::string_view tier, std::size_t limit) {
  const bool standard = tier == "Standard";
  return refusal_of(
      "ParameterLimitExceeded",
      standard
          ? fmt::format("You have reached the maximum number of standard parameters for this "
                        "AWS account and Region ({}). To add more parameters, either delete "
                        "existing parameters or upgrade to the advanced-parameter tier (charges "
                        "apply).",
                        limit)
          : fmt::format("You have reached the maximum number of advanced parameters for this "
                        "AWS account and Region ({}). To add more parameters, delete existing "
                        "parameters.",
                        limit));
}

Refusal<> parameter_max_version_limit_exceeded(std::string_view name, std::int64_t oldest) {
  return refusal_of(
      "ParameterMaxVersionLimitExceeded",
      fmt::format(
          "You attempted to create a new version of {} by calling the PutParameter API with "
          "the overwrite flag. Version {}, the oldest version, can't be deleted because it "
          "has a label associated with it. Move the label to another version of the "
          "parameter, and try again.",
          name, oldest));
}

Refusal<> parameter_version_label_limit_exceeded() {
  return refusal_of("ParameterVersionLabelLimitExceeded",
                    "A parameter version can have maximum 10 labels. Move one or more labels to "
                    "another version and try again.");
}

Refusal<> parameter_pattern_mismatch(std::string_view pattern) {
  return refusal_of(
      "ParameterPatternMismatchException",
      fmt::format("Parameter value, cannot be validated against allowedPattern: {}", pattern));
}

Refusal<> invalid_allowed_pattern() {
  return refusal_of("InvalidAllowedPatternException",
                    "The request does not meet the regular expression requirement.");
}

// DEVIATION: the messages on policies are ours; AWS's are not published.
Refusal<> policies_limit_exceeded() {
  return refusal_of(
      "PoliciesLimitExceededException",
      "You specified more than the maximum number of allowed policies for the parameter. The "
      "maximum is 10.");
}

Refusal<> invalid_policy_type(std::string_view type) {
  return refusal_of("InvalidPolicyTypeException",
                    fmt::format("The policy type {} is not supported. Parameter Store supports the "
                                "following policy types: Expiration, ExpirationNotification, and "
                                "NoChangeNotification.",
                                type));
}

Refusal<> invalid_policy_attribute(std::string message) {
  return refusal_of("InvalidPolicyAttributeException", std::move(message));
}

Refusal<> incompatible_policy() {
  return refusal_of("IncompatiblePolicyException",
                    "There is a conflict in the policies specified for this parameter. You can't, "
                    "for example, specify two Expiration policies for a parameter. Review your "
                    "policies, and try again.");
}

Refusal<> invalid_filter_key(std::string message) {
  return refusal_of("InvalidFilterKey", std::move(message));
}

Refusal<> invalid_filter_option(std::string message) {
  return refusal_of("InvalidFilterOption", std::move(message));
}

Refusal<> invalid_filter_value(std::string message) {
  return refusal_of("InvalidFilterValue", std::move(message));
}

Refusal<> invalid_next_token() {
  return refusal_of("InvalidNextToken", "The specified token isn't valid.");
}

Refusal<> invalid_resource_id() {
  return refusal_of("InvalidResourceId", "");
}

Refusal<> too_many_tags() {
  return refusal_of("TooManyTagsError", "");
}

}  // namespace spotdrill::ssm
