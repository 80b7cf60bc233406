#include "drill/definition/environment_reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace spotdrill::drill {

namespace {

constexpr std::string_view environment_expected =
    "environment must be a mapping such as {MODE: fast}, or a list of variables that go along from "
    "whoever runs the drill, such as [WANDB_API_KEY]";

/// Whether `name` may be a variable's. Notes a mistake if not.
bool check_name(YamlReader& reader, const YAML::Node& node, const std::string& name) {
  const auto wrong = wrong_with_variable(name, {});
  if (wrong) reader.mistake(node, *wrong);
  return !wrong;
}

void read_variable(YamlReader& reader, const YAML::Node& name, const YAML::Node& value,
                   Workload& workload) {
  if (!check_name(reader, name, name.Scalar())) return;
  if (value.IsNull()) {
    workload.passed_variables.push_back({name.Scalar(), reader.line_of(name)});
  } else if (!value.IsScalar()) {
    reader.mistake(value,
                   fmt::format("expected a value of {}, or nothing: the caller's", name.Scalar()));
  } else if (const auto wrong = wrong_with_variable(name.Scalar(), value.Scalar())) {
    reader.mistake(value, *wrong);
  } else {
    workload.environment[name.Scalar()] = value.Scalar();
  }
}

}  // namespace

bool is_variable_name(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || digit(c); });
}

std::optional<std::string> wrong_with_variable(std::string_view name, std::string_view value) {
  if (!is_variable_name(name)) {
    return fmt::format("'{}' is no variable's name; expected letters, digits and _", name);
  }
  if (value.find('\0') != std::string_view::npos) {
    return fmt::format("the value of {} must not hold a zero byte", name);
  }
  if (name.size() + value.size() + 2 > variable_bytes_max) {
    return fmt::format("{} is longer than the {} bytes that Linux gives a variable", name,
                       variable_bytes_max);
  }
  return std::nullopt;
}

void read_environment(YamlReader& reader, const YAML::Node& node, Workload& workload) {
  const YAML::Node environment = node["environment"];
  if (!environment) return;
  if (!node["command"]) {
    reader.mistake(environment,
                   "'environment' goes with 'command': on EC2 user data has only what it sets "
                   "itself; write 'export NAME=VALUE' into it");
    return;
  }
  if (environment.IsMap()) {
    for (const auto& entry : environment) {
      read_variable(reader, entry.first, entry.second, workload);
    }
  } else if (environment.IsSequence()) {
    for (const YAML::Node& name : environment) {
      if (!name.IsScalar()) {
        reader.mistake(name, "expected a variable's name");
      } else if (check_name(reader, name, name.Scalar())) {
        workload.passed_variables.push_back({name.Scalar(), reader.line_of(name)});
      }
    }
  } else {
    reader.mistake(environment, std::string{environment_expected});
  }
}

}  // namespace spotdrill::drill
