// Circles of dependencies between a template's resources.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/cloudformation/template/template.hpp"

namespace spotdrill::cloudformation {

/// The resources that depend on themselves by others, in order of names; empty: none does.
std::vector<std::string> find_circle(const std::map<std::string, TemplateResource>& resources);

}  // namespace spotdrill::cloudformation
