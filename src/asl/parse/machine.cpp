#include <fmt/format.h>

#include "asl/parse/states.hpp"
#include "asl/parse/warnings.hpp"

namespace spotdrill::asl::parse {
namespace {

void check_fields(const Fields& fields, Container container) {
  switch (container) {
    case Container::Whole:
      fields.allow({"Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"});
      fields.one_of("Version", {"1.0"});
      break;
    case Container::Branch:
      fields.allow({"Comment", "StartAt", "States"});
      break;
    case Container::Processor:
      fields.allow({"Comment", "StartAt", "States", "ProcessorConfig"});
      break;
  }
  fields.require({"States", "StartAt"});
}

}  // namespace

std::shared_ptr<const StateMachine> read_machine(const Fields& fields, Container container) {
  Context& context = fields.context();
  const std::size_t errors_before = context.errors;
  auto machine = std::make_shared<StateMachine>();
  check_fields(fields, container);
  if (container == Container::Whole) {
    context.machine_language = read_language(fields, QueryLanguage::JsonPath);
    machine->language = context.machine_language;
  }
  machine->comment = fields.comment();
  machine->start_at = fields.string("StartAt").value_or(std::string{});
  if (const auto seconds = fields.integer("TimeoutSeconds", 0))
    machine->timeout = Seconds{*seconds};
  const json::object* states = fields.object("States");
  if (states == nullptr) return machine;
  if (states->empty()) fields.refuse("States", "Value cannot be empty");
  const VariableScope scope{fields};
  for (const auto& member : *states) {
    const std::string_view name = member.key();
    std::string place = fmt::format("{}/States/{}", fields.place(), name);
    if (!member.value().is_object()) {
      context.error(code::schema, "Expected value of type Object", std::move(place));
      continue;
    }
    machine->states.emplace(
        name, read_state(Fields{context, member.value().get_object(), std::move(place)}, name));
  }
  check_transitions(fields, container, context.errors == errors_before);
  return machine;
}

}  // namespace spotdrill::asl::parse
