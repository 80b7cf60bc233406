// Step Functions in one region: state machines, their revisions, versions and aliases, activities.
// What its operations do is under operations/. Executions are kept elsewhere; they ask here what an
// ARN means (resolve) and what is to be run (definition).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asl/definition.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/states/names.hpp"
#include "services/states/record.hpp"
#include "store/table.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::states {

/// Source: Step Functions Developer Guide, "Step Functions service quotas".
inline constexpr std::size_t state_machines_max = 100'000;
inline constexpr std::size_t activities_max = 100'000;
inline constexpr std::size_t versions_max = 1'000;  ///< Of one state machine.
inline constexpr std::size_t aliases_max = 100;     ///< Likewise.

/// What an ARN that StartExecution takes means.
struct Target {
  std::string machine_arn;
  std::string version_arn;  ///< Empty: no version was meant.
  std::string alias_arn;    ///< Empty: no alias was meant.
  const StateMachineRecord* machine = nullptr;
  const RevisionRecord* revision = nullptr;  ///< What is to be run, as which role.
};

/// What executions keep alive. Each may be empty.
struct Uses {
  /// Whether an execution of the state machine is under way.
  std::function<bool(std::string_view machine_arn)> machine;
  /// Whether an execution that can still be described runs or ran the revision.
  std::function<bool(std::string_view revision)> revision;
};

class Executions;
class TestRuns;

class States {
 public:
  using Machines = Table<StateMachineRecord>;

  /// Takes up what the world's store holds of the region. What AWS settles asynchronously takes
  /// `settle_delay`.
  States(World& world, Place place, Duration settle_delay = Duration::zero());
  ~States();
  States(const States&) = delete;
  States& operator=(const States&) = delete;

  [[nodiscard]] World& world() const { return world_; }
  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }

  /// "arn:aws:states:us-east-1:123456789012:stateMachine:NAME", ":3" and ":PROD" behind it, and
  /// "…:activity:NAME".
  [[nodiscard]] std::string machine_arn(std::string_view name) const;
  [[nodiscard]] std::string version_arn(std::string_view machine, std::int64_t number) const;
  [[nodiscard]] std::string alias_arn(std::string_view machine, std::string_view alias) const;
  [[nodiscard]] std::string activity_arn(std::string_view name) const;

  // State machines: keys are names.
  [[nodiscard]] Machines& machines() { return machines_; }
  [[nodiscard]] const Machines& machines() const { return machines_; }
  /// The state machine that `arn` names without its qualifier, or null.
  [[nodiscard]] const StateMachineRecord* find_machine(const ResourceArn& arn) const;
  /// The revision of that id, or null.
  [[nodiscard]] const RevisionRecord* find_revision(std::string_view id) const {
    return revisions_.find(id);
  }
  [[nodiscard]] const RevisionRecord& current_revision(const StateMachineRecord& machine) const;

  /// Makes `configuration` the current revision of the state machine called `name`.
  const RevisionRecord& revise(const std::string& name, Configuration configuration);

  /// Begins to delete a state machine: its versions and aliases go at once, itself when no
  /// execution of it is under way.
  void begin_delete(const std::string& name);

  /// Ends the deletion of a state machine, if it is being deleted and nothing of it runs. Whoever
  /// ends the last execution of one calls this.
  void finish_delete(const std::string& name);

  // Versions and aliases, in order of numbers and of names.
  [[nodiscard]] const StateMachineVersionRecord* find_version(std::string_view machine,
                                                              std::int64_t number) const;
  [[nodiscard]] std::vector<const StateMachineVersionRecord*> versions(
      std::string_view machine) const;
  [[nodiscard]] const AliasRecord* find_alias(std::string_view machine,
                                              std::string_view name) const;
  [[nodiscard]] std::vector<const AliasRecord*> aliases(std::string_view machine) const;

  /// The version of the current revision: the one that there is, else a new one.
  /// Errors: ServiceQuotaExceededException.
  Result<const StateMachineVersionRecord*> publish(const std::string& machine,
                                                   std::string description);
  void erase_version(std::string_view machine, std::int64_t number);
  void put_alias(AliasRecord alias);
  void erase_alias(std::string_view machine, std::string_view name);

  // Activities: keys are names.
  [[nodiscard]] Table<ActivityRecord>& activities() { return activities_; }

  /// What an ARN of a state machine, of a version or of an alias means; an alias with two versions
  /// chooses one by their weights.
  /// Errors: InvalidArn, ValidationException, StateMachineDoesNotExist, StateMachineDeleting.
  Result<Target> resolve(std::string_view arn);

  /// The definition of a revision, ready to be run. Null when there is no such revision.
  std::shared_ptr<const asl::StateMachine> definition(std::string_view revision);

  /// Takes up the executions of the region: from here on they call services by `dispatcher`, which
  /// outlives this.
  void begin(const wire::Dispatcher& dispatcher);
  [[nodiscard]] Executions& executions();
  [[nodiscard]] TestRuns& test_runs();

  /// Answers every request that waits: the region is about to be forgotten.
  void dismiss();

  /// Tells what is to be kept. `uses` is asked for as long as this lives.
  void keep(Uses uses) { uses_ = std::move(uses); }

  /// Forgets a revision unless it is current, published, or used.
  void release(const std::string& revision);

 private:
  using Definitions = std::map<std::string, std::shared_ptr<const asl::StateMachine>, std::less<>>;

  void schedule_delete(const std::string& name);

  World& world_;
  Place place_;
  Duration settle_delay_;
  Machines machines_;
  Table<RevisionRecord> revisions_;
  Table<StateMachineVersionRecord> versions_;
  Table<AliasRecord> aliases_;
  Table<ActivityRecord> activities_;
  Definitions definitions_;
  Uses uses_;
  Timers timers_;
  std::unique_ptr<Executions> executions_;  ///< These come last: they use the others.
  std::unique_ptr<TestRuns> test_runs_;
};

}  // namespace spotdrill::states

// Their bodies are in states.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::states::StateMachineRecord>;
extern template class spotdrill::Table<spotdrill::states::RevisionRecord>;
extern template class spotdrill::Table<spotdrill::states::StateMachineVersionRecord>;
extern template class spotdrill::Table<spotdrill::states::AliasRecord>;
extern template class spotdrill::Table<spotdrill::states::ActivityRecord>;
