// The operations on what instances have: attributes, CPU credits, instance profiles; and what a
// client asks before it launches one. One file each under operations/; operations.cpp has
// the table.
#pragma once

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

Result<api::ec2::AssociateIamInstanceProfileResult> associate_iam_instance_profile(
    Ec2& ec2, const api::ec2::AssociateIamInstanceProfileRequest& request);
Result<api::ec2::DescribeAccountAttributesResult> describe_account_attributes(
    Ec2& ec2, const api::ec2::DescribeAccountAttributesRequest& request);
Result<api::ec2::DescribeIamInstanceProfileAssociationsResult>
describe_iam_instance_profile_associations(
    Ec2& ec2, const api::ec2::DescribeIamInstanceProfileAssociationsRequest& request);
Result<api::ec2::DescribeInstanceCreditSpecificationsResult>
describe_instance_credit_specifications(
    Ec2& ec2, const api::ec2::DescribeInstanceCreditSpecificationsRequest& request);
Result<api::ec2::DescribeInstanceTypeOfferingsResult> describe_instance_type_offerings(
    Ec2& ec2, const api::ec2::DescribeInstanceTypeOfferingsRequest& request);
Result<api::ec2::DisassociateIamInstanceProfileResult> disassociate_iam_instance_profile(
    Ec2& ec2, const api::ec2::DisassociateIamInstanceProfileRequest& request);
Result<api::ec2::GetSpotPlacementScoresResult> get_spot_placement_scores(
    Ec2& ec2, const api::ec2::GetSpotPlacementScoresRequest& request);
Result<api::ec2::ModifyInstanceAttributeResult> modify_instance_attribute(
    Ec2& ec2, const api::ec2::ModifyInstanceAttributeRequest& request);
Result<api::ec2::ReplaceIamInstanceProfileAssociationResult>
replace_iam_instance_profile_association(
    Ec2& ec2, const api::ec2::ReplaceIamInstanceProfileAssociationRequest& request);

}  // namespace spotdrill::ec2
