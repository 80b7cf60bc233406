#include <algorithm>

#include "protocol/shape_json.hpp"
#include "services/ec2/launch_template.hpp"
#include "services/ec2/launch_template_errors.hpp"
#include "services/ec2/launch_template_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {
namespace {

/// "letters, numbers, and the following characters: - ( ) . / _".
bool is_template_name(std::string_view name) {
  return name.size() >= 3 && name.size() <= 128 && std::ranges::all_of(name, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  std::string_view{"-()./_"}.find(c) != std::string_view::npos;
         });
}

}  // namespace

/// Makes a launch template with its first version. What the version says is looked at when an
/// instance is launched.
/// Errors: InvalidLaunchTemplateName.MalformedException,
/// InvalidLaunchTemplateName.AlreadyExistsException, MissingParameter, ResourceLimitExceeded,
/// IdempotentParameterMismatch.
/// Source: EC2 API Reference, CreateLaunchTemplate.
// DEVIATION: AWS warns at once of parameters that would not launch.
Result<api::ec2::CreateLaunchTemplateResult> create_launch_template(
    Ec2& ec2, const api::ec2::CreateLaunchTemplateRequest& request) {
  if (!is_template_name(request.launch_template_name)) {
    return refuse(errors::template_name_malformed());
  }
  Tags tags = TRY(
      read_tag_specifications(request.tag_specifications, "launch-template", {"launch-template"}));
  constexpr std::string_view operation = "CreateLaunchTemplate";
  const std::string token = request.client_token.value_or("");
  const std::string print = fingerprint(to_text(protocol::write_json(request)));
  if (const auto used = TRY(ec2.check_token(operation, token, print)); used && !used->empty()) {
    const LaunchTemplate made = TRY(find_launch_template(ec2, used->front(), {}));
    return api::ec2::CreateLaunchTemplateResult{
        .launch_template = render_launch_template(ec2, made), .warning = {}};
  }
  const auto& all = ec2.catalogue().launch_templates();
  const bool taken = std::ranges::any_of(
      all, [&](const auto& entry) { return entry.second.name == request.launch_template_name; });
  if (taken) return refuse(errors::template_name_taken());
  if (all.size() >= launch_templates_max) {
    return refuse(errors::too_many_templates("launch templates"));
  }
  std::string data = TRY(template_data(request.launch_template_data, nullptr));
  LaunchTemplate made;
  made.id = ec2.world().ids.resource("lt-");
  made.name = request.launch_template_name;
  made.created = ec2.whole_second();
  made.versions.push_back({.number = 1,
                           .description = request.version_description.value_or(""),
                           .created = made.created,
                           .data = std::move(data)});
  ec2.catalogue().put_launch_template(made);
  set_tags(ec2, made.id, std::move(tags));
  ec2.remember_token(operation, token, print, {made.id});
  api::ec2::CreateLaunchTemplateResult result;
  result.launch_template = render_launch_template(ec2, made);
  return result;
}

}  // namespace spotdrill::ec2
