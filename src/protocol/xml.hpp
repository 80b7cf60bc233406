// XML as AWS's query services write it: elements and text. Attributes, namespaces and comments are
// passed over; document types are refused. Not a general XML library.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

/// Deeper documents are refused.
inline constexpr int xml_depth_max = 64;

struct XmlNode {
  std::string name;  ///< Without its prefix.
  std::string text;
  std::vector<XmlNode> children;

  [[nodiscard]] const XmlNode* child(std::string_view child_name) const;
};

/// Reads a document. Errors: one sentence.
Result<XmlNode, std::string> parse_xml(std::string_view text);

/// Appends `text` as character data. What XML 1.0 cannot hold (control characters, bytes that are
/// not UTF-8) becomes U+FFFD.
void append_xml_text(std::string& out, std::string_view text);

/// Appends the members of a struct as elements. Timestamps have milliseconds where `millis` is set,
/// as in EC2's replies.
void append_xml_members(std::string& out, const shape::Shape& shape, const void* structure,
                        bool millis);

/// Reads the members of a struct from the children of `node`. Errors: one sentence.
Result<void, std::string> read_xml_members(const shape::Shape& shape, const XmlNode& node,
                                           void* structure);

}  // namespace spotdrill::protocol
