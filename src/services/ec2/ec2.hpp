// Ec2: the EC2 of one region. It owns the records of instances and Spot Instance requests and is
// the only one that changes their states; operations, FIS and the metadata service call it. It
// knows no bytes (wire/) and no processes (engine/process_host.hpp).
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/process_host.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/ec2/catalogue.hpp"
#include "services/ec2/instance.hpp"
#include "services/ec2/spot_request.hpp"
#include "services/ec2/volume.hpp"
#include "store/table.hpp"

namespace spotdrill::ec2 {

/// From SIGTERM to SIGKILL when an instance shuts down.
// DEVIATION: AWS promises no time after the deadline of an interruption; systemd gives services 90
// s (DefaultTimeoutStopSec), EC2 forces a stop when "the instance OS does not shut down cleanly
// within a few minutes".
inline constexpr Duration shutdown_grace_default = 90s;

/// "After you terminate an instance, it remains visible in the console for a short while … about an
/// hour." Source: EC2 User Guide, "Terminate Amazon EC2 instances".
inline constexpr Duration terminated_instance_visibility = 1h;

/// How long cancelled and closed requests stay. Source: none; AWS keeps them "for some time".
// DEVIATION: AWS documents no time; ours is 48 hours, as Spot history is kept.
inline constexpr Duration finished_request_visibility = 48h;

/// What is over stays visible for at least this long. Units: real time.
// DEVIATION: drill time may pass much faster than whoever polls: an hour of it at --speed 1000 is
// less than the pause between two polls of the AWS CLI's waiters (15 seconds).
inline constexpr Duration real_visibility_min = 30min;

struct Ec2Options {
  bool strict_ids = false;   ///< Unknown image, subnet, group and key ids are refused.
  Duration settle_delay{0};  ///< What AWS settles asynchronously takes this long.
  Duration shutdown_grace = shutdown_grace_default;
  // DEVIATION: on AWS capacity comes back when it does. Here a terminated instance of a persistent
  // request is replaced as soon as the request has been evaluated, and a stopped or hibernated one
  // is started again a minute after it stopped, so that both states can be seen.
  Duration replacement_delay{0};
  Duration restart_delay = 1min;
  /// The instance profile that a name or an ARN means; apps/ connects IAM here. Empty: names are
  /// taken as they are.
  std::function<Result<std::optional<IamProfile>>(const std::optional<std::string>& name,
                                                  const std::optional<std::string>& arn)>
      resolve_profile = {};
};

/// How long a client token names its first request.
/// "The ClientToken is available for up to 24 hours." Source: EC2 API Reference, "Ensuring
/// idempotency".
inline constexpr Duration client_token_lifetime = 24h;

/// What a client token has been used for.
struct TokenUse {
  std::string fingerprint;       ///< Of the request's arguments.
  std::vector<std::string> ids;  ///< What it made.
  Instant used_at;
};
BOOST_DESCRIBE_STRUCT(TokenUse, (), (fingerprint, ids, used_at))

/// What the console of a terminated instance said last.
struct ConsoleRecord {
  std::string text;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(ConsoleRecord, (), (text, at))

/// "only the most recent 64 KB of posted output … available for at least one hour after the last
/// posting". Source: EC2 API Reference, GetConsoleOutput.
inline constexpr std::size_t console_bytes_max = 64 * 1024;

/// Of so many things that an instance needed in vain the journal tells.
inline constexpr std::size_t unavailable_things_max = 64;

/// "Amazon EC2 launches the largest possible number of instances above MinCount", up to `max`.
struct InstanceCount {
  std::int32_t min = 1;
  std::int32_t max = 1;
};

class Ec2 {
 public:
  /// Reads what `world.store` holds of the region and arms its timers again. `world` and `host`
  /// outlive it.
  Ec2(World& world, Place place, ProcessHost& host, const Ec2Options& options);
  ~Ec2();
  Ec2(const Ec2&) = delete;
  Ec2& operator=(const Ec2&) = delete;

  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] const Ec2Options& options() const { return options_; }
  [[nodiscard]] Catalogue& catalogue() { return catalogue_; }
  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] ProcessHost& host() { return host_; }
  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  /// Now, as EC2 dates launches, attachments and requests: "2026-11-23T10:00:00.000Z".
  [[nodiscard]] Instant whole_second() const {
    return std::chrono::floor<std::chrono::seconds>(now());
  }

  // Instances.

