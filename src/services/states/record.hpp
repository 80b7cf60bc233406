// What Step Functions keeps of state machines, their revisions, versions and aliases, and of
// activities. Executions have records of their own.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::states {

using Tags = std::map<std::string, std::string>;

struct Logging {
  std::string level = "OFF";
  bool include_execution_data = false;
  /// ARNs of log groups. Nothing and none are told apart, as AWS does.
  std::optional<std::vector<std::string>> destinations;

  bool operator==(const Logging&) const = default;
};
BOOST_DESCRIBE_STRUCT(Logging, (), (level, include_execution_data, destinations))

struct Encryption {
  std::string type = "AWS_OWNED_KEY";
  std::string kms_key_id;  ///< Empty: none.
  std::optional<std::int32_t> kms_data_key_reuse_period_seconds;

  bool operator==(const Encryption&) const = default;
};
BOOST_DESCRIBE_STRUCT(Encryption, (), (type, kms_key_id, kms_data_key_reuse_period_seconds))

/// What an update of a state machine may change.
struct Configuration {
  std::string definition;
  std::string role_arn;
  Logging logging;
  bool tracing = false;
  Encryption encryption;

  bool operator==(const Configuration&) const = default;
};
BOOST_DESCRIBE_STRUCT(Configuration, (), (definition, role_arn, logging, tracing, encryption))

/// "A revision is an immutable, read-only snapshot of a state machine's definition and
/// configuration." Source: Step Functions Developer Guide, "State machine revision".
struct RevisionRecord {
  std::string id;       ///< A UUID. Callers see it unless the revision is the initial one.
  std::string machine;  ///< Name of the state machine.
  bool initial = false;
  std::string type;  ///< As StateMachineRecord has it.
  Configuration configuration;
  Instant created;
};
BOOST_DESCRIBE_STRUCT(RevisionRecord, (), (id, machine, initial, type, configuration, created))

struct StateMachineRecord {
  std::string name;
  std::string type;               ///< "STANDARD", "EXPRESS".
  std::string status = "ACTIVE";  ///< "ACTIVE", "DELETING".
  std::string revision;           ///< Id of the current one.
  std::int64_t next_version = 1;  ///< Numbers are not used again.
  Instant created;
  Instant updated;
  Tags tags;
  /// How it was made: what an idempotent request repeats.
  bool made_with_publish = false;
  std::string made_with_description;
};
BOOST_DESCRIBE_STRUCT(StateMachineRecord, (),
                      (name, type, status, revision, next_version, created, updated, tags,
                       made_with_publish, made_with_description))

struct StateMachineVersionRecord {
  std::string machine;  ///< Name of the state machine.
  std::int64_t number = 1;
  std::string revision;
  std::string description;
  Instant created;
};
BOOST_DESCRIBE_STRUCT(StateMachineVersionRecord, (),
                      (machine, number, revision, description, created))

struct Route {
  std::int64_t version = 1;
  std::int32_t weight = 100;  ///< Percent.

  bool operator==(const Route&) const = default;
};
BOOST_DESCRIBE_STRUCT(Route, (), (version, weight))

struct AliasRecord {
  std::string machine;  ///< Name of the state machine.
  std::string name;
  std::string description;
  std::vector<Route> routing;  ///< One or two, whose weights add up to 100.
  Instant created;
  Instant updated;
};
BOOST_DESCRIBE_STRUCT(AliasRecord, (), (machine, name, description, routing, created, updated))

struct ActivityRecord {
  std::string name;
  Encryption encryption;
  Instant created;
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(ActivityRecord, (), (name, encryption, created, tags))

}  // namespace spotdrill::states
