#include <fmt/format.h>

#include "asl/integrations.hpp"
#include "asl/parse/states.hpp"

namespace spotdrill::asl::parse {
namespace {

using Pattern = Resource::Pattern;

/// The patterns that no service of this kind has. Which services and operations there are is known
/// where they are called.
bool recognized(const Resource& resource) {
  if (resource.pattern == Pattern::Sync2) return resource.type == "states";
  return resource.pattern != Pattern::Sync || !resource.type.starts_with("aws-sdk:");
}

void check_express(const Fields& fields, const Resource& resource) {
  if (resource.kind == Resource::Kind::Activity) {
    fields.refuse("Resource", "Express state machine does not support Activity ARN");
  }
  if (resource.pattern != Pattern::RequestResponse) {
    // Verbatim: AWS's sentence ends in a space.
    const bool token = resource.pattern == Pattern::WaitForTaskToken;
    fields.refuse("Resource",
                  fmt::format("Express state machine does not support '{}' service integration ",
                              token ? ".waitForTaskToken" : ".sync"));
  }
}

/// "maxResults" and "maxResults.$" are the same parameter.
std::string_view parameter_name(std::string_view key) {
  constexpr std::string_view by_path = ".$";
  if (key.ends_with(by_path)) key.remove_suffix(by_path.size());
  return key;
}

void check_parameters(const Fields& fields, const Resource& resource,
                      const Integrations& integrations) {
  const std::string_view field = fields.in_jsonata() ? "Arguments" : "Parameters";
  const json::value* parameters = fields.find(field);
  if (parameters == nullptr || !parameters->is_object()) return;
  for (const auto& parameter : parameters->get_object()) {
    const std::string_view name =
        fields.in_jsonata() ? std::string_view{parameter.key()} : parameter_name(parameter.key());
    if (integrations.takes(resource, name)) continue;
    fields.refuse(field, fmt::format("The field \"{}\" is not supported by Step Functions", name));
  }
}

/// What is known of the operation before anybody calls it.
void check_integration(const Fields& fields, const Resource& resource,
                       const Integrations& integrations) {
  using Standing = Integrations::Standing;
  switch (integrations.standing(resource)) {
    case Standing::Unknown:
      return fields.refuse("Resource",
                           fmt::format("The resource provided {} is not recognized. The value is "
                                       "not a valid resource ARN, or the resource is not available "
                                       "in this region.",
                                       resource.arn));
    case Standing::Unavailable:
      return fields.context().warn(
          code::unavailable,
          fmt::format("spotdrill does not have {}:{}: the state will fail when it is entered",
                      resource.type, resource.action),
          fields.place_of("Resource"));
    case Standing::Available:
      return check_parameters(fields, resource, integrations);
  }
}

Resource read_resource(const Fields& fields) {
  const auto arn = fields.string("Resource");
  if (!arn) return {};
  auto resource = parse_resource(*arn);
  if (!resource) {
    fields.refuse("Resource", "Value is not a valid resource ARN");
    return {};
  }
  if (!recognized(*resource)) {
    fields.refuse("Resource", fmt::format("The resource provided {} is not recognized", *arn));
  } else if (fields.context().type == MachineType::Express) {
    check_express(fields, *resource);
  }
  const Integrations* integrations = fields.context().integrations;
  const bool known = recognized(*resource) && resource->kind == Resource::Kind::Integration;
  if (known && integrations != nullptr) check_integration(fields, *resource, *integrations);
  return std::move(*resource);
}

std::optional<PayloadTemplate> read_credentials(const Fields& fields, const Resource& resource) {
  const json::object* credentials = fields.object("Credentials");
  if (credentials == nullptr) return {};
  if (resource.kind == Resource::Kind::Activity) {
    fields.refuse("The field 'Credentials' is not supported for activities");
  }
  if (!credentials->contains("RoleArn") &&
      (fields.in_jsonata() || !credentials->contains("RoleArn.$"))) {
    fields.refuse("Credentials", "The field 'RoleArn' is required but was missing");
  }
  return fields.payload_template("Credentials");
}

}  // namespace

Task read_task(const Fields& fields) {
  fields.allow_in_state({"Assign", "Resource", "Credentials", "Retry", "Catch", "TimeoutSeconds",
                         "HeartbeatSeconds", "Next", "End"},
                        {"InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector",
                         "TimeoutSecondsPath", "HeartbeatSecondsPath"},
                        {"Arguments", "Output"});
  fields.require({"Resource"});
  Task task;
  task.resource = read_resource(fields);
  // A query may give an object.
  if (fields.in_jsonata() && !fields.has_query("Arguments")) fields.object("Arguments");
  task.parameters = fields.parameters();
  task.timeout = fields.given_seconds("TimeoutSeconds");
  task.heartbeat = fields.given_seconds("HeartbeatSeconds");
  task.credentials = read_credentials(fields, task.resource);
  task.effort = read_effort(fields);
  if (task.timeout && task.heartbeat) {
    const auto* timeout = std::get_if<Seconds>(&*task.timeout);
    const auto* heartbeat = std::get_if<Seconds>(&*task.heartbeat);
    if (timeout != nullptr && heartbeat != nullptr && *heartbeat >= *timeout) {
      fields.refuse("HeartbeatSeconds", "HeartbeatSeconds must be smaller than TimeoutSeconds");
    }
  }
  return task;
}

}  // namespace spotdrill::asl::parse
