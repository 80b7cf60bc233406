#include "drill/definition/workload_reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "api/ec2.hpp"
#include "drill/definition/environment_reader.hpp"
#include "drill/definition/replace_reader.hpp"
#include "protocol/shape_json.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::string_view source_expected =
    "{metric: NAMESPACE/NAME}, {file: PATH}, {log: PATTERN}, {checkpoints: PATTERN}, "
    "{s3: 's3://BUCKET/KEY'}, {dynamodb: TABLE/NAME=VALUE/ATTRIBUTE} or {logs: GROUP:PATTERN}";

using ParseSource = Result<NumberSource, std::string> (*)(std::string_view);

std::optional<NumberSource> read_source(YamlReader& reader, const YAML::Node& node,
                                        std::string_view what, ParseSource parse) {
  if (!reader.mapping(
          node, what,
          {"metric", "file", "log", "checkpoints", "s3", "dynamodb", "logs", "pattern"})) {
    return std::nullopt;
  }
  const char* kind = nullptr;
  int named = 0;
  for (const char* each : {"metric", "file", "log", "checkpoints", "s3", "dynamodb", "logs"}) {
    if (!node[each]) continue;
    kind = each;
    ++named;
  }
  if (named != 1) {
    reader.mistake(node, fmt::format("{} has to be one of {}", what, source_expected));
    return std::nullopt;
  }
  const std::optional<std::string> value = reader.text(node[kind], source_expected);
  if (!value) return std::nullopt;
  Result<NumberSource, std::string> source = parse(std::string{kind} + ":" + *value);
  if (!source) {
    reader.mistake(node[kind], source.error());
    return std::nullopt;
  }
  if (!node["pattern"]) return *source;
  if (source->kind != NumberSource::Kind::File && source->kind != NumberSource::Kind::S3) {
    reader.mistake(node["pattern"], "'pattern' goes with 'file' and 's3'; write log: PATTERN");
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

std::optional<std::filesystem::path> read_directory(YamlReader& reader, const YAML::Node& node) {
  const auto name = reader.text(node, "a directory of this machine");
  if (!name) return std::nullopt;
  std::error_code error;
  const std::filesystem::path host = std::filesystem::canonical(reader.beside(*name), error);
  if (!error && std::filesystem::is_directory(host, error)) return host;
  reader.mistake(node, fmt::format("'{}' is not a directory here", reader.beside(*name).string()));
  return std::nullopt;
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
    const auto host = read_directory(reader, entry.second);
    if (host) result.push_back({*host, guest});
  }
  return result;
}

/// "{fs-0123456789abcdef0: ./state}": the directory here that a file system of EFS stands for. In
/// an instance it is where spotdrill-init looks for it.
std::vector<Shared> read_efs(YamlReader& reader, const YAML::Node& node) {
  std::vector<Shared> result;
  if (!node.IsMap()) {
    reader.mistake(node,
                   "efs must be a mapping such as {fs-0123456789abcdef0: ./state}: the file "
                   "system's id, and the directory here");
    return result;
  }
  for (const auto& entry : node) {
    const std::string id = entry.first.Scalar();
    constexpr std::string_view digits = "0123456789abcdef";
    if (!id.starts_with("fs-") || id.size() < 4 ||
        id.find_first_not_of(digits, 3) != std::string::npos) {
      reader.mistake(entry.first, fmt::format("'{}' must be a file system's id, 'fs-…'", id));
      continue;
    }
    if (const auto host = read_directory(reader, entry.second)) {
      result.push_back({*host, "/mnt/.efs/" + id});
    }
  }
  return result;
}

/// Whether `key`, which only says something of a command, stands beside one.
bool beside_command(YamlReader& reader, const YAML::Node& node, const char* key) {
  if (!node[key]) return false;
  if (node["command"]) return true;
  reader.mistake(node[key], fmt::format("'{}' goes with 'command'", key));
  return false;
}

/// Where a command runs, and whether on a copy.
void read_place(YamlReader& reader, const YAML::Node& node, Workload& workload) {
  if (beside_command(reader, node, "directory")) {
    if (const auto name =
            reader.text(node["directory"], "the directory that the command runs in")) {
      std::error_code error;
      workload.directory = std::filesystem::canonical(reader.beside(*name), error);
      if (error || !std::filesystem::is_directory(workload.directory, error)) {
        reader.mistake(node["directory"],
                       fmt::format("'{}' is not a directory here", reader.beside(*name).string()));
      }
    }
  }
  if (beside_command(reader, node, "in-place")) {
    workload.in_place = reader.truth(node["in-place"]).value_or(false);
  }
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
    workload.command_where = reader.line_of(command);
    workload.command = reader.command(command, "command");
    workload.directory = std::filesystem::weakly_canonical(reader.beside("."));
  }
  read_place(reader, node, workload);
  read_environment(reader, node, workload);
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
                                               std::string_view what, const Workload& workload,
                                               ParseSource parse = parse_source) {
  std::optional<NumberSource> source = read_source(reader, node, what, parse);
  for (const char* kind : {"file", "checkpoints"}) {
    if (source && node[kind]) place_file(reader, node[kind], workload, source->file);
  }
  return source;
}

/// A file, or objects in S3: an upload of theirs is a save.
void read_checkpoint(YamlReader& reader, const YAML::Node& node, Workload& workload) {
  const std::string name = reader.text(node, "the path of the checkpoint's file").value_or("/");
  if (!name.starts_with("s3://")) {
    workload.checkpoint = name;
    return place_file(reader, node, workload, workload.checkpoint);
  }
  Result<NumberSource, std::string> object = parse_source(name);
  if (object) {
    workload.checkpoint_object = std::move(*object);
  } else {
    reader.mistake(node, object.error());
  }
}

}  // namespace

Workload read_workload(YamlReader& reader, const YAML::Node& node) {
  Workload workload;
  if (!reader.mapping(node, "workload",
                      {"launch", "user-data", "command", "progress", "saved", "done", "checkpoint",
                       "total", "replace", "parameters", "tags", "profile", "shared", "efs",
                       "timeout", "environment", "directory", "in-place"})) {
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
  if (const YAML::Node done = node["done"]) {
    workload.done = read_placed_source(reader, done, "done", workload, parse_done);
  }
  if (const YAML::Node file = node["checkpoint"]) {
    read_checkpoint(reader, file, workload);
  }
  if (node["total"]) {
    const auto total = reader.number(node["total"], "a number: what progress counts to");
    if (total && *total <= 0) reader.mistake(node["total"], "total must be more than 0");
    workload.total = total.value_or(workload.total);
    workload.total_given = true;
  }
  if (node["parameters"]) {
    workload.parameters = reader.names(node["parameters"], "parameters");
  }
  if (node["tags"]) workload.tags = reader.names(node["tags"], "tags");
  if (node["profile"]) {
    workload.profile =
        reader.text(node["profile"], "an instance profile's name or ARN").value_or("");
  }
  if (node["shared"]) workload.shared = read_shared(reader, node["shared"]);
  if (node["efs"]) {
    const std::vector<Shared> named = read_efs(reader, node["efs"]);
    workload.shared.insert(workload.shared.end(), named.begin(), named.end());
  }
  if (node["timeout"]) {
    workload.timeout =
        reader.duration(node["timeout"], "a time such as 30m").value_or(workload.timeout);
  }
  return workload;
}

}  // namespace spotdrill::drill
