// The transform AWS::Serverless-2016-10-31: what it makes of a template before anything is looked
// up in it. Pure.
// Sources: AWS SAM Developer Guide, "AWS SAM resources and properties", "Generated AWS
// CloudFormation resources"; the SAM specification's versions/2016-10-31.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::cloudformation {

inline constexpr std::string_view serverless_transform = "AWS::Serverless-2016-10-31";

/// Whether a template's document names it.
bool is_serverless(const json::object& document);

struct ServerlessMistake {
  std::string message;
  std::string path;  ///< "/Resources/Worker/Properties/Events".
};

/// The document with CloudFormation's own types in place of SAM's, without Globals. Errors: AWS's
/// sentence about the first mistake.
Result<json::object, ServerlessMistake> transform_serverless(const json::object& document);

}  // namespace spotdrill::cloudformation
