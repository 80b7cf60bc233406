// Launch templates: how a request names one and a version of it, and what a
// RunInstances request comes to with one. What the parameters in it mean is RunInstances' matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/launch_template_records.hpp"

namespace spotdrill::ec2 {

class Ec2;

/// The template that a request names by one of the two.
/// Errors: MissingParameter, InvalidParameterCombination, InvalidLaunchTemplateId.Malformed,
/// InvalidLaunchTemplateId.NotFound, InvalidLaunchTemplateName.NotFoundException.
Result<LaunchTemplate> find_launch_template(Ec2& ec2, const std::optional<std::string>& id,
                                            const std::optional<std::string>& name);

/// "$Latest", "$Default" or a number. Errors: InvalidLaunchTemplateId.VersionNotFound.
Result<const LaunchTemplateVersion*> find_version(const LaunchTemplate& launch_template,
                                                  const std::string& version);

/// What a version is to hold: `data` over what `source` holds.
/// Errors: MissingParameter: neither holds anything.
Result<std::string> template_data(const api::ec2::RequestLaunchTemplateData& data,
                                  const LaunchTemplateVersion* source);

/// `request`, which names a launch template, with what that says where it says nothing itself.
/// `version_tags`: the tags by which an instance tells its template.
/// Errors: those of find_launch_template and find_version, UnsupportedOperation.
Result<api::ec2::RunInstancesRequest> with_launch_template(
    Ec2& ec2, const api::ec2::RunInstancesRequest& request,
    std::vector<std::pair<std::string, std::string>>& version_tags);

api::ec2::LaunchTemplate render_launch_template(Ec2& ec2, const LaunchTemplate& launch_template);
api::ec2::LaunchTemplateVersion render_version(Ec2& ec2, const LaunchTemplate& launch_template,
                                               const LaunchTemplateVersion& version);

}  // namespace spotdrill::ec2
