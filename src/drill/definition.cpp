#include "drill/definition.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "api/ec2.hpp"
#include "api/fis.hpp"
#include "base/iso8601.hpp"
#include "base/suggest.hpp"
#include "drill/replace_reader.hpp"
#include "drill/yaml_reader.hpp"
#include "protocol/shape_json.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view source_expected =
    "{metric: NAMESPACE/NAME}, {file: PATH} or {log: PATTERN}";

std::optional<NumberSource> read_source(YamlReader& reader, const YAML::Node& node,
                                        std::string_view what) {
  if (!reader.mapping(node, what, {"metric", "file", "log", "pattern"})) return std::nullopt;
  const int kinds = (node["metric"] ? 1 : 0) + (node["file"] ? 1 : 0) + (node["log"] ? 1 : 0);
  if (kinds != 1) {
    reader.mistake(node, fmt::format("{} has to be one of {}", what, source_expected));
    return std::nullopt;
  }
  const char* kind = node["metric"] ? "metric" : node["file"] ? "file" : "log";
  const std::optional<std::string> value = reader.text(node[kind], source_expected);
  if (!value) return std::nullopt;
  Result<NumberSource, std::string> source = parse_source(std::string{kind} + ":" + *value);
  if (!source) {
    reader.mistake(node[kind], source.error());
    return std::nullopt;
  }
  if (!node["pattern"]) return *source;
  if (source->kind != NumberSource::Kind::File) {
    reader.mistake(node["pattern"], "'pattern' goes with 'file' only; write log: PATTERN");
    return std::nullopt;
  }
  const std::optional<std::string> pattern =
      reader.text(node["pattern"], "a regular expression with one group");
  if (!pattern) return std::nullopt;
  Result<NumberSource, std::string> checked = parse_source("log:" + *pattern);
  if (!checked) {
    reader.mistake(node["pattern"], checked.error());
    return std::nullopt;
  }
  source->pattern = *pattern;
  return *source;
}

/// Reads a mapping of names to values: parameters, tags.
std::map<std::string, std::string> read_names(YamlReader& reader, const YAML::Node& node,
                                              std::string_view what) {
  std::map<std::string, std::string> names;
  if (!node.IsMap()) {
    reader.mistake(node, fmt::format("{} must be a mapping of names to values", what));
    return names;
  }
  for (const auto& entry : node) {
    if (const auto value = reader.text(entry.second, "a value")) {
      names[entry.first.Scalar()] = *value;
    }
  }
  return names;
}

std::vector<Shared> read_shared(YamlReader& reader, const YAML::Node& node) {
  std::vector<Shared> result;
  if (!node.IsMap()) {
    reader.mistake(node,
                   "shared must be a mapping such as {/mnt/data: ./data}: the path in the "
                   "instances, and the directory here");
    return result;
  }
  for (const auto& entry : node) {
    const std::filesystem::path guest = entry.first.Scalar();
    if (!guest.is_absolute()) {
      reader.mistake(
          entry.first,
          fmt::format("'{}' must be an absolute path, as the instances see it", guest.string()));
      continue;
    }
    const auto name = reader.text(entry.second, "a directory of this machine");
    if (!name) continue;
    std::error_code error;
    const std::filesystem::path host = std::filesystem::canonical(reader.beside(*name), error);
    if (error || !std::filesystem::is_directory(host, error)) {
      reader.mistake(entry.second,
                     fmt::format("'{}' is not a directory here", reader.beside(*name).string()));
      continue;
    }
    result.push_back({host, guest});
  }
  return result;
}

void read_what_runs(YamlReader& reader, const YAML::Node& node, Workload& workload) {
  if (node["launch"]) {
    if (auto launch = reader.document(node["launch"],
                                      "a launch specification, as request-spot-instances takes")) {
      // The CLI's --cli-input-json puts it one level deeper.
      json::value* inner = launch->if_contains("LaunchSpecification");
      workload.launch = inner != nullptr && inner->is_object() ? inner->get_object() : *launch;
      const auto checked =
          protocol::read_json<api::ec2::RequestSpotLaunchSpecification>(workload.launch);
      if (!checked) {
        reader.mistake_in(node["launch"], "this is not a launch specification", checked.error());
      }
    }
  }
  if (node["user-data"]) {
    if (const auto content = reader.file(node["user-data"], "a user data script's path")) {
      workload.user_data = *content;
      if (content->empty()) reader.mistake(node["user-data"], "the user data is empty");
    }
  }
  if (const YAML::Node command = node["command"]) {
    if (command.IsScalar()) {
      workload.command = {"/bin/sh", "-c", command.Scalar()};
    } else if (command.IsSequence() && command.size() > 0) {
      for (const YAML::Node& word : command) {
        // An empty word is one too.
        if (word.IsScalar()) {
          workload.command.push_back(word.Scalar());
        } else {
          reader.mistake(word, "expected a word of the command");
        }
      }
    } else {
      reader.mistake(command, "command must be a list such as [python3, train.py]");
    }
    workload.directory = std::filesystem::weakly_canonical(reader.beside("."));
  }
  if (node["user-data"] && node["command"]) {
    reader.mistake(node["command"], "'command' and 'user-data' exclude each other");
  }
  const bool own = workload.launch.contains("UserData");
  // A state machine may have a launch specification of its own.
  if (workload.replace == Replace::StateMachine) return;
  if (!node["launch"] && !node["user-data"] && !node["command"]) {
    reader.mistake(node, "workload needs 'launch', 'user-data' or 'command': what is to run?");
  } else if (node["launch"] && !own && !node["user-data"] && !node["command"]) {
    reader.mistake(node["launch"],
                   "the launch specification has no UserData; add 'user-data' or "
                   "'command' to the workload");
  }
}

