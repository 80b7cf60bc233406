// What of a template can be wrong whatever its parameters are. Errors are AWS's sentences.
#pragma once

#include <optional>
#include <string>

#include "services/cloudformation/template/template.hpp"

namespace spotdrill::cloudformation {

/// The path of a null in the document, or nothing.
std::optional<std::string> find_null(const json::value& value, const std::string& path = "");

/// The form of one member of Resources.
Result<void, TemplateMistake> check_resource_form(const std::string& id, const json::value& value);

/// Forms and numbers of parameters, mappings, conditions and outputs.
Result<void, TemplateMistake> check_sections(const Template& whole);

/// Whether all that is referred to is there.
Result<void, TemplateMistake> check_references(const Template& whole);

}  // namespace spotdrill::cloudformation
