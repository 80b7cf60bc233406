// Ec2Service: EC2 in every region. It hears what the process host reports and passes it to the
// region that has the instance.
#pragma once

#include <string>

#include "engine/process_host.hpp"
#include "services/ec2/ec2.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::ec2 {

class Ec2Service final : public ProcessHostListener {
 public:
  /// Reads every region that the store has records of, and takes up the instances that are still
  /// alive. `world` and `host` outlive it.
  Ec2Service(World& world, std::string account, ProcessHost& host, Ec2Options options);

  /// EC2 in `region`.
  Ec2& at(const std::string& region) { return regions_.at(region); }

  /// Every region in use.
  [[nodiscard]] const std::map<std::string, std::unique_ptr<Ec2>>& all() const {
    return regions_.all();
  }

  /// The EC2 that has the instance, or null.
  [[nodiscard]] Ec2* find_region_of(const std::string& instance_id) const;

  /// Ends every instance at once and forgets every region; the store is cleared by whoever resets.
  void reset();

  /// Ends every instance at once; nothing else changes. For the end of a daemon that keeps none.
  void kill_all();

  void instance_booted(const std::string& instance_id) override;
  void instance_failed(const std::string& instance_id, const std::string& reason) override;
  void user_data_ended(const std::string& instance_id, ExitStatus status) override;
  void processes_gone(const std::string& instance_id, const WorkloadEnd& end) override;
  void unavailable(const std::string& instance_id, const Unavailable& thing) override;
  void shutdown_requested(const std::string& instance_id, bool reboot) override;
  void shutting_down(const std::string& instance_id, const std::vector<ProcessState>& processes,
                     const std::vector<OpenFile>& files) override;
  void killed_after_grace(const std::string& instance_id,
                          const std::vector<OpenFile>& files) override;
  void attachment_changed(const std::string& instance_id, const std::string& volume_id,
                          Attachment now) override;
  void instance_ended(const std::string& instance_id) override;

 private:
  ProcessHost& host_;
  wire::Regional<Ec2> regions_;
};

}  // namespace spotdrill::ec2
