// Spot Instance requests from submission to fulfilment, and their ends without an instance.
#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/ec2.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/render_spot.hpp"

namespace spotdrill::ec2 {
namespace {

/// "By default, the request is valid for 7 days from the date the request was created."
/// Source: EC2 API Reference, RequestSpotInstances, ValidUntil (of one-time requests).
constexpr Duration default_validity = std::chrono::days{7};

/// "0.0175": micro-USD as dollars, without needless zeros.
std::string dollars(std::int64_t microdollars) {
  std::string text = price_text(microdollars);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.push_back('0');
  return text;
}

std::string too_low(std::int64_t offered, std::int64_t required) {
  return fmt::format(
      "Your Spot request price of {} is lower than the minimum required Spot request fulfillment "
      "price of {}.",
      dollars(offered), dollars(required));
}

bool is_over(SpotState state) {
  return state == SpotState::Closed || state == SpotState::Cancelled || state == SpotState::Failed;
}

}  // namespace

void Ec2::set_status(SpotRequest& request, SpotState state, SpotStatus status,
                     std::string message_text) {
  const bool same = request.state == state && request.status == status;
  request.state = state;
  request.status = status;
  request.status_message = std::move(message_text);
  if (!same) request.status_at = whole_second();
  if (is_over(state)) {
    withdraw_evaluation(request);
    timers_.cancel("expire/" + request.id);
    timers_.set("forget/" + request.id, now() + visible_for(finished_request_visibility),
                [this, id = request.id] { forget_request(id); });
  }
  if (same) return;
  record(request.id, "spot-request-status",
         {{"spot-instance-request-id", request.id},
          {"instance-id", request.instance_id},
          {"state", name(state)},
          {"code", code(status)}});
}

std::string Ec2::submit(SpotRequest request) {
  if (request.id.empty()) request.id = world_.ids.short_resource("sir-");
  request.created_at = whole_second();
  request.status_at = request.created_at;
  if (!request.persistent && !request.valid_until) {
    request.valid_until = request.created_at + default_validity;
  }
  const std::string id = request.id;
  SpotRequest& kept = requests_.put(id, std::move(request));
  record(id, "spot-request-status",
         {{"spot-instance-request-id", id},
          {"instance-id", ""},
          {"state", name(kept.state)},
          {"code", code(kept.status)}});
  arm_request(kept);
  schedule_evaluation(kept, now() + options_.settle_delay);
  return id;
}

Result<std::vector<std::string>> Ec2::run_spot(const SpotRequest& request, InstanceCount count) {
  const Placement placement = TRY(place_plan(request.launch, count));
  if (!spot_capacity_) return refuse(errors::no_spot_capacity());
  if (request.price_microdollars < placement.type.spot_microdollars) {
    return refuse(errors::spot_max_price_too_low(
        too_low(request.price_microdollars, placement.type.spot_microdollars)));
  }
  const std::string reservation_id = world_.ids.resource("r-");
  std::vector<std::string> ids;
  for (std::int32_t index = 0; index < placement.count; ++index) {
    const std::string request_id = world_.ids.short_resource("sir-");
    const std::string id =
        TRY(create(request.launch, placement, reservation_id, index, request_id));
    SpotRequest own = request;
    own.id = request_id;
    submit(std::move(own));
    activate(request_id, id);
    ids.push_back(id);
  }
  return ids;
}

void Ec2::schedule_evaluation(SpotRequest& request, Instant when) {
  withdraw_evaluation(request);
  request.evaluate_at = when;
  due_.emplace(when, request.id);
  timers_.set("evaluate/" + request.id, when, [this, id = request.id] { evaluate(id); });
}

void Ec2::withdraw_evaluation(SpotRequest& request) {
  if (!request.evaluate_at) return;
  due_.erase({*request.evaluate_at, request.id});
  timers_.cancel("evaluate/" + request.id);
  request.evaluate_at.reset();
}

void Ec2::settle() {
  while (!due_.empty() && due_.begin()->first <= now()) {
    evaluate(std::string{due_.begin()->second});
  }
}

void Ec2::evaluate(const std::string& id) {
  if (find_request(id) == nullptr) return;
  SpotRequest& request = requests_.edit(id);
  withdraw_evaluation(request);
  if (request.state == SpotState::Open) fulfil(id);
  if (request.state == SpotState::Disabled) resume_stopped(id);
}

void Ec2::fulfil(const std::string& id) {
  SpotRequest& request = requests_.edit(id);
  if (request.valid_from && *request.valid_from > now()) {
    set_status(request, SpotState::Open, SpotStatus::NotScheduledYet);
    return schedule_evaluation(request, *request.valid_from);
  }
  set_status(request, SpotState::Open, SpotStatus::PendingEvaluation);
  if (!spot_capacity_) {
    return set_status(request, SpotState::Open, SpotStatus::CapacityNotAvailable);
  }
  const auto placement = place_plan(request.launch, {1, 1});
  if (!placement.has_value()) {
    // "bad-parameters: One or more parameters for your Spot request are not valid (for example, the
    // AMI you specified does not exist). The status message indicates which parameter is not
    // valid."
    request.fault_code = placement.error().code;
    request.fault_message = placement.error().message;
    return set_status(request, SpotState::Failed, SpotStatus::BadParameters,
                      placement.error().message);
  }
  const std::int64_t price = placement->type.spot_microdollars;
  if (request.price_microdollars < price) {
    return set_status(request, SpotState::Open, SpotStatus::PriceTooLow,
                      too_low(request.price_microdollars, price));
  }
  const auto instance =
      create(request.launch, *placement, world_.ids.resource("r-"), 0, request.id);
  if (!instance.has_value()) {
    return set_status(request, SpotState::Open, SpotStatus::ConstraintNotFulfillable,
                      instance.error().message);
  }
  activate(id, *instance);
}

void Ec2::activate(const std::string& id, const std::string& instance_id) {
  SpotRequest& request = requests_.edit(id);
  withdraw_evaluation(request);
  request.instance_id = instance_id;
  request.launched_availability_zone = find_instance(instance_id)->availability_zone;
  if (!request.persistent) timers_.cancel("expire/" + id);
  set_status(request, SpotState::Active, SpotStatus::Fulfilled);
  record(id, "spot-request-fulfillment",
         {{"spot-instance-request-id", id}, {"instance-id", instance_id}});
}

void Ec2::resume_stopped(const std::string& id) {
  SpotRequest& request = requests_.edit(id);
  const Instance* instance = find_instance(request.instance_id);
  if (instance == nullptr || instance->state != InstanceState::Stopped) return;
  if (!spot_capacity_) return;  // set_spot_capacity looks again.
  start_spot(request.instance_id);
}

void Ec2::start_spot(const std::string& instance_id) {
  start(instance_id);
  SpotRequest& request = requests_.edit(find_instance(instance_id)->spot_request_id);
  withdraw_evaluation(request);
  set_status(request, SpotState::Active, SpotStatus::Fulfilled);
}

void Ec2::set_spot_capacity(bool available) {
  spot_capacity_ = available;
  if (!available) return;
  std::vector<std::string> waiting;
  for (const auto& [id, request] : requests_.all()) {
    const bool held = request.status == SpotStatus::CapacityNotAvailable;
    const bool stopped = request.status == SpotStatus::InstanceStoppedNoCapacity ||
                         request.status == SpotStatus::InstanceStoppedByExperiment ||
                         request.status == SpotStatus::InstanceStoppedByPrice;
    if (!is_over(request.state) && (held || stopped) && !request.evaluate_at) {
      waiting.push_back(id);
    }
  }
  for (const std::string& id : waiting) schedule_evaluation(requests_.edit(id), now());
}

void Ec2::cancel_request(const std::string& id) {
  SpotRequest& request = requests_.edit(id);
  withdraw_evaluation(request);
  const Instance* instance = find_instance(request.instance_id);
  const bool running = instance != nullptr && instance->is_up();
  switch (request.state) {
    case SpotState::Open:
      return set_status(request, SpotState::Cancelled,
                        running ? SpotStatus::RequestCanceledAndInstanceRunning
                                : SpotStatus::CanceledBeforeFulfillment);
    case SpotState::Active:
      return set_status(request, SpotState::Cancelled,
                        SpotStatus::RequestCanceledAndInstanceRunning);
    case SpotState::Disabled:
      return set_status(request, SpotState::Cancelled, request.status);
    default:
      return;
  }
}

void Ec2::expire(const std::string& id) {
  if (find_request(id) == nullptr) return;
  SpotRequest& request = requests_.edit(id);
  if (request.state == SpotState::Open) {
    return set_status(request, SpotState::Cancelled, SpotStatus::ScheduleExpired);
  }
  cancel_request(id);
}

void Ec2::forget_request(const std::string& id) {
  const SpotRequest* request = find_request(id);
  if (request == nullptr) return;
  const Instance* instance = find_instance(request->instance_id);
  if (instance != nullptr && instance->state != InstanceState::Terminated) {
    timers_.set("forget/" + id, now() + visible_for(finished_request_visibility),
                [this, id] { forget_request(id); });
    return;
  }
  requests_.erase(id);
}

void Ec2::arm_request(SpotRequest& request) {
  const std::string id = request.id;
  if (is_over(request.state)) {
    timers_.set("forget/" + id, request.status_at + visible_for(finished_request_visibility),
                [this, id] { forget_request(id); });
    return;
  }
  const bool expires = request.persistent || request.state == SpotState::Open;
  if (request.valid_until && expires) {
    timers_.set("expire/" + id, *request.valid_until, [this, id] { expire(id); });
  }
  if (request.evaluate_at) schedule_evaluation(request, *request.evaluate_at);
}

}  // namespace spotdrill::ec2
