#include "services/ec2/ec2_service.hpp"

#include <set>

namespace spotdrill::ec2 {

Ec2Service::Ec2Service(World& world, std::string account, ProcessHost& host, Ec2Options options)
    : host_(host),
      regions_([&world, &host, account = std::move(account),
                options = std::move(options)](const std::string& region) {
        return std::make_unique<Ec2>(world, Place{account, region}, host, options);
      }) {
  host.set_listener(*this);
  std::set<std::string> stored;
  for (const char* table : {"ec2_instance", "ec2_spot_request", "ec2_volume", "ec2_snapshot"}) {
    for (std::string& region : world.store.scopes(table)) stored.insert(std::move(region));
  }
  std::set<std::string> kept;
  for (const std::string& region : stored) {
    regions_.at(region).take_up();
    kept.merge(regions_.at(region).kept_volumes());
  }
  // What was made for a request that was never answered, and what was deleted meanwhile.
  host_.volumes().retain(kept);
}

Ec2* Ec2Service::find_region_of(const std::string& instance_id) const {
  for (const auto& [region, ec2] : regions_.all()) {
    if (ec2->find_instance(instance_id) != nullptr) return ec2.get();
  }
  return nullptr;
}

void Ec2Service::kill_all() {
  for (const auto& [region, ec2] : regions_.all()) {
    for (const auto& [id, instance] : ec2->instances()) {
      if (instance.host != HostPhase::None) host_.kill(id);
    }
  }
}

void Ec2Service::reset() {
  kill_all();
  regions_.clear();
  host_.volumes().retain({});
}

void Ec2Service::instance_booted(const std::string& instance_id) {
  if (Ec2* ec2 = find_region_of(instance_id)) ec2->instance_booted(instance_id);
}

void Ec2Service::instance_failed(const std::string& instance_id, const std::string& reason) {
  if (Ec2* ec2 = find_region_of(instance_id)) return ec2->instance_failed(instance_id, reason);
  host_.discard(instance_id);
}

void Ec2Service::user_data_ended(const std::string& instance_id, ExitStatus status) {
  if (Ec2* ec2 = find_region_of(instance_id)) ec2->user_data_ended(instance_id, status);
}

void Ec2Service::processes_gone(const std::string& instance_id, const WorkloadEnd& end) {
  if (Ec2* ec2 = find_region_of(instance_id)) ec2->processes_gone(instance_id, end);
}

void Ec2Service::unavailable(const std::string& instance_id, const Unavailable& thing) {
  if (Ec2* ec2 = find_region_of(instance_id)) ec2->unavailable(instance_id, thing);
}

void Ec2Service::shutdown_requested(const std::string& instance_id, bool reboot) {
  if (Ec2* ec2 = find_region_of(instance_id)) ec2->shutdown_requested(instance_id, reboot);
}

void Ec2Service::shutting_down(const std::string& instance_id,
                               const std::vector<ProcessState>& processes,
                               const std::vector<OpenFile>& files) {
  if (Ec2* ec2 = find_region_of(instance_id)) ec2->shutting_down(instance_id, processes, files);
}

void Ec2Service::killed_after_grace(const std::string& instance_id,
                                    const std::vector<OpenFile>& files) {
  if (Ec2* ec2 = find_region_of(instance_id)) ec2->killed_after_grace(instance_id, files);
}

void Ec2Service::attachment_changed(const std::string& instance_id, const std::string& volume_id,
                                    Attachment now) {
  if (Ec2* ec2 = find_region_of(instance_id)) ec2->attachment_changed(instance_id, volume_id, now);
}

void Ec2Service::instance_ended(const std::string& instance_id) {
  if (Ec2* ec2 = find_region_of(instance_id)) return ec2->instance_ended(instance_id);
  host_.discard(instance_id);  // A reset has forgotten it.
}

}  // namespace spotdrill::ec2
