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

Called<void> Experiments::make_template(std::size_t index, const std::string& account,
                                        const std::string& instance) {
  if (!templates_[index].empty()) return {};
  if (role_arn_.empty()) {
    role_arn_ = TRY(cloud_.ensure_role(std::string{fis_role}, "fis.amazonaws.com"));
  }
  const std::string prefix = fmt::format("arn:aws:ec2:{}:{}:", cloud_.region(), account);
  FaultTarget target{
      .subnet_arn = {}, .instance_arn = prefix + "instance/" + instance, .role_arn = role_arn_};
  if (faults_[index].kind == Fault::Kind::Network) {
    target.subnet_arn = prefix + "subnet/" + TRY(cloud_.describe_instance(instance)).subnet;
  }
  templates_[index] =
      TRY(cloud_.create_experiment_template(fault_document(faults_[index], target)));
  return {};
}

Called<void> Experiments::aim(const std::string& account, const std::string& instance) {
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (!faults_[i].moment.is_brief() || seen_[i].began) continue;
    // One that was made for an instance before this one is of no more use.
    if (!templates_[i].empty()) (void)cloud_.delete_experiment_template(templates_[i]);
    templates_[i].clear();
    TRY(make_template(i, account, instance));
  }
  return {};
}

Called<void> Experiments::begin(std::size_t index, const std::string& account,
                                const std::string& instance, Instant now) {
  TRY(make_template(index, account, instance));
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
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    if (faults_[i].kind != Fault::Kind::Network && goes_on(seen_[i])) return true;
  }
  return false;
}

std::string Experiments::failure() const {
  const bool all = std::ranges::all_of(
      seen_, [](const FaultSeen& fault) { return fault.began && fault.state == "failed"; });
  if (seen_.empty() || !all) return {};
  const FaultSeen& last = seen_.back();
  return fmt::format("no fault took effect: {}: experiment {} failed: {}", last.text,
                     last.experiment_id, last.reason);
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
