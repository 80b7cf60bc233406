#include "services/ec2/catalogue_errors.hpp"

#include <fmt/format.h>

#include "services/ec2/errors.hpp"

namespace spotdrill::ec2::errors {
AwsError image_not_found(const std::vector<std::string>& ids) {
  // Brackets are around one id too.
  return refusal("InvalidAMIID.NotFound",
                 ids.size() == 1
                     ? fmt::format("The image id '[{}]' does not exist", ids.front())
                     : fmt::format("The image ids '[{}]' do not exist", fmt::join(ids, ", ")));
}

AwsError image_malformed(std::string_view id) {
  return refusal("InvalidAMIID.Malformed",
                 id.starts_with("ami-")
                     ? fmt::format("Invalid id: \"{}\"", id)
                     : fmt::format("Invalid id: \"{}\" (expecting \"ami-...\")", id));
}

AwsError unknown_public_parameter(std::string_view name) {
  return refusal("InvalidParameterValue",
                 fmt::format("The SSM parameter '{}' does not exist.", name));
}

AwsError subnet_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidSubnetID.NotFound", do_not_exist("subnet", ids));
}

AwsError no_default_subnet(std::string_view zone) {
  return refusal("MissingInput",
                 fmt::format("No default subnet for availability zone: '{}'.", zone));
}

AwsError vpc_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidVpcID.NotFound", do_not_exist("vpc", ids));
}

AwsError group_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidGroup.NotFound",
                 ids.size() == 1
                     ? fmt::format("The security group '{}' does not exist", ids.front())
                     : fmt::format("The security groups '{}' do not exist", fmt::join(ids, ", ")));
}

AwsError group_malformed(std::string_view id) {
  return refusal("InvalidGroupId.Malformed",
                 id.starts_with("sg-")
                     ? fmt::format("Invalid id: \"{}\"", id)
                     : fmt::format("Invalid id: \"{}\" (expecting \"sg-...\")", id));
}

AwsError group_name_not_found(std::string_view name, std::string_view vpc_id) {
  return refusal(
      "InvalidGroup.NotFound",
      fmt::format("The security group '{}' does not exist in default VPC '{}'", name, vpc_id));
}

AwsError key_pair_not_found(std::string_view name) {
  return refusal("InvalidKeyPair.NotFound", fmt::format("The key pair '{}' does not exist", name));
}

AwsError key_pair_id_not_found(std::string_view id) {
  return refusal("InvalidKeyPair.NotFound", fmt::format("The key pair ID '{}' does not exist", id));
}

AwsError invalid_instance_type(std::string_view name) {
  return refusal("InvalidParameterValue",
                 fmt::format("Invalid value '{}' for InstanceType.", name));
}

// Source: DescribeInstanceTypes as in github.com/scylladb/scylla-cluster-tests/issues/12419.
AwsError unknown_instance_types(const std::vector<std::string>& names) {
  return refusal("InvalidInstanceType",
                 fmt::format("The following supplied instance types do not exist: [{}]",
                             fmt::join(names, ", ")));
}

AwsError invalid_availability_zone(std::string_view zone) {
  return refusal("InvalidParameterValue", fmt::format("Invalid availability zone: [{}]", zone));
}

AwsError invalid_region(std::string_view region) {
  return refusal("InvalidParameterValue", fmt::format("Invalid region provided: [{}]", region));
}

AwsError subnet_full(std::string_view subnet_id) {
  return refusal("InsufficientFreeAddressesInSubnet",
                 fmt::format("There are not enough free addresses in subnet '{}' to satisfy the "
                             "requested number of instances.",
                             subnet_id));
}

AwsError address_in_use(std::string_view ip) {
  return refusal("InvalidIPAddress.InUse", fmt::format("Address {} is in use.", ip));
}

AwsError address_outside_subnet(std::string_view ip) {
  return refusal("InvalidParameterValue",
                 fmt::format("Address {} does not fall within the subnet's address range", ip));
}

AwsError address_reserved(std::string_view ip) {
  return refusal("InvalidParameterValue",
                 fmt::format("Address {} is in subnet's reserved address range", ip));
}

