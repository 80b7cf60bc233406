#include "services/ec2/launch_template.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "protocol/shape_json.hpp"
#include "services/ec2/ec2.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/launch_template_errors.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {
namespace {

/// What was kept as text was written by this program.
json::object kept_data(const LaunchTemplateVersion& version) {
  return parse_json(version.data)->as_object();
}

/// Each member of `upper` in the place of that of `lower`.
json::object laid_over(json::object lower, const json::object& upper) {
  for (const auto& [name, value] : upper) lower.insert_or_assign(name, value);
  return lower;
}

/// A version's parameters under RunInstances' names. Errors: UnsupportedOperation.
Result<json::object> launch_parameters(const LaunchTemplateVersion& version) {
  json::object parameters = kept_data(version);
  if (const json::value* id = parameters.if_contains("RamDiskId")) {
    parameters.insert_or_assign("RamdiskId", json::value(*id));
    parameters.erase("RamDiskId");
  }
  // Elastic GPUs are no more; RunInstances calls them otherwise.
  parameters.erase("ElasticGpuSpecifications");
  if (parameters.contains("InstanceRequirements")) {
    return refuse(errors::unsupported_operation(
        "The parameter InstanceRequirements is not supported: spotdrill launches instance types "
        "that are named."));
  }
  return parameters;
}

// DEVIATION: whoever made a launch template or a version of it, the account's root is named.
std::string creator(const Ec2& ec2) {
  return root_arn(ec2.place().account);
}

}  // namespace

Result<LaunchTemplate> find_launch_template(Ec2& ec2, const std::optional<std::string>& id,
                                            const std::optional<std::string>& name) {
  if (!id && !name) {
    return refuse(errors::missing_parameter("LaunchTemplateId or LaunchTemplateName"));
  }
  // "You must specify either the launch template ID or the launch template name, but not both."
  if (id && name) {
    return refuse(errors::invalid_parameter_combination(
        "You must specify either the launch template ID or the launch template name, but not "
        "both."));
  }
  if (id && !has_id_form(*id, "lt-")) return refuse(errors::template_id_malformed(*id));
  const auto& all = ec2.catalogue().launch_templates();
  const auto found =
      id ? all.find(*id)
         : std::ranges::find_if(all, [&](const auto& entry) { return entry.second.name == *name; });
  if (found != all.end()) return found->second;
  return refuse(id ? errors::template_id_not_found(*id) : errors::template_name_not_found(*name));
}

Result<const LaunchTemplateVersion*> find_version(const LaunchTemplate& launch_template,
                                                  const std::string& version) {
  std::string number = version;
  if (version == "$Default") number = std::to_string(launch_template.default_version);
  // "$Latest" is the newest that there is.
  if (version == "$Latest") number = std::to_string(launch_template.versions.back().number);
  const auto found = std::ranges::find_if(launch_template.versions, [&](const auto& each) {
    return std::to_string(each.number) == number;
  });
  if (found == launch_template.versions.end()) {
    return refuse(errors::template_version_not_found(version, launch_template.id));
  }
  return &*found;
}

Result<std::string> template_data(const api::ec2::RequestLaunchTemplateData& data,
                                  const LaunchTemplateVersion* source) {
  json::object kept = protocol::write_json(data).as_object();
  if (source != nullptr) kept = laid_over(kept_data(*source), kept);
  if (kept.empty()) return refuse(errors::missing_parameter("LaunchTemplateData"));
  return to_text(kept);
}

// "Any additional parameters that you specify for the new instance overwrite the corresponding
// parameters included in the launch template." Source: RunInstances, LaunchTemplate.
Result<api::ec2::RunInstancesRequest> with_launch_template(
    Ec2& ec2, const api::ec2::RunInstancesRequest& request,
    std::vector<std::pair<std::string, std::string>>& version_tags) {
  ASSERT(request.launch_template.has_value());
  const api::ec2::LaunchTemplateSpecification& named = *request.launch_template;
  const LaunchTemplate found =
      TRY(find_launch_template(ec2, named.launch_template_id, named.launch_template_name));
  // "Default: The default version of the launch template."
  const LaunchTemplateVersion& version =
      *TRY(find_version(found, named.version.value_or("$Default")));
  json::object parameters = TRY(launch_parameters(version));
  parameters = laid_over(std::move(parameters), protocol::write_json(request).as_object());
  parameters.erase("LaunchTemplate");
  auto whole = protocol::read_json<api::ec2::RunInstancesRequest>(parameters);
  if (!whole.has_value()) return refuse(errors::invalid_parameter_value(whole.error()));
  version_tags = {{"aws:ec2launchtemplate:id", found.id},
                  {"aws:ec2launchtemplate:version", std::to_string(version.number)}};
  return std::move(*whole);
}

api::ec2::LaunchTemplate render_launch_template(Ec2& ec2, const LaunchTemplate& launch_template) {
  api::ec2::LaunchTemplate shown;
  shown.launch_template_id = launch_template.id;
  shown.launch_template_name = launch_template.name;
  shown.create_time = launch_template.created;
  shown.created_by = creator(ec2);
  shown.default_version_number = launch_template.default_version;
  shown.latest_version_number = launch_template.latest_version;
  shown.tags = render_tags(tags_of(ec2, launch_template.id));
  return shown;
}

api::ec2::LaunchTemplateVersion render_version(Ec2& ec2, const LaunchTemplate& launch_template,
                                               const LaunchTemplateVersion& version) {
  api::ec2::LaunchTemplateVersion shown;
  shown.launch_template_id = launch_template.id;
  shown.launch_template_name = launch_template.name;
  shown.version_number = version.number;
  if (!version.description.empty()) shown.version_description = version.description;
  shown.create_time = version.created;
  shown.created_by = creator(ec2);
  shown.default_version = version.number == launch_template.default_version;
  auto data = protocol::read_json<api::ec2::ResponseLaunchTemplateData>(kept_data(version));
  if (data.has_value()) shown.launch_template_data = std::move(*data);
  return shown;
}

}  // namespace spotdrill::ec2
