// A template that was read and checked: its sections, what they refer to, and in which order its
// resources depend on each other. Knows no service and no resource type.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "services/cloudformation/template/parse.hpp"

namespace spotdrill::cloudformation {

/// "Maximum number of … in a template". Source: CloudFormation User Guide, "Understand
/// CloudFormation quotas".
inline constexpr std::size_t resources_max = 500;
inline constexpr std::size_t parameters_max = 200;
inline constexpr std::size_t outputs_max = 200;
inline constexpr std::size_t mappings_max = 200;

struct TemplateResource {
  std::string type;
  json::object properties;
  std::string condition;  ///< Empty: none.
  std::string deletion_policy = "Delete";
  std::string update_replace_policy = "Delete";
  std::set<std::string> depends_on;  ///< Said, and by what its properties refer to.
};

struct Template {
  std::string description;
  json::object parameters;
  json::object mappings;
  json::object conditions;
  std::map<std::string, TemplateResource> resources;
  json::object outputs;
  std::vector<std::string> transforms;
  json::value metadata;
  std::map<std::string, TextPlace> places;
};

/// Where a mistake stands: the path of a member ("/Resources/Queue") that TextPlaces know.
struct TemplateMistake {
  std::string message;
  std::string path;
};

/// Reads a template and checks all that needs no values: sections, names, references, circles.
/// Errors: AWS's sentence.
Result<Template, TemplateMistake> read_template(std::string_view text);

}  // namespace spotdrill::cloudformation
