// A process host that starts no process: instances go through their life cycle in the engine alone.
// For `--instances modelled`, for API work and scale, and for tests in virtual time.
#pragma once

#include <map>
#include <set>
#include <string>

#include "engine/clock.hpp"
#include "engine/process_host.hpp"
#include "engine/scheduler.hpp"
#include "engine/timers.hpp"

namespace spotdrill::sim {

/// Volumes without content.
class ModelledVolumes final : public VolumeStore {
 public:
  /// More than any volume of AWS's has. Units: bytes.
  static constexpr std::uint64_t room = 1ULL << 50;

  ModelledVolumes(Clock& clock, Timers& timers) : clock_(clock), timers_(timers) {}

  [[nodiscard]] std::uint64_t bytes_max() const override { return room; }
  Result<void, std::string> make(const std::string& id, std::uint64_t bytes) override;
  Result<void, std::string> grow(const std::string& id, std::uint64_t bytes) override;
  void copy(const std::string& from, const std::string& to, std::uint64_t bytes,
            Done done) override;
  void remove(const std::string& id) override { kept_.erase(id); }
  void retain(const std::set<std::string>& ids) override;
  [[nodiscard]] const std::set<std::string>& kept() const { return kept_; }

 private:
  Clock& clock_;
  Timers& timers_;
  std::set<std::string> kept_;
};

class ModelledProcessHost final : public ProcessHost {
 public:
  ModelledProcessHost(Clock& clock, Scheduler& scheduler) : clock_(clock), timers_(scheduler) {}

  [[nodiscard]] std::string_view kind() const override { return "modelled"; }
  void set_listener(ProcessHostListener& listener) override { listener_ = &listener; }
  void launch(const InstanceBoot& boot) override;
  bool take_up(const InstanceBoot& boot) override;
  void shut_down(const std::string& instance_id, Duration grace) override;
  void kill(const std::string& instance_id) override;
  void freeze(const std::string& instance_id) override;
  void thaw(const std::string& instance_id) override;
  void attach_volume(const std::string& instance_id, const VolumeDevice& device) override;
  void detach_volume(const std::string& instance_id, const std::string& volume_id,
                     bool force) override;
  void refresh_volume(const std::string& instance_id, const VolumeDevice& device) override;
  VolumeStore& volumes() override { return volumes_; }
  void set_outside(const std::string& instance_id, bool open) override;
  [[nodiscard]] std::vector<std::string> living() const override;
  void discard(const std::string& instance_id) override;
  std::string console(const std::string& instance_id, std::size_t bytes_max) override;

  // What a test makes happen inside an instance.

  /// The next launch fails with `reason`.
  void fail_next_launch(std::string reason) { next_failure_ = std::move(reason); }
  /// How long shut_down takes. The default is no time at all.
  void set_shutdown_time(Duration time) { shutdown_time_ = time; }
  void print(const std::string& instance_id, std::string_view text);
  void end_user_data(const std::string& instance_id, ExitStatus status);
  void request_shutdown(const std::string& instance_id, bool reboot);
  /// Every instance ends unheard, as when the machine stops: take_up finds none of them alive.
  void lose_all();

  /// Volumes that are to be detached are mounted, until told otherwise.
  void set_volumes_busy(bool busy);
  /// What the host keeps of volumes and snapshots.
  [[nodiscard]] const std::set<std::string>& kept_volumes() const { return volumes_.kept(); }

  /// What an instance was last booted from, or null.
  [[nodiscard]] const InstanceBoot* boot_of(const std::string& instance_id) const;
  [[nodiscard]] bool alive(const std::string& instance_id) const;
  [[nodiscard]] bool outside(const std::string& instance_id) const;

 private:
  struct Modelled {
    InstanceBoot boot;
    bool alive = false;
    std::string console;
  };

  void end(const std::string& instance_id, Instant when);
  void tell(const std::string& instance_id, const std::string& volume_id, Attachment now);

  Clock& clock_;
  Timers timers_;
  ProcessHostListener* listener_ = nullptr;
  std::map<std::string, Modelled> instances_;
  std::string next_failure_;
  bool lost_ = false;
  bool volumes_busy_ = false;
  ModelledVolumes volumes_{clock_, timers_};
  Duration shutdown_time_{0};
};

}  // namespace spotdrill::sim
