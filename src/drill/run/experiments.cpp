#include "drill/run/experiments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "drill/run/fault_document.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view fis_role = "spotdrill-fis";

bool goes_on(const FaultSeen& fault) {
  return fault.began && (fault.state.empty() || fault.state == "pending" ||
                         fault.state == "initiating" || fault.state == "running");
}

}  // namespace

Called<void> Experiments::prepare() {
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const Fault& fault = faults_[i];
    if (fault.kind != Fault::Kind::Template) continue;
    Called<std::string> made = cloud_.create_experiment_template(fault_document(fault, {}));
    if (!made) return refuse(fmt::format("{}: {}", fault.where, made.error()));
    templates_[i] = std::move(*made);
  }
  return {};
}

Called<void> Experiments::begin(std::size_t index, const std::string& account,
                                const std::string& instance, Instant now) {
  if (templates_[index].empty()) {
    if (role_arn_.empty())
      role_arn_ = TRY(cloud_.ensure_role(std::string{fis_role}, "fis.amazonaws.com"));
    const FaultTarget target{.instance_arn = fmt::format("arn:aws:ec2:{}:{}:instance/{}",
                                                         cloud_.region(), account, instance),
                             .role_arn = role_arn_};
    templates_[index] =
        TRY(cloud_.create_experiment_template(fault_document(faults_[index], target)));
  }
  seen_[index].experiment_id = TRY(cloud_.start_experiment(templates_[index]));
  seen_[index].began = now;
  return {};
}

void Experiments::look(const std::function<void(const FaultSeen&)>& tell) {
  for (FaultSeen& fault : seen_) {
    if (!goes_on(fault)) continue;
    const Called<ExperimentNow> now = cloud_.describe_experiment(fault.experiment_id);
    if (!now || now->state == fault.state) continue;
    fault.state = now->state;
    fault.reason = now->reason;
    tell(fault);
  }
}

bool Experiments::any_running() const {
  return std::any_of(seen_.begin(), seen_.end(), goes_on);
}

void Experiments::stop() {
  for (const FaultSeen& fault : seen_) {
    if (goes_on(fault)) (void)cloud_.stop_experiment(fault.experiment_id);
  }
}

void Experiments::delete_templates() {
  for (const std::string& id : templates_) {
    if (!id.empty()) (void)cloud_.delete_experiment_template(id);
  }
}

}  // namespace spotdrill::drill
