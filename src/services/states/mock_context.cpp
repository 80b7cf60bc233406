#include "services/states/mock_context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/iso8601.hpp"
#include "services/states/errors.hpp"

namespace spotdrill::states {
namespace {

struct ContextField {
  std::string_view part;  ///< Empty: the part itself.
  std::string_view name;
  enum class Type : std::uint8_t { Any, Text, Number, Object } type;
};

/// Source: Step Functions Developer Guide, "Context object format".
constexpr std::array context_fields{
    ContextField{"", "Execution", ContextField::Type::Object},
    ContextField{"", "State", ContextField::Type::Object},
    ContextField{"", "StateMachine", ContextField::Type::Object},
    ContextField{"", "Task", ContextField::Type::Object},
    ContextField{"Execution", "Id", ContextField::Type::Text},
    ContextField{"Execution", "Input", ContextField::Type::Any},
    ContextField{"Execution", "Name", ContextField::Type::Text},
    ContextField{"Execution", "RedriveCount", ContextField::Type::Number},
    ContextField{"Execution", "RedriveTime", ContextField::Type::Text},
    ContextField{"Execution", "RoleArn", ContextField::Type::Text},
    ContextField{"Execution", "StartTime", ContextField::Type::Text},
    ContextField{"State", "EnteredTime", ContextField::Type::Text},
    ContextField{"State", "Name", ContextField::Type::Text},
    ContextField{"State", "RetryCount", ContextField::Type::Number},
    ContextField{"StateMachine", "Id", ContextField::Type::Text},
    ContextField{"StateMachine", "Name", ContextField::Type::Text},
    ContextField{"Task", "Token", ContextField::Type::Text},
};

// DEVIATION: of the words for a wrong type only those for a string are known.
const char* type_problem(ContextField::Type type, const json::value& value) {
  switch (type) {
    case ContextField::Type::Any:
      return nullptr;
    case ContextField::Type::Text:
      return value.is_string() ? nullptr : "must be a string";
    case ContextField::Type::Number:
      return value.is_number() ? nullptr : "must be a number";
    case ContextField::Type::Object:
      return value.is_object() ? nullptr : "must be an object";
  }
  return nullptr;
}

Result<void> check_context_part(std::string_view part, const json::object& object) {
  for (const auto& member : object) {
    const std::string_view name = member.key();
    if (part.empty() && name == "Map") {
      return invalid_mock_context("'Map' field is not supported when mocking a Context object");
    }
    const auto field = std::ranges::find_if(context_fields, [&](const ContextField& each) {
      return each.part == part && each.name == name;
    });
    if (field == context_fields.end()) {
      return invalid_mock_context(fmt::format("Field '{}' is not allowed", name));
    }
    if (const char* problem = type_problem(field->type, member.value())) {
      return invalid_mock_context(
          fmt::format("{}{}{} {}", part, part.empty() ? "" : ".", name, problem));
    }
    if (part.empty()) TRY(check_context_part(name, member.value().get_object()));
  }
  return {};
}

bool waits_outside(const asl::State& state) {
  const auto* task = std::get_if<asl::Task>(&state.kind);
  return task != nullptr && task->resource.pattern != asl::Resource::Pattern::RequestResponse;
}

}  // namespace

Result<asl::Payload> read_mock_context(std::string_view text, const asl::State& state) {
  auto context = asl::Payload::parse(std::string{text});
  // DEVIATION: AWS's words for what is no JSON object are not known.
  if (!context.has_value() || !context->value().is_object()) {
    return invalid_mock_context("it must be a JSON object");
  }
  const json::object& parts = context->value().get_object();
  TRY(check_context_part("", parts));
  if (parts.contains("Task") && !waits_outside(state)) {
    return invalid_mock_context(
        "Context object contains 'Task' when state is not a Task state with a '.sync' or "
        "'.waitForTaskToken' service integration pattern");
  }
  return std::move(*context);
}

/// Observed on AWS: a state without a role has null for it, and a Pass has no RetryCount.
json::value test_context(const asl::Start& start, const asl::State& state, Instant now,
                         std::string_view token) {
  json::object execution;
  execution.emplace("Id", start.execution_arn);
  execution.emplace("Input", start.input.value());
  execution.emplace("Name", start.execution_name);
  execution.emplace("RoleArn",
                    start.role_arn.empty() ? json::value(nullptr) : json::value(start.role_arn));
  execution.emplace("StartTime", iso8601_millis(now));
  json::object machine;
  machine.emplace("Id", start.state_machine_arn);
  machine.emplace("Name", start.state_machine_name);
  json::object current;
  current.emplace("Name", state.name);
  current.emplace("EnteredTime", iso8601_millis(now));
  const std::string_view type = state.type();
  if (type == "Task" || type == "Map" || type == "Parallel") current.emplace("RetryCount", 0);
  json::object context;
  context.emplace("Execution", std::move(execution));
  context.emplace("StateMachine", std::move(machine));
  context.emplace("State", std::move(current));
  if (!token.empty()) context.emplace("Task", json::object{{"Token", token}});
  return context;
}

}  // namespace spotdrill::states
