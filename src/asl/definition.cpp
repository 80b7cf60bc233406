#include "asl/definition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "asl/parse/references.hpp"
#include "asl/parse/states.hpp"
#include "asl/parse/text.hpp"

namespace spotdrill::asl {
namespace {

using Variables = std::map<std::string, std::vector<std::string>>;

Parsed only(Diagnostic diagnostic) {
  Parsed parsed;
  parsed.diagnostics.push_back(std::move(diagnostic));
  return parsed;
}

/// Calls `look` with each state and its name, also with those inside others. Recursion is bounded
/// by the depth of JSON that a definition may have.
template <class Look>
void look_at_states(const StateMachine& machine, const Look& look) {
  for (const auto& [name, state] : machine.states) {
    look(name, state);
    if (const auto* parallel = std::get_if<Parallel>(&state.kind)) {
      for (const auto& branch : parallel->branches) look_at_states(*branch, look);
    } else if (const auto* map = std::get_if<Map>(&state.kind)) {
      look_at_states(*map->processor, look);
    }
  }
}

}  // namespace

std::string_view State::type() const {
  static constexpr std::array<std::string_view, std::variant_size_v<decltype(kind)>> names{
      "Task", "Pass", "Wait", "Choice", "Succeed", "Fail", "Parallel", "Map"};
  return names[kind.index()];
}

const Effort* State::effort() const {
  if (const auto* task = std::get_if<Task>(&kind)) return &task->effort;
  if (const auto* parallel = std::get_if<Parallel>(&kind)) return &parallel->effort;
  if (const auto* map = std::get_if<Map>(&kind)) return &map->effort;
  return nullptr;
}

Subject State::subject() const {
  return effort() == nullptr ? Subject::Input : Subject::Result;
}

const State& StateMachine::at(std::string_view name) const {
  return states.find(name)->second;
}

Parsed parse_definition(std::string_view text, MachineType type, const Integrations* integrations) {
  const auto object = parse::read_text(text);
  if (!object) return only(object.error());
  parse::Context context;
  context.type = type;
  context.integrations = integrations;
  const parse::Fields fields{context, *object, ""};
  auto machine = parse::read_machine(fields, parse::Container::Whole);
  if (context.errors > 0) machine = nullptr;
  return {.machine = std::move(machine), .diagnostics = std::move(context.diagnostics)};
}

Parsed parse_state(std::string_view text, std::string_view name, const Integrations* integrations) {
  const auto object = parse::read_text(text);
  if (!object) return only(object.error());
  parse::Context context;
  context.lone_state = true;
  context.integrations = integrations;
  auto machine = std::make_shared<StateMachine>();
  machine->start_at = name;
  machine->states.emplace(name, parse::read_state(parse::Fields{context, *object, ""}, name));
  Parsed parsed;
  if (context.errors == 0) parsed.machine = std::move(machine);
  parsed.diagnostics = std::move(context.diagnostics);
  return parsed;
}

std::set<std::string> activities_of(const StateMachine& machine) {
  std::set<std::string> arns;
  look_at_states(machine, [&](const std::string& /*name*/, const State& state) {
    const auto* task = std::get_if<Task>(&state.kind);
    if (task != nullptr && task->resource.kind == Resource::Kind::Activity) {
      arns.insert(task->resource.arn);
    }
  });
  return arns;
}

Variables variable_references(const StateMachine& machine) {
  Variables variables;
  if (machine.language == QueryLanguage::Jsonata) return variables;
  look_at_states(machine, [&](const std::string& name, const State& state) {
    const auto names = parse::variables_of(state);
    if (!names.empty()) variables.emplace(name, std::vector(names.begin(), names.end()));
  });
  return variables;
}

}  // namespace spotdrill::asl
