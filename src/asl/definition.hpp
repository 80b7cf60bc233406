// StateMachine: a definition in the Amazon States Language, read and checked, ready to be run.
// Plain data: what a state does is in states/. Made by parse_definition only, which finds every
// mistake, so that whoever runs it meets none.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "asl/expression.hpp"
#include "asl/jsonpath/path.hpp"
#include "asl/payload.hpp"
#include "asl/payload_template.hpp"
#include "asl/resource.hpp"
#include "base/units.hpp"

namespace spotdrill::asl {

using Seconds = std::chrono::seconds;

/// The largest number of seconds, and of retries, that AWS takes.
inline constexpr std::int64_t number_max = 99'999'999;

class Integrations;
struct StateMachine;

enum class QueryLanguage : std::uint8_t { JsonPath, Jsonata };

/// "Retriers". Source: Amazon States Language, "Retrying after error".
struct Retrier {
  std::vector<std::string> error_equals;
  Seconds interval{1};
  std::int64_t max_attempts = 3;
  double backoff_rate = 2.0;
  std::optional<Seconds> max_delay;
  bool full_jitter = false;  ///< JitterStrategy FULL.
};

/// "Catchers". Source: as above, "Fallback states".
struct Catcher {
  std::vector<std::string> error_equals;
  std::optional<Path> result_path = Path{};  ///< Nothing: null, the input goes on.
  std::optional<PayloadTemplate> assign;
  std::optional<PayloadTemplate> output;  ///< In JSONata. Nothing: the error output.
  std::string next;
};

/// What Task, Parallel and Map have in common: work that may fail.
struct Effort {
  std::optional<PayloadTemplate> result_selector;
  std::vector<Retrier> retry;
  std::vector<Catcher> catchers;
};

struct Task {
  Effort effort;
  Resource resource;
  std::optional<PayloadTemplate> parameters;  ///< Parameters, or Arguments.
  std::optional<Given<Seconds>> timeout;      ///< Nothing: 99,999,999 seconds.
  std::optional<Given<Seconds>> heartbeat;    ///< Nothing: none.
  std::optional<PayloadTemplate> credentials;
};

struct Pass {
  std::optional<Payload> result;
  std::optional<PayloadTemplate> parameters;
};

struct Wait {
  /// Seconds, Timestamp; or an expression for either.
  std::variant<Seconds, Instant, Expression> until;
  bool gives_seconds = false;  ///< The expression is for Seconds.
};

/// One test of a Choice: "NumericGreaterThan" and the like, a boolean combination, an Is… test, or
/// a Condition of JSONata.
struct ChoiceCondition {
  enum class Kind : std::uint8_t { Comparison, And, Or, Not, Query };
  Kind kind = Kind::Comparison;
  std::vector<ChoiceCondition> conditions;  ///< Of And, Or; one of Not.
  /// Of a comparison.
  std::string op;                          ///< "StringEquals", "IsPresent", "NumericLessThanPath".
  Expression variable;                     ///< Variable.
  json::value operand;                     ///< What it is compared with, unless a path says so.
  std::optional<Expression> operand_path;  ///< Of the …Path operators.
  /// A timestamp operand, read.
  std::optional<Instant> operand_instant;
  Given<bool> query;  ///< Of Kind::Query.
};

struct ChoiceRule {
  ChoiceCondition condition;
  std::optional<PayloadTemplate> assign;
  std::optional<PayloadTemplate> output;
  std::string next;
};

struct Choice {
  std::vector<ChoiceRule> rules;
  std::optional<std::string> fallback;  ///< Default.
};

struct Succeed {};

struct Fail {
  std::optional<Given<std::string>> error;
  std::optional<Given<std::string>> cause;
};

struct Parallel {
  Effort effort;
  std::optional<PayloadTemplate> parameters;  ///< Parameters, or Arguments.
  std::vector<std::shared_ptr<const StateMachine>> branches;
};

/// "ItemBatcher": items that go to an iteration together.
struct ItemBatcher {
  std::optional<Given<std::int64_t>> items_max;  ///< MaxItemsPerBatch(Path).
  std::optional<Given<std::int64_t>> bytes_max;  ///< MaxInputBytesPerBatch(Path).
  std::optional<PayloadTemplate> batch_input;
};

struct Map {
  Effort effort;
  std::shared_ptr<const StateMachine> processor;       ///< ItemProcessor or Iterator.
  std::optional<Expression> items_path;                ///< Nothing: "$", or Items.
  std::optional<PayloadTemplate> items;                ///< In JSONata.
  std::optional<PayloadTemplate> item_selector;        ///< ItemSelector, or Parameters of old.
  std::optional<Given<std::int64_t>> concurrency_max;  ///< MaxConcurrency(Path). 0: unlimited.
  std::optional<ItemBatcher> batcher;
  std::optional<Given<double>> tolerated_failure_percentage;
  std::optional<Given<std::int64_t>> tolerated_failure_count;
  bool distributed = false;                   ///< ProcessorConfig.Mode DISTRIBUTED.
  bool express = false;                       ///< ProcessorConfig.ExecutionType EXPRESS.
  std::string label;                          ///< Label: part of a map run's ARN. Made when absent.
  std::optional<json::object> item_reader;    ///< ItemReader, as written.
  std::optional<json::object> result_writer;  ///< ResultWriter, as written.
};

struct State {
  std::string name;
  std::string comment;
  QueryLanguage language = QueryLanguage::JsonPath;
  // Those of JSONPath, which do nothing in JSONata.
  std::optional<Expression> input_path = Expression{};   ///< Nothing: null, which gives {}.
  std::optional<Expression> output_path = Expression{};  ///< Likewise.
  std::optional<Path> result_path = Path{};              ///< Nothing: null, the result is dropped.
  /// In JSONata. Nothing: the result, or the input of a state that has none.
  std::optional<PayloadTemplate> output;
  std::optional<PayloadTemplate> assign;
  std::string next;  ///< Empty: End, or a kind that has none.
  std::variant<Task, Pass, Wait, Choice, Succeed, Fail, Parallel, Map> kind;

