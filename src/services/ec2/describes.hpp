// The operations that show and label what there is: describes, tags, console output, attributes.
// One file each under operations/; operations.cpp has the table.
#pragma once

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

Result<api::ec2::CreateTagsResult> create_tags(Ec2& ec2,
                                               const api::ec2::CreateTagsRequest& request);
Result<api::ec2::DeleteTagsResult> delete_tags(Ec2& ec2,
                                               const api::ec2::DeleteTagsRequest& request);
Result<api::ec2::DescribeAvailabilityZonesResult> describe_availability_zones(
    Ec2& ec2, const api::ec2::DescribeAvailabilityZonesRequest& request);
Result<api::ec2::DescribeImagesResult> describe_images(
    Ec2& ec2, const api::ec2::DescribeImagesRequest& request);
Result<api::ec2::InstanceAttribute> describe_instance_attribute(
    Ec2& ec2, const api::ec2::DescribeInstanceAttributeRequest& request);
Result<api::ec2::DescribeInstanceStatusResult> describe_instance_status(
    Ec2& ec2, const api::ec2::DescribeInstanceStatusRequest& request);
Result<api::ec2::DescribeInstanceTypesResult> describe_instance_types(
    Ec2& ec2, const api::ec2::DescribeInstanceTypesRequest& request);
Result<api::ec2::DescribeInstancesResult> describe_instances(
    Ec2& ec2, const api::ec2::DescribeInstancesRequest& request);
Result<api::ec2::DescribeKeyPairsResult> describe_key_pairs(
    Ec2& ec2, const api::ec2::DescribeKeyPairsRequest& request);
Result<api::ec2::DescribeRegionsResult> describe_regions(
    Ec2& ec2, const api::ec2::DescribeRegionsRequest& request);
Result<api::ec2::DescribeSecurityGroupsResult> describe_security_groups(
    Ec2& ec2, const api::ec2::DescribeSecurityGroupsRequest& request);
Result<api::ec2::DescribeSpotPriceHistoryResult> describe_spot_price_history(
    Ec2& ec2, const api::ec2::DescribeSpotPriceHistoryRequest& request);
Result<api::ec2::DescribeSubnetsResult> describe_subnets(
    Ec2& ec2, const api::ec2::DescribeSubnetsRequest& request);
Result<api::ec2::DescribeTagsResult> describe_tags(Ec2& ec2,
                                                   const api::ec2::DescribeTagsRequest& request);
Result<api::ec2::DescribeVpcsResult> describe_vpcs(Ec2& ec2,
                                                   const api::ec2::DescribeVpcsRequest& request);
Result<api::ec2::GetConsoleOutputResult> get_console_output(
    Ec2& ec2, const api::ec2::GetConsoleOutputRequest& request);
Result<api::ec2::ModifyInstanceMetadataOptionsResult> modify_instance_metadata_options(
    Ec2& ec2, const api::ec2::ModifyInstanceMetadataOptionsRequest& request);

}  // namespace spotdrill::ec2