AwsError invalid_filter(std::string_view name) {
  return refusal("InvalidParameterValue", fmt::format("The filter '{}' is invalid", name));
}

AwsError filter_without_values(std::string_view name) {
  return refusal("InvalidParameterValue",
                 fmt::format("The filter '{}' must have at least one value", name));
}

AwsError too_many_filter_values(std::size_t limit) {
  return refusal(
      "FilterLimitExceeded",
      fmt::format("The maximum number of filter values specified on a single call is {}", limit));
}

AwsError too_many_filters(std::size_t limit) {
  return refusal(
      "FilterLimitExceeded",
      fmt::format("The maximum number of filters specified on a single call is {}", limit));
}

AwsError invalid_next_token(std::string_view token) {
  return refusal("InvalidNextToken", fmt::format("The token '{}' is invalid", token));
}

AwsError max_results_out_of_range(std::int32_t value, std::int32_t least, std::int32_t most) {
  const std::string expected = value < least ? fmt::format("greater than {}", least)
                                             : fmt::format("less than or equal to {}", most);
  return refusal("InvalidParameterValue",
                 fmt::format("Value ( {} ) for parameter maxResults is invalid. Expecting a value "
                             "{}.",
                             value, expected));
}

AwsError max_results_with(std::string_view parameter) {
  return refusal(
      "InvalidParameterCombination",
      fmt::format("The parameter {} cannot be used with the parameter maxResults", parameter));
}

AwsError reserved_tag_key() {
  return refusal("InvalidParameterValue",
                 "Tag keys starting with 'aws:' are reserved for internal use");
}

AwsError tag_limit_exceeded() {
  return refusal("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
}

AwsError tag_key_too_long() {
  return refusal("InvalidParameterValue", "Tag key exceeds the maximum length of 128 characters");
}

AwsError tag_value_too_long() {
  return refusal("InvalidParameterValue", "Tag value exceeds the maximum length of 256 characters");
}

AwsError tag_key_missing() {
  return refusal("InvalidParameterValue", "Tag key cannot be null or empty");
}

AwsError duplicate_tag_key(std::string_view key) {
  return refusal("InvalidParameterValue", fmt::format("Duplicate tag key '{}' specified.", key));
}

// Two backslashes, as AWS has them. Source: github.com/seek-oss/aec/pull/411,
// github.com/aws-controllers-k8s/community/issues/1789.
AwsError not_a_metadata_tag_key(std::string_view key) {
  return refusal("InvalidParameterValue",
                 fmt::format("'{}' is not a valid tag key. Tag keys must match pattern "
                             R"(([0-9a-zA-Z\\-_+=,.@:]{{1,255}}))"
                             ", and must not be a reserved name ('.', '..', '_index')",
                             key));
}

AwsError invalid_resource_id(std::string_view id) {
  return refusal("InvalidID", fmt::format("The ID '{}' is not valid", id));
}

AwsError resource_not_found(std::string_view noun, std::string_view code, std::string_view id) {
  return refusal(code, fmt::format("The {} ID '{}' does not exist", noun, id));
}

AwsError too_many_tagged_resources(std::size_t limit) {
  return refusal("InvalidParameterValue",
                 fmt::format("The maximum number of resources that can be tagged in a single "
                             "request is {}",
                             limit));
}

AwsError unknown_attribute(std::string_view attribute) {
  return refusal(
      "InvalidParameterValue",
      fmt::format("Value ({}) for parameter attribute is invalid. Unknown attribute.", attribute));
}

AwsError invalid_option(std::string_view value, std::string_view parameter,
                        std::string_view expected) {
  return refusal("InvalidParameterValue", fmt::format("Value ({}) for parameter {} is invalid. {}",
                                                      value, parameter, expected));
}

AwsError not_modifiable(std::string_view instance_id, std::string_view state) {
  return refusal("IncorrectInstanceState",
                 fmt::format("The instance '{}' is in the '{}' state and cannot be modified.",
                             instance_id, state));
}

}  // namespace spotdrill::ec2::errors
