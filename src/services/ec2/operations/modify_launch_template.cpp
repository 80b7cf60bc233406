#include "services/ec2/errors.hpp"
#include "services/ec2/launch_template.hpp"
#include "services/ec2/launch_template_operations.hpp"

namespace spotdrill::ec2 {

/// Makes another version the default one.
/// Errors: those of find_launch_template, MissingParameter,
/// InvalidLaunchTemplateId.VersionNotFound.
/// Source: EC2 API Reference, ModifyLaunchTemplate.
Result<api::ec2::ModifyLaunchTemplateResult> modify_launch_template(
    Ec2& ec2, const api::ec2::ModifyLaunchTemplateRequest& request) {
  LaunchTemplate launch_template =
      TRY(find_launch_template(ec2, request.launch_template_id, request.launch_template_name));
  if (!request.default_version) return refuse(errors::missing_parameter("DefaultVersion"));
  launch_template.default_version =
      TRY(find_version(launch_template, *request.default_version))->number;
  ec2.catalogue().put_launch_template(launch_template);
  api::ec2::ModifyLaunchTemplateResult result;
  result.launch_template = render_launch_template(ec2, launch_template);
  return result;
}

}  // namespace spotdrill::ec2