  /// "Task", "Pass", …
  [[nodiscard]] std::string_view type() const;
  /// What a Task, a Parallel and a Map have in common; null of the others.
  [[nodiscard]] const Effort* effort() const;
  /// What its Assign and Output are over: the result of one that has an effort, the input of
  /// others.
  [[nodiscard]] Subject subject() const;
};

struct StateMachine {
  std::string comment;
  QueryLanguage language = QueryLanguage::JsonPath;  ///< Of the whole.
  std::string start_at;
  std::optional<Seconds> timeout;  ///< TimeoutSeconds of the whole.
  std::map<std::string, State, std::less<>> states;

  [[nodiscard]] const State& at(std::string_view name) const;
};

/// Something to be told about a definition.
/// Source: Step Functions API Reference, ValidateStateMachineDefinitionDiagnostic.
struct Diagnostic {
  enum class Severity : std::uint8_t { Error, Warning };
  Severity severity = Severity::Error;
  std::string code;      ///< "SCHEMA_VALIDATION_FAILED", "MISSING_TRANSITION_TARGET".
  std::string message;   ///< "These fields are required: [States]".
  std::string location;  ///< "/States/X/Next"; "/" for the whole. May be empty.
};

struct Parsed {
  std::shared_ptr<const StateMachine> machine;  ///< Null when there is an error.
  std::vector<Diagnostic> diagnostics;          ///< In the order of the text.

  [[nodiscard]] bool valid() const { return machine != nullptr; }
};

/// Source: Step Functions API Reference, CreateStateMachine, definition.
inline constexpr std::size_t definition_characters_max = 1'048'576;

/// What may stand in a definition depends on whose it is.
enum class MachineType : std::uint8_t { Standard, Express };

/// Reads and checks a definition. Never fails otherwise than by diagnostics. `integrations`, while
/// it is read, says which resources there are; null: any that has the form of one will do.
Parsed parse_definition(std::string_view text, MachineType type = MachineType::Standard,
                        const Integrations* integrations = nullptr);

/// Reads one state, as TestState takes it: Next need not be there, nor lead anywhere.
Parsed parse_state(std::string_view text, std::string_view name = "Test",
                   const Integrations* integrations = nullptr);

/// The ARNs of the activities that its tasks wait for, also of those inside other states.
std::set<std::string> activities_of(const StateMachine& machine);

/// The names of the variables that each state refers to, of the states that refer to any, also of
/// those inside others: DescribeStateMachine's variableReferences. None of a machine in JSONata:
/// observed on AWS.
std::map<std::string, std::vector<std::string>> variable_references(const StateMachine& machine);

}  // namespace spotdrill::asl
