#include "drill/sketch/cloud_config_texts.hpp"

#include <yaml-cpp/yaml.h>

#include "base/base64.hpp"

namespace spotdrill::drill::sketch {

namespace {

using CloudConfigTexts = std::vector<std::pair<std::string, std::string>>;

std::string scalar_of(const YAML::Node& node) {
  return node.IsDefined() && node.IsScalar() ? node.Scalar() : std::string{};
}

// Source: cloud-init documentation, "Write Files": "b64", "base64" and, packed too, "gz+b64".
void add_written_files(const std::string& name, const YAML::Node& files, CloudConfigTexts& found) {
  if (!files.IsDefined() || !files.IsSequence()) return;
  for (std::size_t i = 0; i < files.size() && i < cloud_config_items_max; ++i) {
    const YAML::Node file = files[i];
    if (!file.IsMap()) continue;
    const std::string encoding = scalar_of(file["encoding"]);
    if (encoding != "b64" && encoding != "base64") continue;
    const auto content = base64_decode(scalar_of(file["content"]));
    if (content) found.emplace_back(name + ": " + scalar_of(file["path"]), *content);
  }
}

void add_commands(const std::string& name, const YAML::Node& commands, CloudConfigTexts& found) {
  if (!commands.IsDefined() || !commands.IsSequence()) return;
  std::string lines;
  for (std::size_t i = 0; i < commands.size() && i < cloud_config_items_max; ++i) {
    const YAML::Node command = commands[i];
    if (!command.IsSequence()) continue;
    for (std::size_t word = 0; word < command.size() && word < cloud_config_items_max; ++word) {
      lines += (word == 0 ? "" : " ") + scalar_of(command[word]);
    }
    lines += '\n';
  }
  if (!lines.empty()) found.emplace_back(name, lines);
}

}  // namespace

CloudConfigTexts cloud_config_texts(const std::string& name, std::string_view text) {
  CloudConfigTexts found;
  if (!text.starts_with("#cloud-config")) return found;
  try {
    const YAML::Node root = YAML::Load(std::string{text});
    if (!root.IsMap()) return found;
    add_written_files(name, root["write_files"], found);
    for (const char* key : {"bootcmd", "runcmd"}) {
      add_commands(name + ": " + key, root[key], found);
    }
  } catch (const YAML::Exception&) {
    found.clear();  // cloud-init says so when it is run.
  }
  return found;
}

}  // namespace spotdrill::drill::sketch
