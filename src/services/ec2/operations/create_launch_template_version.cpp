#include "protocol/shape_json.hpp"
#include "services/ec2/launch_template.hpp"
#include "services/ec2/launch_template_errors.hpp"
#include "services/ec2/launch_template_operations.hpp"
#include "services/ec2/read_plan.hpp"

namespace spotdrill::ec2 {

/// Makes the next version of a launch template: what the request says, over what the source version
/// said.
/// Errors: those of find_launch_template, InvalidLaunchTemplateId.VersionNotFound,
/// MissingParameter, ResourceLimitExceeded, IdempotentParameterMismatch.
/// Source: EC2 API Reference, CreateLaunchTemplateVersion.
Result<api::ec2::CreateLaunchTemplateVersionResult> create_launch_template_version(
    Ec2& ec2, const api::ec2::CreateLaunchTemplateVersionRequest& request) {
  LaunchTemplate launch_template =
      TRY(find_launch_template(ec2, request.launch_template_id, request.launch_template_name));
  api::ec2::CreateLaunchTemplateVersionResult result;
  constexpr std::string_view operation = "CreateLaunchTemplateVersion";
  const std::string token = request.client_token.value_or("");
  const std::string print = fingerprint(to_text(protocol::write_json(request)));
  if (const auto used = TRY(ec2.check_token(operation, token, print)); used && !used->empty()) {
    const LaunchTemplateVersion& made = *TRY(find_version(launch_template, used->front()));
    result.launch_template_version = render_version(ec2, launch_template, made);
    return result;
  }
  const LaunchTemplateVersion* source = nullptr;
  if (request.source_version) source = TRY(find_version(launch_template, *request.source_version));
  if (launch_template.versions.size() >= launch_template_versions_max) {
    return refuse(errors::too_many_templates("versions of a launch template"));
  }
  LaunchTemplateVersion made;
  made.number = launch_template.latest_version + 1;
  made.description = request.version_description.value_or("");
  made.created = ec2.whole_second();
  made.data = TRY(template_data(request.launch_template_data, source));
  launch_template.latest_version = made.number;
  launch_template.versions.push_back(made);
  ec2.catalogue().put_launch_template(launch_template);
  ec2.remember_token(operation, token, print, {std::to_string(made.number)});
  result.launch_template_version = render_version(ec2, launch_template, made);
  return result;
}

}  // namespace spotdrill::ec2
