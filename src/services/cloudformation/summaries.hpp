// What ValidateTemplate and GetTemplateSummary say of a template.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/cloudformation/template/parameters.hpp"

namespace spotdrill::cloudformation {

struct TemplateSummary {
  std::map<std::string, ParameterDeclared> declared;
  std::optional<std::string> description;
  std::vector<std::string> capabilities;
  std::optional<std::string> capabilities_reason;
  std::vector<std::string> resource_types;
  std::vector<std::string> transforms;
  std::optional<std::string> metadata;
};

/// What transforms have made of the template, as JSON; the text itself where it names none.
std::string processed_text(const std::string& text);

/// Errors: ValidationError.
Result<TemplateSummary> summarise(const std::string& text);

}  // namespace spotdrill::cloudformation
