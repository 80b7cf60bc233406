#include "drill/definition/results_reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace spotdrill::drill {

namespace {

/// Patterns of files, and of lines, that one drill may have.
constexpr std::size_t patterns_max = 100;

constexpr std::string_view every_instances = "/mnt/efs";

constexpr std::string_view same_result_expected =
    "same-result must be a list of files such as [result.json], or a mapping with 'files' or "
    "'stream'";

/// Whether `text` is a regular expression with `groups` groups, if that is given. Notes a mistake.
bool check_pattern(YamlReader& reader, const YAML::Node& node, const std::string& text,
                   std::optional<unsigned> groups) {
  const auto count = group_count(text);
  if (count && (!groups || *count == *groups)) return true;
  reader.mistake(node, count ? fmt::format("'{}' must have exactly one group, which is the item of "
                                           "the sequence",
                                           text)
                             : count.error());
  return false;
}

bool lies_within(const std::filesystem::path& path, const std::filesystem::path& tree) {
  return std::mismatch(tree.begin(), tree.end(), path.begin(), path.end()).first == tree.end();
}

/// A file is told by its path in a place that instances share: of their own disks nothing is left.
void read_result_file(YamlReader& reader, const YAML::Node& node, const Workload& workload,
                      SameResult& same) {
  const auto name = reader.text(node, "a file's path, which may have * and ? in its name");
  if (!name) return;
  std::filesystem::path file = *name;
  if (file.is_relative()) {
    if (workload.command.empty()) {
      reader.mistake(node, fmt::format("'{}' must be an absolute path, as the instances see it",
                                       file.string()));
      return;
    }
    file = workload.directory / file;
  }
  file = file.lexically_normal();
  const bool shared = lies_within(file, every_instances) ||
                      (!workload.command.empty() && lies_within(file, workload.directory)) ||
                      std::ranges::any_of(workload.shared, [&](const Shared& each) {
                        return lies_within(file, each.guest);
                      });
  if (!shared) {
    reader.mistake(node, fmt::format("'{}' is on the instances' own disks, which go with them; "
                                     "expected a file in /mnt/efs, in a shared directory or in the "
                                     "command's",
                                     file.string()));
    return;
  }
  if (file.parent_path().string().find_first_of("*?") != std::string::npos) {
    reader.mistake(node, fmt::format("'{}': only a file's name may have * and ?, not its directory",
                                     file.string()));
    return;
  }
  same.files.push_back(file.string());
}

/// A list of texts, or one.
template <class Take>
void read_each(YamlReader& reader, const YAML::Node& node, std::string_view what, Take take) {
  if (node.IsScalar()) return take(node);
  if (!node.IsSequence() || node.size() == 0 || node.size() > patterns_max) {
    reader.mistake(node, fmt::format("{} must be a list of 1 to {}", what, patterns_max));
    return;
  }
  for (const YAML::Node& element : node) take(element);
}

void read_ignored(YamlReader& reader, const YAML::Node& node, SameResult& same) {
  read_each(reader, node, "ignore", [&](const YAML::Node& each) {
    const auto text = reader.text(each, "a regular expression: lines that do not count");
    if (text && check_pattern(reader, each, *text, std::nullopt)) same.ignore.push_back(*text);
  });
}

void read_tolerance(YamlReader& reader, const YAML::Node& node, SameResult& same) {
  constexpr std::string_view expected = "a number from 0 to below 1, such as 1e-6";
  const auto tolerance = reader.number(node, expected);
  if (!tolerance) return;
  if (*tolerance < 0 || *tolerance >= 1) {
    reader.mistake(node,
                   fmt::format("tolerance must be {}: a part of the bigger number", expected));
    return;
  }
  same.tolerance = *tolerance;
}

void read_rules(YamlReader& reader, const YAML::Node& node, SameResult& same) {
  if (node["tolerance"]) read_tolerance(reader, node["tolerance"], same);
  if (node["ignore"]) read_ignored(reader, node["ignore"], same);
  if (const YAML::Node stream = node["stream"]) {
    const auto text = reader.text(stream, "a regular expression with one group");
    if (text && check_pattern(reader, stream, *text, 1)) same.stream = *text;
  }
  if (const YAML::Node once = node["deterministic"]) {
    const auto text = reader.text(once, "check: the undisturbed run is made twice");
    if (text && *text != "check") {
      reader.mistake(once, fmt::format("'{}' is not known; expected check: the undisturbed run is "
                                       "made twice",
                                       *text));
    }
    same.check_deterministic = text == "check";
  }
  if (!node["files"] && !node["stream"]) {
    reader.mistake(node, std::string{same_result_expected});
  }
}

}  // namespace

void read_check(YamlReader& reader, const YAML::Node& root, Definition& definition) {
  if (root["check"]) {
    Check check{.command = reader.command(root["check"], "check")};
    if (!check.command.empty() && check.command.back().empty()) {
      reader.mistake(root["check"], "check must be a command");
    }
    definition.check = std::move(check);
  }
  const YAML::Node timeout = root["check-timeout"];
  if (!timeout) return;
  if (!definition.check) {
    reader.mistake(timeout, "'check-timeout' goes with 'check'");
    return;
  }
  definition.check->timeout =
      reader.duration(timeout, "a time such as 10m").value_or(definition.check->timeout);
}

void read_same_result(YamlReader& reader, const YAML::Node& root, Definition& definition) {
  const YAML::Node node = root["same-result"];
  if (!node) return;
  SameResult same;
  const auto take = [&](const YAML::Node& each) {
    read_result_file(reader, each, definition.workload, same);
  };
  if (node.IsMap()) {
    if (reader.mapping(node, "same-result",
                       {"files", "tolerance", "ignore", "stream", "deterministic"})) {
      if (node["files"]) read_each(reader, node["files"], "files", take);
      read_rules(reader, node, same);
    }
  } else if (node.IsSequence() || (node.IsScalar() && !node.Scalar().empty())) {
    read_each(reader, node, "same-result", take);
  } else {
    reader.mistake(node, std::string{same_result_expected});
  }
  definition.same_result = std::move(same);
}

}  // namespace spotdrill::drill
