// What a request asks a stack to become, checked as far as it can be before anything is made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/cloudformation.hpp"
#include "services/cloudformation/cloudformation.hpp"
#include "services/cloudformation/reading.hpp"

namespace spotdrill::cloudformation {

/// What CreateStack, UpdateStack and CreateChangeSet have of a target.
struct TargetRequest {
  std::optional<std::string> body;
  std::optional<std::string> url;
  bool use_previous_template = false;
  std::vector<api::cloudformation::Parameter> parameters;
  std::vector<std::string> capabilities;
  /// It is a change set's: what a transform makes is looked at before it is executed, and takes no
  /// CAPABILITY_AUTO_EXPAND. Source: CloudFormation API Reference, CreateStack, Capabilities.
  bool reviewed = false;
  std::vector<std::string> resource_types;
  std::vector<std::string> notifications;
  std::vector<api::cloudformation::Tag> tags;
  std::optional<std::string> role;
};

/// The text of a template that is given, or lies in S3. Errors: ValidationError.
Result<std::string> template_text(CloudFormation& cloudformation,
                                  const std::optional<std::string>& body,
                                  const std::optional<std::string>& url,
                                  const wire::Context& context);

/// `previous`: what the stack is now; null: it is new.
/// Errors: ValidationError, InsufficientCapabilitiesException.
Result<TargetRecord> make_target(CloudFormation& cloudformation, const TargetRequest& request,
                                 const TargetRecord* previous, const std::string& name,
                                 const wire::Context& context);

/// The request's target. T has the members of each of the three inputs.
template <class T>
TargetRequest target_request(const T& input) {
  TargetRequest request;
  request.body = input.template_body;
  request.url = input.template_url;
  request.parameters = input.parameters;
  request.capabilities = input.capabilities;
  request.resource_types = input.resource_types;
  request.notifications = input.notification_arns;
  request.tags = input.tags;
  request.role = input.role_arn;
  return request;
}

}  // namespace spotdrill::cloudformation
