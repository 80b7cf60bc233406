#include <charconv>

#include "services/ec2/errors.hpp"
#include "services/ec2/launch_template.hpp"
#include "services/ec2/launch_template_operations.hpp"

namespace spotdrill::ec2 {
namespace {

/// "You can delete up to 200 launch template versions in a single request."
constexpr std::size_t versions_per_call_max = 200;

/// Zero: it is no number.
std::int64_t version_number(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && rest == end ? number : 0;
}

api::ec2::DeleteLaunchTemplateVersionsResponseErrorItem kept(const LaunchTemplate& of,
                                                             const std::string& version,
                                                             std::string code,
                                                             std::string message) {
  api::ec2::DeleteLaunchTemplateVersionsResponseErrorItem item;
  item.launch_template_id = of.id;
  item.launch_template_name = of.name;
  item.version_number = version_number(version);
  item.response_error.emplace();
  item.response_error->code = std::move(code);
  item.response_error->message = std::move(message);
  return item;
}

}  // namespace

/// Deletes versions of a launch template, all but the default one. Each that stays is told of.
/// Errors: those of find_launch_template, InvalidParameterValue.
/// Source: EC2 API Reference, DeleteLaunchTemplateVersions.
// DEVIATION: what AWS says of the default version we found nowhere; the sentence is its guide's,
// and the code the only one of its list that fits.
Result<api::ec2::DeleteLaunchTemplateVersionsResult> delete_launch_template_versions(
    Ec2& ec2, const api::ec2::DeleteLaunchTemplateVersionsRequest& request) {
  LaunchTemplate launch_template =
      TRY(find_launch_template(ec2, request.launch_template_id, request.launch_template_name));
  if (request.versions.size() > versions_per_call_max) {
    return refuse(errors::invalid_parameter_value(
        "You can delete up to 200 launch template versions in a single request."));
  }
  api::ec2::DeleteLaunchTemplateVersionsResult result;
  for (const std::string& version : request.versions) {
    const auto found = find_version(launch_template, version);
    if (!found.has_value()) {
      result.unsuccessfully_deleted_launch_template_versions.push_back(kept(
          launch_template, version, "launchTemplateVersionDoesNotExist", found.error().message));
      continue;
    }
    const std::int64_t number = (*found)->number;
    if (number == launch_template.default_version) {
      result.unsuccessfully_deleted_launch_template_versions.push_back(
          kept(launch_template, std::to_string(number), "unexpectedError",
               "You can't delete the default version of a launch template; you must first assign "
               "a different version as the default."));
      continue;
    }
    std::erase_if(launch_template.versions,
                  [&](const LaunchTemplateVersion& each) { return each.number == number; });
    auto& gone = result.successfully_deleted_launch_template_versions.emplace_back();
    gone.launch_template_id = launch_template.id;
    gone.launch_template_name = launch_template.name;
    gone.version_number = number;
  }
  ec2.catalogue().put_launch_template(launch_template);
  return result;
}

}  // namespace spotdrill::ec2
