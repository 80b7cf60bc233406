// What of a template is not here, or not so on AWS either: types, properties, attributes. Without a
// server, so that `spotdrill lint` says it beforehand.
#pragma once

#include <string>
#include <vector>

#include "services/cloudformation/template/template.hpp"

namespace spotdrill::cloudformation {

/// Every mistake, in order of logical ids; each names its resource.
std::vector<TemplateMistake> check_types(const Template& whole);

/// The capabilities that the template asks for, and why.
struct Capabilities {
  std::vector<std::string> names;
  std::vector<std::string> types;  ///< Of the resources that ask for them.
};
Capabilities needed_capabilities(const Template& whole);

}  // namespace spotdrill::cloudformation
