#include "drill/definition/definition.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "api/ec2.hpp"
#include "api/fis.hpp"
#include "base/iso8601.hpp"
#include "base/read_file.hpp"
#include "base/suggest.hpp"
#include "drill/definition/deploy_reader.hpp"
#include "drill/definition/endpoints_reader.hpp"
#include "drill/definition/results_reader.hpp"
#include "drill/definition/s3_reader.hpp"
#include "drill/definition/workload_reader.hpp"
#include "drill/definition/yaml_reader.hpp"
#include "protocol/shape_json.hpp"

namespace spotdrill::drill {

namespace {

std::optional<Fault::Kind> read_fault_kind(YamlReader& reader, const YAML::Node& node) {
  constexpr std::array<std::string_view, 2> known{"interrupt", "terminate"};
  const auto text = reader.text(node, "interrupt or terminate");
  if (!text) return std::nullopt;
  if (*text == "interrupt") return Fault::Kind::Interrupt;
  if (*text == "terminate") return Fault::Kind::Terminate;
  reader.mistake(node,
                 fmt::format("'{}' is no kind of fault{}; expected interrupt (with notice) or "
                             "terminate (without)",
                             *text, did_you_mean(*text, known)));
  return std::nullopt;
}

FaultMoment read_moment(YamlReader& reader, const YAML::Node& node) {
  const auto text = reader.text(node, "a moment such as 50% or 90s");
  if (!text) return {};
  Result<FaultMoment, std::string> moment = parse_moment(*text);
  if (moment) return *moment;
  reader.mistake(node, moment.error());
  return {};
}

/// An FIS experiment template, in a file or inline.
void read_template(YamlReader& reader, const YAML::Node& node, FaultMoment moment,
                   std::vector<Fault>& faults) {
  auto document = reader.document(node, "an FIS experiment template");
  if (!document) return;
  const auto checked = protocol::read_json<api::fis::CreateExperimentTemplateRequest>(*document);
  if (!checked) {
    reader.mistake_in(node, "this is not an FIS experiment template", checked.error());
    return;
  }
  Fault fault = make_fault(Fault::Kind::Template, moment, {});
  fault.experiment_template = std::move(*document);
  fault.where = reader.place_of(node);
  faults.push_back(std::move(fault));
}

/// What instances reach, in the drill's words; empty where they are not understood.
std::string read_network(YamlReader& reader, const YAML::Node& node,
                         std::initializer_list<std::string_view> known) {
  const std::string expected = fmt::format("{}", fmt::join(known, " or "));
  const auto text = reader.text(node, expected);
  if (!text) return {};
  if (std::ranges::find(known, *text) != known.end()) return *text;
  reader.mistake(node, fmt::format("'{}' is no network{}; expected {}", *text,
                                   did_you_mean(*text, known), expected));
  return {};
}

/// "network: aws-only" and the moment from which on.
void read_cut(YamlReader& reader, const YAML::Node& node, std::vector<Fault>& faults) {
  if (!reader.mapping(node, "a cut of the network", {"network", "at"})) return;
  if (read_network(reader, node["network"], {"aws-only"}).empty()) return;
  if (!node["at"]) {
    reader.mistake(node, "a cut of the network needs 'at: 50%' (or 90s): from when on?");
    return;
  }
  faults.push_back(make_fault(Fault::Kind::Network, read_moment(reader, node["at"]), {}));
}

bool is_template(const YAML::Node& node) {
  return node["actions"].IsDefined();
}

void read_fault(YamlReader& reader, const YAML::Node& node, std::vector<Fault>& faults) {
  if (node.IsScalar() || (node.IsMap() && is_template(node))) {
    read_template(reader, node, {}, faults);
    return;
  }
  if (node.IsMap() && node["network"]) return read_cut(reader, node, faults);
  if (!reader.mapping(
          node, "a fault",
          {"network", "interrupt-at", "terminate-at", "template", "at", "kind", "notice"})) {
    return;
  }
  if (node["template"]) {
    read_template(reader, node["template"],
                  node["at"] ? read_moment(reader, node["at"]) : FaultMoment{}, faults);
    return;
  }
  const char* key = node["interrupt-at"]   ? "interrupt-at"
                    : node["terminate-at"] ? "terminate-at"
                                           : "at";
  if (!node[key]) {
    reader.mistake(node, "a fault needs 'interrupt-at: 50%' (or 90s), or 'template: FILE'");
    return;
  }
  Fault::Kind kind = node["terminate-at"] ? Fault::Kind::Terminate : Fault::Kind::Interrupt;
  if (node["kind"]) kind = read_fault_kind(reader, node["kind"]).value_or(kind);
  Duration notice = 2min;
  if (node["notice"]) {
    notice = reader.duration(node["notice"], "a time from 1s to 15m").value_or(notice);
    // "durationBeforeInterruption … from 2 minutes … to 15 minutes"
    if (notice < notice_min || notice > notice_max) {
      reader.mistake(node["notice"], fmt::format("notice {}", notice_expected));
    }
  }
  faults.push_back(make_fault(kind, read_moment(reader, node[key]), notice));
}

void read_expectations(YamlReader& reader, const YAML::Node& node, Definition& definition) {
  if (!node.IsSequence()) {
    reader.mistake(node, "expect must be a list such as [completes, lost-work <= 5%]");
    return;
  }
  for (const YAML::Node& element : node) {
    const auto text = reader.text(element, "an expectation such as lost-work <= 5%");
    if (!text) continue;
    Result<Expectation, std::string> expectation = parse_expectation(*text);
    if (!expectation) {
      reader.mistake(element, expectation.error());
      continue;
    }
    definition.expect.push_back(std::move(*expectation));
  }
}

/// Moments that count progress need a progress source.
void check_together(YamlReader& reader, const YAML::Node& root, Definition& definition) {
  if (!definition.workload.progress) definition.workload.progress = NumberSource{};
  if (!definition.workload.state_machine.output.empty() && !definition.deploy) {
    reader.mistake(root["workload"]["replace"],
                   "'execution-of' names an output of a stack: which template does 'deploy' name?");
  }
  const bool while_saving =
      std::any_of(definition.faults.begin(), definition.faults.end(),
                  [](const Fault& fault) { return fault.moment.while_saving; });
  if (while_saving && !definition.workload.shows_saves()) {
    reader.mistake(root["faults"],
                   "'saving' can only be seen when workload has 'checkpoint': which file is it?");
  }
  const bool cuts = std::ranges::any_of(
      definition.faults, [](const Fault& fault) { return fault.kind == Fault::Kind::Network; });
  if (cuts && definition.network == "aws-only") {
    reader.mistake(root["network"],
                   "'aws-only' from the start leaves nothing that a fault could cut off");
  }
  // Where nothing is to be cut the drill would show nothing.
  if (cuts) definition.network = "open";
  if (definition.same_result && !definition.endpoints.empty()) {
    reader.mistake(
        root["same-result"],
        "the undisturbed run and the other one would find each other's objects and items "
        "at the endpoints: 'same-result' and 'endpoints' do not go together");
  }
  const bool wants_saved = std::any_of(
      definition.expect.begin(), definition.expect.end(), [](const Expectation& expectation) {
        return expectation.kind == Expectation::Kind::SavedAfterNotice;
      });
  if (wants_saved && !definition.workload.saved) {
    reader.mistake(root["expect"],
                   "'saved-after-notice' can only be judged when workload has 'saved': where is it "
                   "read how much is saved?");
  }
  expect_by_default(definition);
}

Definition read_root(YamlReader& reader, const YAML::Node& root,
                     const std::filesystem::path& path) {
  Definition definition;
  definition.name = path.stem().string();
  if (!reader.mapping(
          root, "a drill",
          {"drill", "workload", "faults", "expect", "check", "check-timeout", "same-result",
           "speed", "network", "s3", "buckets", "deploy", "endpoints"})) {
    if (!root.IsMap()) return definition;
  }
  if (root["drill"]) {
    definition.name = reader.text(root["drill"], "the drill's name").value_or(definition.name);
  }
  if (root["workload"]) {
    definition.workload = read_workload(reader, root["workload"]);
  } else {
    reader.mistake(root, "a drill needs 'workload': what is to run?");
  }
  if (const YAML::Node faults = root["faults"]) {
    if (faults.IsSequence()) {
      for (const YAML::Node& fault : faults) read_fault(reader, fault, definition.faults);
    } else {
      read_fault(reader, faults, definition.faults);
    }
  }
  if (root["expect"]) read_expectations(reader, root["expect"], definition);
  if (root["network"]) {
    definition.network = read_network(reader, root["network"], {"open", "aws-only"});
  }
  read_s3(reader, root, definition);
  if (root["deploy"]) read_deploy(reader, root["deploy"], definition);
  if (root["endpoints"]) read_endpoints(reader, root["endpoints"], definition);
  read_check(reader, root, definition);
  read_same_result(reader, root, definition);
  if (root["speed"]) {
    if (const auto text = reader.text(root["speed"], std::string{speed_expected})) {
      const auto speed = parse_speed(*text);
      if (speed) definition.speed = *speed;
      if (!speed) reader.mistake(root["speed"], fmt::format("speed: {}", speed.error()));
    }
  }
  check_together(reader, root, definition);
  return definition;
}

}  // namespace

Read<Definition> parse_definition(std::string_view text, const std::filesystem::path& path) {
  YamlReader reader{path};
  try {
    const YAML::Node root = YAML::Load(std::string{text});
    Definition definition = read_root(reader, root, path);
    if (!reader.mistakes().empty()) return refuse(reader.mistakes());
    definition.files = {{path.string(), std::string{text}}};
    definition.files.insert(definition.files.end(), reader.files().begin(), reader.files().end());
    return definition;
  } catch (const YAML::Exception& error) {
    // What the library throws is a mistake in the text.
    return refuse(std::vector<Mistake>{
        {fmt::format("{}:{}:{}", path.string(), error.mark.line + 1, error.mark.column + 1),
         "this is not YAML: " + error.msg}});
  }
}

Read<Definition> read_definition(const std::filesystem::path& path) {
  const std::optional<std::string> text = read_file(path);
  if (!text) {
    return refuse(std::vector<Mistake>{
        {path.string(),
         "this drill file cannot be read; give the path of a YAML file, or a command "
         "after --"}});
  }
  return parse_definition(*text, path);
}

}  // namespace spotdrill::drill
