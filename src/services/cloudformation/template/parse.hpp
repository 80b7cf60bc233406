// A template's text as plain JSON: YAML's short forms (!Ref) become the long ones ({"Ref": …}).
// What the document means is said elsewhere (template.hpp).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::cloudformation {

/// "Maximum size of a template body that you can pass in a request": 51,200 bytes; in an S3 object
/// 1 MB. Source: CloudFormation User Guide, "Understand CloudFormation quotas".
inline constexpr std::size_t template_body_bytes_max = 51'200;
inline constexpr std::size_t template_object_bytes_max = 1'048'576;
/// Values in a document, aliases followed: what an alias of aliases would make of a short text ends
/// here. Ten times what five hundred resources of twenty properties have.
inline constexpr std::size_t template_values_max = 100'000;
inline constexpr std::size_t template_depth_max = 100;

/// Counted from 1.
struct TextPlace {
  int line = 0;
  int column = 0;
};

struct ParsedText {
  json::object document;
  std::map<std::string, TextPlace> places;  ///< "/Resources/Queue": where its key stands.
};

/// Reads JSON or YAML. Errors: AWS's sentence, with line and column of text that is not
/// well-formed.
Result<ParsedText, std::string> parse_text(std::string_view text);

}  // namespace spotdrill::cloudformation
