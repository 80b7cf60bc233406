// CloudFormation in one region: its stacks with their resources and events, and change sets. What
// its operations do is under operations/; what deployments do, deployments.hpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/world.hpp"
#include "services/cloudformation/calls.hpp"
#include "services/cloudformation/records.hpp"
#include "store/table.hpp"

namespace spotdrill::cloudformation {

/// "Maximum number of stacks: 2000". Source: CloudFormation User Guide, "Understand CloudFormation
/// quotas".
inline constexpr std::size_t stacks_max = 2'000;
/// "Deleted stacks are shown for 90 days."
inline constexpr Duration deleted_stack_time = std::chrono::hours{24 * 90};
// DEVIATION: AWS keeps a stack's events for 90 days, however many there are.
inline constexpr std::int64_t stack_events_max = 10'000;
// DEVIATION: AWS has no such limit.
inline constexpr std::size_t change_sets_max = 1'000;

class Deployments;

class CloudFormation {
 public:
  /// Takes up what the world's store holds of the region. What AWS takes a while for takes
  /// `step_delay` here, for each resource.
  CloudFormation(World& world, Place place, Duration step_delay = Duration::zero());
  ~CloudFormation();
  CloudFormation(const CloudFormation&) = delete;
  CloudFormation& operator=(const CloudFormation&) = delete;

  /// Lets deployments go on. `dispatcher`, by which they make their resources, outlives it.
  void begin(const wire::Dispatcher& dispatcher);

  [[nodiscard]] World& world() const { return world_; }
  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] Duration step_delay() const { return step_delay_; }
  [[nodiscard]] Calls& calls() { return *calls_; }
  [[nodiscard]] Deployments& deployments() { return *deployments_; }

  // Stacks. Their keys are the UUIDs at the ends of their ids.
  [[nodiscard]] const Table<StackRecord>::Map& stacks() const { return stacks_.all(); }
  [[nodiscard]] const StackRecord& stack(const std::string& key) const {
    return *stacks_.find(key);
  }
  StackRecord& edit_stack(const std::string& key) { return stacks_.edit(key); }
  /// The stack of that name that is not deleted, or of that id.
  [[nodiscard]] const StackRecord* find_stack(std::string_view name_or_id) const;
  /// The same, that is not deleted. Errors: ValidationError.
  [[nodiscard]] Result<const StackRecord*> live_stack(std::string_view name_or_id) const;
  /// Errors: LimitExceededException.
  Result<std::string> add_stack(StackRecord stack);
  void erase_stack(const std::string& key);

  // Resources: "KEY/LOGICAL"; one that was replaced "KEY/LOGICAL~ROUND".
  [[nodiscard]] std::vector<const ResourceRecord*> resources_of(const std::string& key) const;
  [[nodiscard]] const Table<ResourceRecord>& resources() const { return resources_; }
  ResourceRecord& edit_resource(const std::string& row) { return resources_.edit(row); }
  ResourceRecord& put_resource(std::string row, ResourceRecord resource);
  void erase_resource(const std::string& row) { resources_.erase(row); }

  /// Notes what a resource, or the stack itself (`resource` is null), has come to.
  void add_event(const std::string& key, const ResourceRecord* resource,
                 std::string properties = {});
  [[nodiscard]] std::vector<const EventRecord*> events_of(const std::string& key) const;

  /// The stack that exports this name, or null.
  [[nodiscard]] const StackRecord* exporter(std::string_view name) const;
  /// The names of stacks that import it.
  [[nodiscard]] std::vector<std::string> importers(std::string_view name) const;

  [[nodiscard]] Table<ChangeSetRecord>& change_sets() { return change_sets_; }

 private:
  void forget_old();

  World& world_;
  Place place_;
  Duration step_delay_;
  Table<StackRecord> stacks_;
  Table<ResourceRecord> resources_;
  Table<EventRecord> events_;
  Table<ChangeSetRecord> change_sets_;  ///< By "KEY/NAME".
  std::unique_ptr<Calls> calls_;
  std::unique_ptr<Deployments> deployments_;
};

/// The key of a stack: the end of its id.
std::string key_of(const StackRecord& stack);

}  // namespace spotdrill::cloudformation

// Their bodies are in cloudformation.cpp: they would cost every source that includes this a second.
extern template class spotdrill::Table<spotdrill::cloudformation::StackRecord>;
extern template class spotdrill::Table<spotdrill::cloudformation::ResourceRecord>;
extern template class spotdrill::Table<spotdrill::cloudformation::EventRecord>;
extern template class spotdrill::Table<spotdrill::cloudformation::ChangeSetRecord>;
