// Refusals that concern launch templates.
#pragma once

#include <string_view>

#include "base/aws_error.hpp"

namespace spotdrill::ec2::errors {

AwsError template_name_taken();
AwsError template_name_malformed();
AwsError template_name_not_found(std::string_view name);
AwsError template_id_malformed(std::string_view id);
AwsError template_id_not_found(std::string_view id);
AwsError template_version_not_found(std::string_view version, std::string_view template_id);
AwsError template_not_named();  ///< MissingParameter, of DescribeLaunchTemplateVersions.
AwsError too_many_templates(std::string_view what);  ///< ResourceLimitExceeded.

}  // namespace spotdrill::ec2::errors
