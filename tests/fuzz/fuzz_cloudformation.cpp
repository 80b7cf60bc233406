// CloudFormation templates: any text is read or refused, and what was read can be evaluated.
#include <cstdint>
#include <string>

#include "services/cloudformation/template/evaluate.hpp"
#include "services/cloudformation/template/parameters.hpp"
#include "services/cloudformation/type_checks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  using namespace spotdrill::cloudformation;
  const std::string text{reinterpret_cast<const char*>(data), size};
  const auto whole = read_template(text);
  if (!whole.has_value()) return 0;
  (void)check_types(*whole);
  (void)needed_capabilities(*whole);
  Scope scope;
  scope.mappings = &whole->mappings;
  scope.conditions = &whole->conditions;
  scope.language_extensions = true;
  scope.names["AWS::Region"] = "us-east-1";
  if (const auto declared = read_parameters(whole->parameters); declared.has_value()) {
    for (const auto& [name, parameter] : *declared) {
      const std::string given = parameter.default_value.value_or("a,b");
      const auto value = parameter_value(name, parameter, given);
      scope.names[name] = value.has_value() ? *value : json::value(given);
    }
  }
  scope.ref = [](const std::string& id) -> Result<json::value, std::string> {
    return json::value(id);
  };
  scope.attribute = [](const std::string& id,
                       const std::string& name) -> Result<json::value, std::string> {
    return json::value(id + name);
  };
  scope.import = [](const std::string& name) -> Result<std::string, std::string> { return name; };
  scope.zones = [](const std::string& region) {
    return std::vector<std::string>{region + "a", region + "b"};
  };
  for (const auto& [id, resource] : whole->resources) {
    (void)evaluate(resource.properties, scope);
    if (!resource.condition.empty()) (void)condition_holds(resource.condition, scope);
  }
  (void)evaluate(whole->outputs, scope);
  return 0;
}
