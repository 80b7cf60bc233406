#include "drill/definition/replace_reader.hpp"

#include <fmt/format.h>

#include <array>

#include "base/suggest.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view replace_expected =
    "until-complete, none, {state-machine: DEFINITION.asl.json} or {execution-of: OUTPUT}, an "
    "output of the stack of 'deploy'";

void read_state_machine(YamlReader& reader, const YAML::Node& node, Workload& workload) {
  workload.replace = Replace::StateMachine;
  if (!reader.mapping(node, "replace", {"state-machine", "execution-of", "input"})) return;
  const YAML::Node document = node["state-machine"];
  const YAML::Node output = node["execution-of"];
  if (document.IsDefined() == output.IsDefined()) {
    return reader.mistake(node,
                          "replace needs either 'state-machine', a definition's file, or "
                          "'execution-of', an output of the stack of 'deploy'");
  }
  if (output) {
    workload.state_machine.output = reader.text(output, "the name of an output").value_or("");
    workload.state_machine.where = reader.line_of(output);
  } else if (auto definition = reader.document(document, "a state machine's definition")) {
    workload.state_machine.definition = std::move(*definition);
    workload.state_machine.where = reader.place_of(document);
  }
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