  /// The instance, or null.
  [[nodiscard]] const Instance* find_instance(std::string_view id) const {
    return instances_.find(id);
  }
  /// Every instance that is visible, in order of ids.
  [[nodiscard]] const Table<Instance>::Map& instances() const { return instances_.all(); }

  /// The ids, once each, in the order given, all of which exist.
  /// Errors: InvalidInstanceID.Malformed, InvalidInstanceID.NotFound (names every unknown one).
  [[nodiscard]] Result<std::vector<std::string>> find_all(
      const std::vector<std::string>& ids) const;

  /// The instance, to be changed in what is not its life cycle: tags, attributes, metadata options.
  Instance& edit_instance(const std::string& id) { return instances_.edit(id); }

  /// Makes On-Demand instances under one reservation. Their state is pending.
  /// Errors: InsufficientFreeAddressesInSubnet and those of the catalogue; nothing is made then.
  Result<std::vector<std::string>> run_on_demand(const LaunchPlan& plan, InstanceCount count);

  /// Shuts an instance down for good, with `reason`. Nothing happens if it is ending already.
  void begin_shutdown(const std::string& id, StateReason reason);

  /// Stops an instance, with `reason`. It must be pending or running.
  void begin_stop(const std::string& id, StateReason reason, bool hibernate = false);

  /// Starts a stopped instance. It must be stopped, and no Spot Instance.
  void start(const std::string& id);

  /// Starts a stopped Spot Instance; its request is fulfilled again. It must be stopped.
  void start_spot(const std::string& instance_id);

  /// Cuts short the shutting down of an instance that is stopping or shutting down.
  void kill(const std::string& id);

  /// Reboots an instance; it stays running. Nothing happens unless it is running.
  void reboot(const std::string& id);

  /// The newest console output of an instance, also of a terminated one while it is visible.
  [[nodiscard]] std::string console(const std::string& id) const;

  // Volumes and snapshots.

  [[nodiscard]] const Volume* find_volume(std::string_view id) const { return volumes_.find(id); }
  [[nodiscard]] const Table<Volume>::Map& volumes() const { return volumes_.all(); }
  /// Where a volume is attached, or null.
  [[nodiscard]] const AttachedVolume* attachment(const Volume& volume) const;

  /// Makes a volume, of a snapshot where it names one. Returns its id.
  /// Errors: InsufficientVolumeCapacity, VolumeLimitExceeded, InternalError.
  Result<std::string> create_volume(Volume wanted);

  /// Makes a volume another one of the same content. `spec` is not smaller.
  /// Errors: InsufficientVolumeCapacity, InternalError.
  Result<void> modify_volume(const std::string& id, const VolumeSpec& spec);

  /// Deletes a volume that is not attached.
  void delete_volume(const std::string& id);

  /// Attaches an available volume to an instance that is running or stopped.
  void attach_volume(const std::string& id, const std::string& instance_id,
                     const std::string& device);

  /// Detaches an attached volume; if it is mounted, when that has ended, unless it is forced.
  void detach_volume(const std::string& id, bool force);

  [[nodiscard]] const Snapshot* find_snapshot(std::string_view id) const {
    return snapshots_.find(id);
  }
  [[nodiscard]] const Table<Snapshot>::Map& snapshots() const { return snapshots_.all(); }
  /// A snapshot that volumes can be made of.
  /// Errors: InvalidSnapshot.NotFound, IncorrectState.
  [[nodiscard]] Result<const Snapshot*> completed_snapshot(const std::string& id) const;

  /// Begins to copy a volume. Returns the snapshot's id. Errors: VolumeLimitExceeded.
  Result<std::string> create_snapshot(const Volume& volume, std::string description);
  void delete_snapshot(const std::string& id);

  /// The ids of everything that the host keeps for this region.
  [[nodiscard]] std::set<std::string> kept_volumes() const;

  // Client tokens: of each operation its own; "" is none.

  /// What an earlier request with the same token and arguments made; nothing if there was none.
  /// Errors: InvalidParameterValue, IdempotentParameterMismatch.
  [[nodiscard]] Result<std::optional<std::vector<std::string>>> check_token(
      std::string_view operation, const std::string& token, const std::string& fingerprint) const;
  void remember_token(std::string_view operation, const std::string& token, std::string fingerprint,
                      std::vector<std::string> ids);

  // Spot.

  [[nodiscard]] const SpotRequest* find_request(std::string_view id) const {
    return requests_.find(id);
  }
  [[nodiscard]] const Table<SpotRequest>::Map& requests() const { return requests_.all(); }