/// Files are named as the instances see them; a command's are beside the drill.
void place_file(YamlReader& reader, const YAML::Node& node, const Workload& workload,
                std::filesystem::path& file) {
  if (file.is_absolute()) return;
  if (workload.command.empty()) {
    reader.mistake(
        node, fmt::format("'{}' must be an absolute path, as the instances see it", file.string()));
    return;
  }
  file = workload.directory / file;
}

std::optional<NumberSource> read_placed_source(YamlReader& reader, const YAML::Node& node,
                                               std::string_view what, const Workload& workload) {
  std::optional<NumberSource> source = read_source(reader, node, what);
  if (source && source->kind == NumberSource::Kind::File) {
    place_file(reader, node["file"], workload, source->file);
  }
  return source;
}

Workload read_workload(YamlReader& reader, const YAML::Node& node) {
  Workload workload;
  if (!reader.mapping(node, "workload",
                      {"launch", "user-data", "command", "progress", "saved", "checkpoint", "total",
                       "replace", "parameters", "tags", "profile", "shared", "timeout"})) {
    if (!node.IsMap()) return workload;
  }
  if (node["replace"]) read_replace(reader, node["replace"], workload);
  read_what_runs(reader, node, workload);
  if (const YAML::Node progress = node["progress"]) {
    workload.progress = read_placed_source(reader, progress, "progress", workload);
  }
  if (const YAML::Node saved = node["saved"]) {
    workload.saved = read_placed_source(reader, saved, "saved", workload);
  }
  if (const YAML::Node file = node["checkpoint"]) {
    workload.checkpoint = reader.text(file, "the path of the checkpoint's file").value_or("/");
    place_file(reader, file, workload, workload.checkpoint);
  }
  if (node["total"]) {
    const auto total = reader.number(node["total"], "a number: what progress counts to");
    if (total && *total <= 0) reader.mistake(node["total"], "total must be more than 0");
    workload.total = total.value_or(workload.total);
  }
  if (node["parameters"]) {
    workload.parameters = read_names(reader, node["parameters"], "parameters");
  }
  if (node["tags"]) workload.tags = read_names(reader, node["tags"], "tags");
  if (node["profile"]) {
    workload.profile =
        reader.text(node["profile"], "an instance profile's name or ARN").value_or("");
  }
  if (node["shared"]) workload.shared = read_shared(reader, node["shared"]);
  if (node["timeout"]) {
    workload.timeout =
        reader.duration(node["timeout"], "a time such as 30m").value_or(workload.timeout);
  }
  return workload;
}

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

bool is_template(const YAML::Node& node) {
  return node["actions"].IsDefined();
}

void read_fault(YamlReader& reader, const YAML::Node& node, std::vector<Fault>& faults) {
  if (node.IsScalar() || (node.IsMap() && is_template(node))) {
    read_template(reader, node, {}, faults);
    return;
  }
  if (!reader.mapping(node, "a fault",
                      {"interrupt-at", "terminate-at", "template", "at", "kind", "notice"})) {
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
    notice = reader.duration(node["notice"], "a time from 2m to 15m").value_or(notice);
    // "durationBeforeInterruption … from 2 minutes … to 15 minutes"
    if (notice < 2min || notice > 15min) {
      reader.mistake(node["notice"],
                     "notice must be from 2m to 15m: AWS FIS takes no other "
                     "durationBeforeInterruption");
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
  if (!definition.workload.progress) {
    definition.workload.progress =
        NumberSource{.kind = NumberSource::Kind::Log, .pattern = std::string{default_log_pattern}};
  }
  const bool while_saving =
      std::any_of(definition.faults.begin(), definition.faults.end(),
                  [](const Fault& fault) { return fault.moment.while_saving; });
  if (while_saving && definition.workload.checkpoint.empty()) {
    reader.mistake(root["faults"],
                   "'saving' can only be seen when workload has 'checkpoint': which file is it?");
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
  if (definition.expect.empty()) {
    definition.expect.push_back({.kind = Expectation::Kind::Completes, .text = "completes"});
  }
}

Definition read_root(YamlReader& reader, const YAML::Node& root,
                     const std::filesystem::path& path) {
  Definition definition;
  definition.name = path.stem().string();
  if (!reader.mapping(root, "a drill", {"drill", "workload", "faults", "expect", "speed"})) {
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
  if (root["speed"]) {
    definition.speed = reader.number(root["speed"], "a number from 1 to 1000");
    if (definition.speed && (*definition.speed < speed_min || *definition.speed > speed_max)) {
      reader.mistake(root["speed"], "speed must be from 1 to 1000");
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
  std::ifstream stream{path, std::ios::binary};
  std::ostringstream content;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error) || !stream || !(content << stream.rdbuf())) {
    return refuse(std::vector<Mistake>{
        {path.string(),
         "this drill file cannot be read; give the path of a YAML file, or a command "
         "after --"}});
  }
  return parse_definition(content.str(), path);
}

}  // namespace spotdrill::drill
