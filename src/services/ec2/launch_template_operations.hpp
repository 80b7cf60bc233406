// The operations on launch templates. One file each under operations/; operations.cpp has the
// table.
#pragma once

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

Result<api::ec2::CreateLaunchTemplateResult> create_launch_template(
    Ec2& ec2, const api::ec2::CreateLaunchTemplateRequest& request);
Result<api::ec2::CreateLaunchTemplateVersionResult> create_launch_template_version(
    Ec2& ec2, const api::ec2::CreateLaunchTemplateVersionRequest& request);
Result<api::ec2::DeleteLaunchTemplateResult> delete_launch_template(
    Ec2& ec2, const api::ec2::DeleteLaunchTemplateRequest& request);
Result<api::ec2::DeleteLaunchTemplateVersionsResult> delete_launch_template_versions(
    Ec2& ec2, const api::ec2::DeleteLaunchTemplateVersionsRequest& request);
Result<api::ec2::DescribeLaunchTemplateVersionsResult> describe_launch_template_versions(
    Ec2& ec2, const api::ec2::DescribeLaunchTemplateVersionsRequest& request);
Result<api::ec2::DescribeLaunchTemplatesResult> describe_launch_templates(
    Ec2& ec2, const api::ec2::DescribeLaunchTemplatesRequest& request);
Result<api::ec2::GetLaunchTemplateDataResult> get_launch_template_data(
    Ec2& ec2, const api::ec2::GetLaunchTemplateDataRequest& request);
Result<api::ec2::ModifyLaunchTemplateResult> modify_launch_template(
    Ec2& ec2, const api::ec2::ModifyLaunchTemplateRequest& request);

}  // namespace spotdrill::ec2
