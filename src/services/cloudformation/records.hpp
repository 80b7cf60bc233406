// What CloudFormation keeps: stacks, their resources, events and change sets. One row each, so that
// a deployment goes on where a kill cut it off.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/units.hpp"

namespace spotdrill::cloudformation {

using Texts = std::map<std::string, std::string>;

/// What a deployment makes of a stack.
struct TargetRecord {
  std::string body;  ///< Empty: nothing, as before the creation.
  Texts parameters;  ///< As they were given, or their defaults.
  Texts resolved;    ///< Values of parameters of Systems Manager.
  Texts tags;
  std::vector<std::string> capabilities;
  std::vector<std::string> notifications;
  std::optional<std::string> role;
};
BOOST_DESCRIBE_STRUCT(TargetRecord, (),
                      (body, parameters, resolved, tags, capabilities, notifications, role))

struct OutputRecord {
  std::string key;
  std::string value;
  std::optional<std::string> description;
  std::optional<std::string> export_name;
  bool operator==(const OutputRecord&) const = default;
};
BOOST_DESCRIBE_STRUCT(OutputRecord, (), (key, value, description, export_name))

/// What a deployment does now.
enum class Phase : std::uint8_t {
  Idle,
  Apply,    ///< Resources become what the target says.
  Cleanup,  ///< What the target does not have is deleted.
};

struct StackRecord {
  std::string id;  ///< ARN.
  std::string name;
  TargetRecord target;
  std::optional<TargetRecord> previous;  ///< During an update, and after one that failed.
  std::string status;
  std::string reason;
  std::string description;
  Instant created;
  std::optional<Instant> updated;
  std::optional<Instant> deleted;
  std::vector<OutputRecord> outputs;
  std::vector<std::string> imports;  ///< Names of exports that it uses.
  std::string on_failure = "ROLLBACK";
  std::optional<std::int32_t> timeout_minutes;
  bool protection = false;
  std::optional<std::string> policy;
  std::optional<std::string> change_set;
  std::string token;

  // The deployment.
  Phase phase = Phase::Idle;
  std::int64_t round = 0;             ///< Counts deployments, and their rollbacks.
  std::vector<std::string> failed;    ///< Logical ids.
  std::vector<std::string> retained;  ///< Not to be deleted, by request.
  Instant began;
  std::int64_t events = 0;
};
BOOST_DESCRIBE_STRUCT(StackRecord, (),
                      (id, name, target, previous, status, reason, description, created, updated,
                       deleted, outputs, imports, on_failure, timeout_minutes, protection, policy,
                       change_set, token, phase, round, failed, retained, began, events))

/// What is being done with a resource.
enum class Step : std::uint8_t { None, Create, Settle, Update, Remove, Vanish };

struct ResourceRecord {
  std::string logical;
  std::string type;
  std::string name;      ///< What its service is asked to call it.
  std::string physical;  ///< Empty: there is none yet.
  std::string status;
  std::string reason;
  Instant updated;
  json::value properties;      ///< Evaluated.
  json::value old_properties;  ///< Before the update that is under way.
  Texts tags;                  ///< Of the stack.
  Texts old_tags;
  json::value attributes;
  std::vector<std::string> depends_on;
  std::string deletion_policy = "Delete";
  std::string replace_policy = "Delete";
  Step step = Step::None;
  std::int64_t round = 0;    ///< The deployment that it is right for.
  std::int64_t made_in = 0;  ///< The deployment that created it.
  bool replaced = false;     ///< Another has its logical id now.
  bool updating = false;     ///< Its status is UPDATE_…, though it is being created.
  bool named = false;        ///< The template names it.
};
BOOST_DESCRIBE_STRUCT(ResourceRecord, (),
                      (logical, type, name, physical, status, reason, updated, properties,
                       old_properties, tags, old_tags, attributes, depends_on, deletion_policy,
                       replace_policy, step, round, made_in, replaced, updating, named))

struct EventRecord {
  std::string id;
  std::string logical;
  std::string physical;
  std::string type;
  std::string status;
  std::string reason;
  std::string properties;
  std::string token;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(EventRecord, (),
                      (id, logical, physical, type, status, reason, properties, token, at))

/// What a change set says of one resource.
struct ChangeRecord {
  std::string action;  ///< "Add", "Modify", "Remove".
  std::string logical;
  std::string physical;
  std::string type;
  std::string replacement;  ///< "True", "False", "Conditional"; of changes only.
  std::vector<std::string> properties;
  bool tags = false;
};
BOOST_DESCRIBE_STRUCT(ChangeRecord, (),
                      (action, logical, physical, type, replacement, properties, tags))

struct ChangeSetRecord {
  std::string id;  ///< ARN.
  std::string name;
  std::string stack;  ///< Its id.
  std::string description;
  std::string kind;  ///< "CREATE", "UPDATE".
  std::string status;
  std::string reason;
  std::string execution;
  std::string on_failure;
  TargetRecord target;
  std::vector<ChangeRecord> changes;
  Instant created;
};
BOOST_DESCRIBE_STRUCT(ChangeSetRecord, (),
                      (id, name, stack, description, kind, status, reason, execution, on_failure,
                       target, changes, created))

}  // namespace spotdrill::cloudformation
