#include "services/ec2/launch_template_errors.hpp"

#include <fmt/format.h>

#include "services/ec2/errors.hpp"

// The codes: "Error codes for the Amazon EC2 API"; the sentences as users of AWS quote them.
namespace spotdrill::ec2::errors {

AwsError template_name_taken() {
  return refusal("InvalidLaunchTemplateName.AlreadyExistsException",
                 "Launch template name already in use.");
}

AwsError template_name_malformed() {
  return refusal("InvalidLaunchTemplateName.MalformedException",
                 "A launch template name must be between 3 and 128 characters, and may contain "
                 "letters, numbers, and the following characters: - ( ) . / _.");
}

AwsError template_name_not_found(std::string_view name) {
  return refusal(
      "InvalidLaunchTemplateName.NotFoundException",
      fmt::format("The specified launch template, with template name {}, does not exist.", name));
}

AwsError template_id_malformed(std::string_view id) {
  return refusal("InvalidLaunchTemplateId.Malformed",
                 id.starts_with("lt-")
                     ? fmt::format("Invalid id: \"{}\"", id)
                     : fmt::format("Invalid id: \"{}\" (expecting \"lt-...\")", id));
}

AwsError template_id_not_found(std::string_view id) {
  return refusal(
      "InvalidLaunchTemplateId.NotFound",
      fmt::format("The specified launch template, with template ID {}, does not exist.", id));
}

AwsError template_version_not_found(std::string_view version, std::string_view template_id) {
  return refusal(
      "InvalidLaunchTemplateId.VersionNotFound",
      fmt::format("Could not find the specified version {} for the launch template with ID {}.",
                  version, template_id));
}

AwsError template_not_named() {
  return refusal(
      "MissingParameter",
      "To describe the launch template data for all your launch templates, for ‘--versions’ "
      "specify ‘$Latest’, ‘$Default’, or both, and omit ‘--launch-template-id’, "
      "‘--launch-template-name’, and version numbers. To describe the launch template data for a "
      "specific launch template, specify ‘--launch-template-id’ or ‘--launch-template-name’, and "
      "for ‘--versions’ specify one or more of the following values: ‘$Latest’, ‘$Default’, or "
      "one or more version numbers.");
}

AwsError too_many_templates(std::string_view what) {
  return refusal("ResourceLimitExceeded",
                 fmt::format("You have exceeded an Amazon EC2 resource limit: {}.", what));
}

}  // namespace spotdrill::ec2::errors
