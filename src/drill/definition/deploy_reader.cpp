#include "drill/definition/deploy_reader.hpp"

#include <fmt/format.h>

namespace spotdrill::drill {

namespace {

/// Of TemplateBody. Source: CloudFormation API Reference, CreateStack.
constexpr std::size_t template_bytes_max = 51'200;

}  // namespace

void read_deploy(YamlReader& reader, const YAML::Node& node, Definition& definition) {
  if (!node.IsScalar() && !reader.mapping(node, "deploy", {"template", "parameters"})) return;
  const YAML::Node file = node.IsScalar() ? node : node["template"];
  if (!file) return reader.mistake(node, "deploy needs 'template': which template is it?");
  const auto text = reader.file(file, "the path of a CloudFormation template");
  if (!text) return;
  if (text->size() > template_bytes_max) {
    return reader.mistake(
        file, fmt::format("the template has {} bytes; CreateStack takes {} at most", text->size(),
                          template_bytes_max));
  }
  StackTemplate stack{.text = *text, .where = reader.place_of(file), .parameters = {}};
  if (node.IsMap() && node["parameters"]) {
    stack.parameters = reader.names(node["parameters"], "parameters");
  }
  definition.deploy = std::move(stack);
}

}  // namespace spotdrill::drill
