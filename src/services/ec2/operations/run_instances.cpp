#include "services/ec2/errors.hpp"
#include "services/ec2/launch_template.hpp"
#include "services/ec2/operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {
namespace {

Result<InstanceCount> read_count(const api::ec2::RunInstancesRequest& request) {
  const InstanceCount count{request.min_count, request.max_count};
  if (count.min < 1) {
    return refuse(
        errors::invalid_value("minCount", std::to_string(count.min), "Must be greater than 0."));
  }
  if (count.min > count.max) {
    return refuse(
        errors::invalid_parameter_combination("minCount must be less than or equal to maxCount"));
  }
  if (count.max > instances_per_call_max) {
    return refuse(errors::instance_limit_exceeded(count.max, instances_per_call_max));
  }
  return count;
}

/// What the market options come to; the launch plan is not in it yet.
Result<SpotRequest> read_market(const api::ec2::InstanceMarketOptionsRequest& market) {
  if (!market.market_type && market.spot_options) return refuse(errors::market_type_missing());
  const std::string type = market.market_type.value_or("");
  if (type != "spot") {
    return refuse(errors::unsupported_operation("The market type '" + type +
                                                "' is not supported: spotdrill has spot only."));
  }
  SpotRequest made;
  made.by_run_instances = true;
  if (!market.spot_options) return made;
  const api::ec2::SpotMarketOptions& options = *market.spot_options;
  if (options.block_duration_minutes) {
    return refuse(
        errors::invalid_parameter_value("BlockDurationMinutes is not a valid parameter."));
  }
  const std::string spot_type = options.spot_instance_type.value_or("one-time");
  if (spot_type != "one-time" && spot_type != "persistent") {
    return refuse(
        errors::invalid_value("spotInstanceType", spot_type, "Must be one-time or persistent."));
  }
  made.persistent = spot_type == "persistent";
  if (options.instance_interruption_behavior) {
    made.behavior = TRY(read_behavior(*options.instance_interruption_behavior));
  }
  const bool terminates = made.behavior == InterruptionBehavior::Terminate;
  if (!terminates && !made.persistent) {
    return refuse(errors::behavior_needs_persistent(options.spot_instance_type.value_or("null"),
                                                    name(made.behavior)));
  }
  // "For RunInstances, persistent Spot Instance requests are only supported when the instance
  // interruption behavior is either hibernate or stop."
  if (terminates && made.persistent) {
    return refuse(errors::invalid_parameter_combination(
        "The terminate InstanceInterruptionBehavior is not supported when requestType is set to "
        "persistent."));
  }
  // "The end date of the request … Supported only for persistent requests."
  if (options.valid_until && !made.persistent) {
    return refuse(errors::valid_until_needs_persistent());
  }
  made.valid_until = options.valid_until;
  if (options.max_price) made.price_microdollars = TRY(read_price(*options.max_price));
  return made;
}

api::ec2::Reservation reservation_of(Ec2& ec2, const std::vector<std::string>& ids) {
  std::vector<const Instance*> instances;
  for (const std::string& id : ids) {
    if (const Instance* instance = ec2.find_instance(id)) instances.push_back(instance);
  }
  std::vector<api::ec2::Reservation> reservations = render_reservations(instances);
  if (reservations.empty()) return {};
  return std::move(reservations.front());
}

Result<std::vector<std::string>> launch(Ec2& ec2, const LaunchPlan& plan,
                                        std::optional<SpotRequest>& spot, InstanceCount count) {
  if (!spot) return ec2.run_on_demand(plan, count);
  spot->launch = plan;
  spot->client_token = plan.client_token;
  if (spot->price_microdollars == 0) {
    const InstanceType type = TRY(ec2.catalogue().instance_type(plan.instance_type));
    spot->price_microdollars = type.on_demand_microdollars;
  }
  return ec2.run_spot(*spot, count);
}

}  // namespace

Result<api::ec2::Reservation> run_instances(Ec2& ec2, const api::ec2::RunInstancesRequest& asked) {
  std::vector<std::pair<std::string, std::string>> template_tags;
  std::optional<api::ec2::RunInstancesRequest> whole;
  if (asked.launch_template) whole = TRY(with_launch_template(ec2, asked, template_tags));
  const api::ec2::RunInstancesRequest& request = whole ? *whole : asked;
  const InstanceCount count = TRY(read_count(request));
  LaunchPlan plan = TRY(read_plan(ec2, request));
  plan.instance_tags.insert(template_tags.begin(), template_tags.end());
  std::optional<SpotRequest> spot;
  if (request.instance_market_options) {
    spot = TRY(read_market(*request.instance_market_options));
    spot->tags = TRY(read_tag_specifications(
        request.tag_specifications, "spot-instances-request",
        {"instance", "volume", "network-interface", "spot-instances-request", "elastic-gpu"}));
  }

  std::string arguments = to_text(record::to_json(plan));
  if (spot) arguments += to_text(record::to_json(*spot));
  arguments += "/" + std::to_string(count.min) + "/" + std::to_string(count.max);
  const std::string print = fingerprint(arguments);
  constexpr std::string_view operation = "RunInstances";
  const auto used = TRY(ec2.check_token(operation, plan.client_token, print));
  if (used) return reservation_of(ec2, *used);

  const std::vector<std::string> ids = TRY(launch(ec2, plan, spot, count));
  ec2.remember_token(operation, plan.client_token, print, ids);
  return reservation_of(ec2, ids);
}

}  // namespace spotdrill::ec2
