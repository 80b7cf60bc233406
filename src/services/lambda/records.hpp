// What Lambda keeps: functions with their versions, aliases and policies, and events that wait.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::lambda {

inline constexpr std::string_view latest_version = "$LATEST";

/// A deployment package, kept by the function host.
struct Code {
  std::string id;
  std::int64_t bytes = 0;
  std::string sha256;  ///< In base64.
  bool operator==(const Code&) const = default;
};
BOOST_DESCRIBE_STRUCT(Code, (), (id, bytes, sha256))

/// A version of a function, "$LATEST" being one.
struct Version {
  std::string version;
  std::string revision;  ///< Another one after each change.
  std::string description;
  std::string runtime;
  std::string handler;
  std::string role;
  std::int32_t timeout = 3;    ///< Units: seconds.
  std::int32_t memory = 128;   ///< Units: MiB.
  std::int32_t storage = 512;  ///< Of /tmp. Units: MiB.
  std::map<std::string, std::string> environment;
  std::vector<std::string> architectures;
  std::string dead_letters;  ///< The ARN of a queue or a topic; empty: none.
  std::string tracing;
  std::string kms_key;
  std::string log_format;
  std::string log_group;
  Code code;
  Instant modified;
};
BOOST_DESCRIBE_STRUCT(Version, (),
                      (version, revision, description, runtime, handler, role, timeout, memory,
                       storage, environment, architectures, dead_letters, tracing, kms_key,
                       log_format, log_group, code, modified))

struct Alias {
  std::string name;
  std::string version;
  std::string description;
  std::string revision;
  std::map<std::string, double> weights;  ///< Of other versions: parts of one.
};
BOOST_DESCRIBE_STRUCT(Alias, (), (name, version, description, revision, weights))

/// What becomes of events: of a function, a version or an alias.
struct EventConfig {
  std::optional<std::int32_t> retries;
  std::optional<std::int32_t> age;  ///< Units: seconds.
  std::string on_success;           ///< ARNs; empty: none.
  std::string on_failure;
  Instant modified;
};
BOOST_DESCRIBE_STRUCT(EventConfig, (), (retries, age, on_success, on_failure, modified))

/// A statement of a policy, which nothing here evaluates.
struct Statement {
  std::string id;
  std::string json;
};
BOOST_DESCRIBE_STRUCT(Statement, (), (id, json))

struct Policy {
  std::vector<Statement> statements;
  std::string revision;
};
BOOST_DESCRIBE_STRUCT(Policy, (), (statements, revision))

struct Function {
  std::string name;
  Version latest;
  std::vector<Version> versions;  ///< Published, the oldest first.
  std::int64_t last_version = 0;  ///< The number that was given last.
  std::map<std::string, Alias> aliases;
  std::map<std::string, Policy> policies;            ///< By qualifier; "": the function's.
  std::map<std::string, EventConfig> event_configs;  ///< By qualifier.
  std::optional<std::int32_t> reserved_concurrency;
  std::map<std::string, std::string> tags;
};
BOOST_DESCRIBE_STRUCT(Function, (),
                      (name, latest, versions, last_version, aliases, policies, event_configs,
                       reserved_concurrency, tags))

/// An event that a function is to be invoked with.
struct EventRecord {
  std::string request_id;
  std::string function;
  std::string qualifier;
  std::string payload;
  std::string client_context;
  Instant received;
  Instant due;
  std::int32_t attempts = 0;  ///< That failed.
};
BOOST_DESCRIBE_STRUCT(EventRecord, (),
                      (request_id, function, qualifier, payload, client_context, received, due,
                       attempts))

}  // namespace spotdrill::lambda
