#include "drill/definition/replace_reader.hpp"

#include <fmt/format.h>

#include <array>

#include "base/suggest.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view replace_expected =
    "until-complete, none or {state-machine: DEFINITION.asl.json}";

void read_state_machine(YamlReader& reader, const YAML::Node& node, Workload& workload) {
  workload.replace = Replace::StateMachine;
  if (!reader.mapping(node, "replace", {"state-machine", "input"})) return;
  if (!node["state-machine"]) {
    return reader.mistake(node, "replace needs 'state-machine': which definition is it?");
  }
  if (auto definition = reader.document(node["state-machine"], "a state machine's definition")) {
    workload.state_machine.definition = std::move(*definition);
  }
  workload.state_machine.where = reader.place_of(node["state-machine"]);
  if (!node["input"]) return;
  if (auto input = reader.document(node["input"], "the input of an execution")) {
    workload.state_machine.input = std::move(*input);
  }
}

}  // namespace

void read_replace(YamlReader& reader, const YAML::Node& node, Workload& workload) {
  constexpr std::array<std::string_view, 2> known{"until-complete", "none"};
  if (node.IsMap()) return read_state_machine(reader, node, workload);
  const auto text = reader.text(node, replace_expected);
  if (!text) return;
  if (*text == "none") {
    workload.replace = Replace::None;
  } else if (*text != "until-complete") {
    reader.mistake(node, fmt::format("'{}' is no way to replace{}; expected {}", *text,
                                     did_you_mean(*text, known), replace_expected));
  }
}

}  // namespace spotdrill::drill