  /// The ids, once each, in the order given, all of which exist.
  /// Errors: InvalidSpotInstanceRequestID.Malformed and .NotFound (names every unknown one).
  [[nodiscard]] Result<std::vector<std::string>> find_all_requests(
      const std::vector<std::string>& ids) const;

  SpotRequest& edit_request(const std::string& id) { return requests_.edit(id); }

  /// Takes a request in: open and pending-evaluation, to be evaluated later. Returns its id.
  std::string submit(SpotRequest request);

  /// Makes Spot Instances under one reservation, each with a request of its own like `request`, as
  /// RunInstances does: now or not at all.
  /// Errors: InsufficientInstanceCapacity, SpotMaxPriceTooLow and as run_on_demand.
  Result<std::vector<std::string>> run_spot(const SpotRequest& request, InstanceCount count);

  /// Cancels a request; its instance goes on.
  void cancel_request(const std::string& id);

  /// Evaluates every request that is due. Describes call it, so that what AWS settles
  /// asynchronously is settled by the first of them.
  void settle();

  /// Whether there is Spot capacity; without it requests wait as capacity-not-available.
  void set_spot_capacity(bool available);
  [[nodiscard]] bool has_spot_capacity() const { return spot_capacity_; }

  // Interruptions.

  /// Sends a rebalance recommendation, unless the instance has had one.
  /// Errors: InvalidInstanceID.NotFound, UnsupportedOperation (not a Spot Instance, not running).
  Result<void> recommend_rebalance(const std::string& id);

  /// Interrupts a Spot Instance at `deadline`; the notice comes two minutes before, or at once if
  /// less remains. An earlier deadline replaces a later one until the notice has been given.
  /// Returns the deadline that holds; an event that is set for it afterwards finds the shutdown
  /// begun. Errors: as recommend_rebalance.
  Result<Instant> interrupt_at(const std::string& id, Instant deadline, InterruptionCause cause);

  /// Withdraws an interruption whose notice has not been given. False if there is none.
  bool withdraw_interruption(const std::string& id);

  // What the process host reports; Ec2Service calls these for instances of this region.

  void instance_booted(const std::string& id);
  void instance_failed(const std::string& id, const std::string& reason);
  void user_data_ended(const std::string& id, ExitStatus status);
  void processes_gone(const std::string& id, const WorkloadEnd& end);
  void unavailable(const std::string& id, const Unavailable& thing);
  void shutting_down(const std::string& id, const std::vector<ProcessState>& processes,
                     const std::vector<OpenFile>& files);
  void killed_after_grace(const std::string& id, const std::vector<OpenFile>& files);
  void shutdown_requested(const std::string& id, bool reboot);
  void instance_ended(const std::string& id);
  void attachment_changed(const std::string& id, const std::string& volume_id, Attachment now);

  /// Lets the instances of a subnet reach the internet, those to come too, or cuts them off. As
  /// often as they were cut off they must be let out again.
  void set_outside(const std::string& subnet_id, bool open);

  /// Takes up what an earlier daemon left running. Called once, after the host has its listener.
  void take_up();

  /// Adds a fact about a resource of this region to the journal.
  void record(const std::string& resource, std::string kind, json::object details = {});

 private:
  /// What the catalogue made of a plan.
  struct Placement {
    Image image;
    InstanceType type;
    Subnet subnet;
    std::vector<GroupRef> groups;
    std::string public_key;                     ///< The key pair's.
    std::optional<NetworkInterface> interface;  ///< That the plan names.
    std::int32_t count = 1;                     ///< How many instances there is room for.
  };

  // launch.cpp
  Result<Placement> place_plan(const LaunchPlan& plan, InstanceCount count);
  Result<void> place_on_interface(const LaunchPlan& plan, InstanceCount count,
                                  Placement& placement);
  Result<Subnet> choose_subnet(const LaunchPlan& plan, InstanceCount count);
  Result<std::vector<GroupRef>> choose_groups(const LaunchPlan& plan, const Subnet& subnet);
  Result<std::string> create(const LaunchPlan& plan, const Placement& placement,
                             const std::string& reservation_id, std::int32_t index,
                             const std::string& spot_request_id);
  void place_instance(Instance& instance, const LaunchPlan& plan, const Placement& placement);
  void give_public_address(Instance& instance);
  void arm_boot(const std::string& id, Duration delay);
  void boot(const std::string& id);
  [[nodiscard]] InstanceBoot boot_of(const Instance& instance) const;

