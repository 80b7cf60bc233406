#include "services/ec2/launch_template.hpp"
#include "services/ec2/launch_template_operations.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {

/// Deletes a launch template with all its versions; instances that were launched with it stay.
/// Errors: those of find_launch_template.
/// Source: EC2 API Reference, DeleteLaunchTemplate.
Result<api::ec2::DeleteLaunchTemplateResult> delete_launch_template(
    Ec2& ec2, const api::ec2::DeleteLaunchTemplateRequest& request) {
  const LaunchTemplate found =
      TRY(find_launch_template(ec2, request.launch_template_id, request.launch_template_name));
  api::ec2::DeleteLaunchTemplateResult result;
  result.launch_template = render_launch_template(ec2, found);
  set_tags(ec2, found.id, {});
  ec2.catalogue().erase_launch_template(found.id);
  return result;
}

}  // namespace spotdrill::ec2
