#include "base/iso8601.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/render_spot.hpp"

namespace spotdrill::ec2 {
namespace {

/// When the request may be fulfilled.
Result<void> read_validity(Ec2& ec2, const api::ec2::RequestSpotInstancesRequest& request,
                           SpotRequest& made) {
  made.valid_from = request.valid_from;
  made.valid_until = request.valid_until;
  if (made.valid_until && *made.valid_until <= ec2.now()) {
    return refuse(errors::invalid_value("validUntil", iso8601_millis(*made.valid_until),
                                        "The end of the validity must be in the future."));
  }
  if (made.valid_from && made.valid_until && *made.valid_from >= *made.valid_until) {
    return refuse(errors::invalid_value("validFrom", iso8601_millis(*made.valid_from),
                                        "The start of the validity must be before its end."));
  }
  return {};
}

Result<void> read_type(const api::ec2::RequestSpotInstancesRequest& request, SpotRequest& made) {
  const std::string type = request.type.value_or("one-time");
  if (type != "one-time" && type != "persistent") {
    return refuse(errors::invalid_value("type", type, "Must be one-time or persistent."));
  }
  made.persistent = type == "persistent";
  if (request.instance_interruption_behavior) {
    made.behavior = TRY(read_behavior(*request.instance_interruption_behavior));
  }
  if (made.behavior != InterruptionBehavior::Terminate && !made.persistent) {
    return refuse(
        errors::behavior_needs_persistent(request.type.value_or("null"), name(made.behavior)));
  }
  return {};
}

Result<SpotRequest> read_request(Ec2& ec2, const api::ec2::RequestSpotInstancesRequest& request) {
  if (request.block_duration_minutes) {
    return refuse(
        errors::invalid_parameter_value("BlockDurationMinutes is not a valid parameter."));
  }
  if (!request.launch_specification) {
    return refuse(errors::missing_parameter("LaunchSpecification"));
  }
  SpotRequest made;
  const auto type = read_type(request, made);
  if (!type.has_value()) return refuse(type.error());
  const auto validity = read_validity(ec2, request, made);
  if (!validity.has_value()) return refuse(validity.error());
  made.launch = TRY(read_plan(ec2, *request.launch_specification));
  // "If you do not specify a maximum price, … the default maximum price is the On-Demand price."
  const InstanceType instance_type = TRY(ec2.catalogue().instance_type(made.launch.instance_type));
  made.price_microdollars = instance_type.on_demand_microdollars;
  if (request.spot_price) made.price_microdollars = TRY(read_price(*request.spot_price));
  // DEVIATION: of instances in a launch group AWS terminates all when it terminates one; here the
  // group is shown and has no other effect.
  made.launch_group = request.launch_group.value_or("");
  made.availability_zone_group = request.availability_zone_group.value_or("");
  made.client_token = request.client_token.value_or("");
  made.tags = TRY(read_tag_specifications(request.tag_specifications, "spot-instances-request",
                                          {"spot-instances-request"}));
  return made;
}

api::ec2::RequestSpotInstancesResult reply(Ec2& ec2, const std::vector<std::string>& ids) {
  api::ec2::RequestSpotInstancesResult result;
  for (const std::string& id : ids) {
    if (const SpotRequest* request = ec2.find_request(id)) {
      result.spot_instance_requests.push_back(render(ec2, *request));
    }
  }
  return result;
}

}  // namespace

Result<api::ec2::RequestSpotInstancesResult> request_spot_instances(
    Ec2& ec2, const api::ec2::RequestSpotInstancesRequest& request) {
  const std::int32_t count = request.instance_count.value_or(1);
  if (count < 1) {
    return refuse(
        errors::invalid_value("instanceCount", std::to_string(count), "Must be greater than 0."));
  }
  if (count > instances_per_call_max) return refuse(errors::spot_count_exceeded());
  const SpotRequest made = TRY(read_request(ec2, request));

  const std::string print =
      fingerprint(to_text(record::to_json(made)) + "/" + std::to_string(count));
  constexpr std::string_view operation = "RequestSpotInstances";
  const auto used = TRY(ec2.check_token(operation, made.client_token, print));
  if (used) return reply(ec2, *used);

  std::vector<std::string> ids;
  for (std::int32_t index = 0; index < count; ++index) ids.push_back(ec2.submit(made));
  ec2.remember_token(operation, made.client_token, print, ids);
  return reply(ec2, ids);
}

}  // namespace spotdrill::ec2
