// What makes stacks what their targets say, step by step, each step an event: resources in the
// order of their dependencies, several at once; what fails is rolled back. Where a step has come to
// is in the records, so that a deployment goes on after a restart and makes nothing twice.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/timers.hpp"
#include "services/cloudformation/cloudformation.hpp"
#include "services/cloudformation/reading.hpp"
#include "services/cloudformation/types/type.hpp"

namespace spotdrill::cloudformation {

class Deployments {
 public:
  /// `cloudformation` outlives it.
  explicit Deployments(CloudFormation& cloudformation);
  ~Deployments();

  /// Goes on with what a restart cut off.
  void take_up();

  /// Begin a deployment of a stack's target. What can be refused has been.
  void create(const std::string& key);
  /// `target` takes the place of the stack's.
  void update(const std::string& key, TargetRecord target, bool rollback_disabled);
  void remove(const std::string& key, std::vector<std::string> retained);
  /// Rolls an update back: one that is under way, or whose rollback failed. `skipped` resources are
  /// taken for rolled back.
  void roll_back(const std::string& key, const std::vector<std::string>& skipped);

 private:
  // Stacks.
  void wake(const std::string& key);
  void arm_timeout(const std::string& key);
  void advance(const std::string& key);
  void begin(const std::string& key, std::string_view status, Phase phase, std::string reason);
  void settle(const std::string& key, std::string_view status, std::string reason = {});
  void set_status(const std::string& key, std::string_view status, std::string reason);
  std::shared_ptr<const Reading> reading_of(const std::string& key);
  /// What the target imports is in use from the beginning, so that nobody takes it away meanwhile.
  void hold_imports(const std::string& key);

  // Applying a target.
  void apply(const std::string& key);
  bool start_ready(const std::string& key, const Reading& reading);
  void start(const std::string& key, const std::string& id, const Reading& reading);
  void start_new(const std::string& key, ResourceRecord resource);
  void change(const std::string& key, const std::string& id, ResourceRecord wanted);
  void replace(const std::string& key, const std::string& id, ResourceRecord wanted);
  bool restore(const std::string& key, const std::string& id, const ResourceRecord& wanted);
  void finish_apply(const std::string& key, const Reading& reading);
  void fail_deployment(const std::string& key, const std::string& reason);
  void cancel_steps(const std::string& key);
  std::string told_properties(const std::string& key, const std::string& id);

  // Deleting what is not wanted.
  void clean_up(const std::string& key);
  std::vector<std::string> doomed(const std::string& key);
  void start_removal(const std::string& key, const std::string& row);
  void removed(const std::string& key, const std::string& row, std::string_view status);
  void finish_cleanup(const std::string& key);

  // Steps of a resource.
  void schedule(const std::string& key, const std::string& row, Duration delay);
  void carry_out(const std::string& key, const std::string& row);
  void make(const std::string& key, const std::string& row, const ResourceType& type);
  void made(const std::string& key, const std::string& row, const ResourceType& type, CallsEnd end);
  void modify(const std::string& key, const std::string& row, const ResourceType& type);
  void look(const std::string& key, const std::string& row, const ResourceType& type);
  void looked(const std::string& key, const std::string& row, const ResourceType& type,
              CallsEnd end);
  void take_away(const std::string& key, const std::string& row, const ResourceType& type);
  void look_whether_gone(const std::string& key, const std::string& row, const ResourceType& type);
  void complete(const std::string& key, const std::string& row);
  void fail(const std::string& key, const std::string& row, std::string reason);
  void end_step(const std::string& key, const std::string& row, std::string_view status,
                std::string reason);
  /// What the expressions of a resource's type are evaluated over. Errors: of dynamic references.
  /// `resolve`: these are read too.
  Result<json::object, std::string> bindings_of(const std::string& key, const ResourceRecord& each,
                                                bool resolve = false);
  [[nodiscard]] bool is_at(const std::string& row, Step step) const;

  CloudFormation& cloudformation_;
  Timers timers_;
  std::map<std::string, std::pair<std::int64_t, std::shared_ptr<const Reading>>> readings_;
  std::set<std::string> being_made_;  ///< Rows whose calls of creation have not been answered.
  std::shared_ptr<bool> alive_;       ///< Answers that come later ask it.
};

/// The name that a resource gets: the template's, or one made of the stack's and its logical id.
std::string resource_name(CloudFormation& cloudformation, const StackRecord& stack,
                          const ResourceRecord& resource, const ResourceType& type);

/// The properties whose values differ.
std::vector<std::string> changed_properties(const json::value& before, const json::value& after);

}  // namespace spotdrill::cloudformation
