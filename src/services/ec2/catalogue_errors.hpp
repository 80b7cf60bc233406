// EC2's refusals of what the catalogue holds, of filters, pages and tags.
// Source: EC2 API Reference, "Error codes for the Amazon EC2 API".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/aws_error.hpp"

namespace spotdrill::ec2::errors {

// Identifiers.
AwsError image_not_found(const std::vector<std::string>& ids);
AwsError image_malformed(std::string_view id);
AwsError unknown_public_parameter(std::string_view name);
AwsError subnet_not_found(const std::vector<std::string>& ids);
AwsError no_default_subnet(std::string_view zone);
AwsError vpc_not_found(const std::vector<std::string>& ids);
AwsError group_not_found(const std::vector<std::string>& ids);
AwsError group_malformed(std::string_view id);
AwsError group_name_not_found(std::string_view name, std::string_view vpc_id);
AwsError key_pair_not_found(std::string_view name);
AwsError key_pair_id_not_found(std::string_view id);
AwsError invalid_instance_type(std::string_view name);
AwsError unknown_instance_types(const std::vector<std::string>& names);
AwsError invalid_availability_zone(std::string_view zone);
AwsError invalid_region(std::string_view region);

// Addresses.
AwsError subnet_full(std::string_view subnet_id);
AwsError address_in_use(std::string_view ip);
AwsError address_outside_subnet(std::string_view ip);
AwsError address_reserved(std::string_view ip);

// Filters and pages.
AwsError invalid_filter(std::string_view name);
AwsError filter_without_values(std::string_view name);
AwsError too_many_filter_values(std::size_t limit);
AwsError too_many_filters(std::size_t limit);
AwsError invalid_next_token(std::string_view token);
AwsError max_results_out_of_range(std::int32_t value, std::int32_t least, std::int32_t most);
AwsError max_results_with(std::string_view parameter);

// Tags.
AwsError reserved_tag_key();
AwsError tag_limit_exceeded();
AwsError tag_key_too_long();
AwsError tag_value_too_long();
AwsError tag_key_missing();
AwsError duplicate_tag_key(std::string_view key);
AwsError not_a_metadata_tag_key(std::string_view key);
AwsError invalid_resource_id(std::string_view id);
AwsError resource_not_found(std::string_view noun, std::string_view code, std::string_view id);
AwsError too_many_tagged_resources(std::size_t limit);

// Attributes.
AwsError unknown_attribute(std::string_view attribute);
AwsError invalid_option(std::string_view value, std::string_view parameter,
                        std::string_view expected);
AwsError not_modifiable(std::string_view instance_id, std::string_view state);

}  // namespace spotdrill::ec2::errors