  // launch_volumes.cpp
  [[nodiscard]] Result<void> check_devices(const LaunchPlan& plan, const Image& image) const;
  Result<void> make_volumes(Instance& instance, const LaunchPlan& plan, const Image& image);
  void make_ephemeral_disks(const Instance& instance);
  void remove_ephemeral_disks(const Instance& instance);
  /// What an attached volume is in its instance; nothing where it is a root volume.
  [[nodiscard]] std::optional<VolumeDevice> device_of(const Instance& instance,
                                                      const AttachedVolume& attached) const;
  [[nodiscard]] std::vector<VolumeDevice> devices_of(const Instance& instance) const;
  [[nodiscard]] bool waits_for_copies(const Instance& instance) const;

  // volumes.cpp
  [[nodiscard]] AttachedVolume* attachment_to_edit(const Volume& volume);
  [[nodiscard]] Result<void> check_room(std::int32_t gib) const;
  void fill(const Volume& volume);
  void filled(const std::string& id, const std::string& failure);
  void release_volume(const std::string& id);
  void release_volumes(Instance& instance);
  void end_detachments(const Instance& instance);
  void tell_host_of_volumes(const Instance& instance);
  void discard_later(const std::string& id);
  void copy_to(const Snapshot& snapshot);
  void snapshot_copied(const std::string& id, const std::string& failure);
  void resume_copies();

  // life_cycle.cpp
  void change_state(Instance& instance, InstanceState state, StateReason reason);
  void finish_termination(const std::string& id);
  void finish_stop(const std::string& id);
  void end_without_host(const std::string& id);
  void forget_instance(const std::string& id);
  [[nodiscard]] Duration visible_for(Duration drill_time) const;
  [[nodiscard]] bool terminates_on_shutdown(const Instance& instance) const;

  // workload.cpp
  void remember_unavailable();

  // take_up.cpp
  void arm_instance(const Instance& instance);
  void take_up_alive(const std::string& id);

  // spot_market.cpp
  void evaluate(const std::string& id);
  void schedule_evaluation(SpotRequest& request, Instant when);
  void withdraw_evaluation(SpotRequest& request);
  void fulfil(const std::string& id);
  void activate(const std::string& id, const std::string& instance_id);
  void resume_stopped(const std::string& id);
  void expire(const std::string& id);
  void set_status(SpotRequest& request, SpotState state, SpotStatus status,
                  std::string message = {});
  void forget_request(const std::string& id);
  void arm_request(SpotRequest& request);

  // spot_outcome.cpp
  void spot_instance_marked(const Instance& instance);
  void spot_instance_stopping(const Instance& instance);
  void spot_instance_stopped(const Instance& instance);
  void spot_instance_terminated(const Instance& instance);

  // interruption.cpp
  [[nodiscard]] Result<void> check_interruptible(const std::string& id) const;
  void arm_interruption(const Instance& instance);
  void give_notice(const std::string& id);
  void interrupt(const std::string& id);
  void drop_interruption(Instance& instance);

  World& world_;
  Place place_;
  ProcessHost& host_;
  Ec2Options options_;
  Catalogue catalogue_;
  Table<Instance> instances_;
  Table<SpotRequest> requests_;
  Table<TokenUse> tokens_;
  Table<ConsoleRecord> consoles_;
  Table<Volume> volumes_;
  Table<Snapshot> snapshots_;
  std::map<std::string, std::set<std::string>> missed_;  ///< By instance, what the journal has.
  std::set<std::pair<Instant, std::string>> due_;        ///< Requests by when they are evaluated.
  bool spot_capacity_ = true;
  std::multiset<std::string> cut_subnets_;  ///< Once for each that has cut them off.
  std::shared_ptr<Ec2*> alive_ = std::make_shared<Ec2*>(this);  ///< For copies that end later.
  Timers timers_;  ///< Last: withdrawn before what the events touch goes.
};

}  // namespace spotdrill::ec2

// Their bodies are in ec2.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::ec2::Instance>;
extern template class spotdrill::Table<spotdrill::ec2::SpotRequest>;
extern template class spotdrill::Table<spotdrill::ec2::TokenUse>;
extern template class spotdrill::Table<spotdrill::ec2::ConsoleRecord>;
extern template class spotdrill::Table<spotdrill::ec2::Volume>;
extern template class spotdrill::Table<spotdrill::ec2::Snapshot>;
