#include "protocol/xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "protocol/scalar_text.hpp"
#include "protocol/utf8.hpp"
#include "protocol/xml_character.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Member;
using shape::Shape;

namespace {

struct MalformedXml {
  const char* what;
};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  XmlNode document() {
    skip_misc();
    XmlNode root = element(0);
    skip_misc();
    if (!rest_.empty()) throw MalformedXml{"there is something after the root element"};
    return root;
  }

 private:
  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::string_view until(std::string_view token) {
    const std::size_t end = rest_.find(token);
    if (end == std::string_view::npos) throw MalformedXml{"it ends too early"};
    const std::string_view before = rest_.substr(0, end);
    rest_.remove_prefix(end + token.size());
    return before;
  }

  void skip_space() {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
  }

  bool skip_comment_or_instruction() {
    if (take("<!--")) return until("-->"), true;
    if (take("<?")) return until("?>"), true;
    return false;
  }

  void skip_misc() {
    take("\xEF\xBB\xBF");
    do {
      skip_space();
    } while (skip_comment_or_instruction());
  }

  std::string_view name() {
    const std::size_t end = std::min(rest_.find_first_of(" \t\r\n/>=<&\"'"), rest_.size());
    if (end == 0) throw MalformedXml{"a name is missing"};
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return taken;
  }

  void skip_attributes() {
    for (skip_space(); !rest_.empty() && rest_.front() != '>' && rest_.front() != '/';
         skip_space()) {
      name();
      skip_space();
      if (!take("=")) throw MalformedXml{"an attribute has no value"};
      skip_space();
      if (take("\""))
        until("\"");
      else if (take("'"))
        until("'");
      else
        throw MalformedXml{"an attribute's value is not quoted"};
    }
  }

  void reference(std::string& out) {
    const std::string_view entity = until(";");
    if (entity == "lt")
      out += '<';
    else if (entity == "gt")
      out += '>';
    else if (entity == "amp")
      out += '&';
    else if (entity == "quot")
      out += '"';
    else if (entity == "apos")
      out += '\'';
    else if (entity.starts_with('#'))
      append_utf8(out, code_point(entity.substr(1)));
    else
      throw MalformedXml{"it refers to an entity that XML does not define"};
  }

  static std::uint32_t code_point(std::string_view digits) {
    const int base = digits.starts_with('x') ? 16 : 10;
    if (base == 16) digits.remove_prefix(1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
    if (error != std::errc{} || end != digits.data() + digits.size() || !is_xml_character(code)) {
      throw MalformedXml{"it refers to a character that XML does not allow"};
    }
    return code;
  }

  XmlNode element(int depth) {
    if (depth > xml_depth_max) throw MalformedXml{"it is nested too deeply"};
    if (!take("<") || rest_.starts_with('!')) throw MalformedXml{"an element was expected"};
    const std::string_view tag = name();
    XmlNode node;
    node.name = tag.substr(std::min(tag.rfind(':') + 1, tag.size()));
    skip_attributes();
    if (take("/>")) return node;
    if (!take(">")) throw MalformedXml{"a tag is not closed"};
    content(node, depth);
    if (name() != tag) throw MalformedXml{"an element is closed by another name"};
    skip_space();
    if (!take(">")) throw MalformedXml{"a tag is not closed"};
    return node;
  }

  void content(XmlNode& node, int depth) {
    while (!take("</")) {
      if (rest_.empty()) throw MalformedXml{"it ends too early"};
      if (take("<![CDATA["))
        node.text += until("]]>");
      else if (take("&"))
        reference(node.text);
      else if (skip_comment_or_instruction())
        continue;
      else if (rest_.front() == '<')
        node.children.push_back(element(depth + 1));
      else {
        const std::size_t end = std::min(rest_.find_first_of("<&"), rest_.size());
        node.text += rest_.substr(0, end);
        rest_.remove_prefix(end);
      }
    }
  }

  std::string_view rest_;
};

using Read = Result<void, std::string>;

Read read_value(const Shape& shape, const XmlNode& node, void* out);

Read read_map(const Shape& shape, const XmlNode& entry, void* out) {
  const XmlNode* key = entry.child(shape.key_name);
  const XmlNode* value = entry.child(shape.element_name);
  if (key == nullptr || value == nullptr) return refuse(entry.name + ": no key or no value");
  return read_value(*shape.element(), *value, shape.map->insert(out, key->text));
}

Read read_value(const Shape& shape, const XmlNode& node, void* out) {
  if (shape.kind == Kind::Structure) return read_xml_members(shape, node, out);
  if (shape.kind == Kind::List || shape.kind == Kind::Map) {
    for (const XmlNode& child : node.children) {
      Read read = shape.kind == Kind::Map
                      ? read_map(shape, child, out)
                      : read_value(*shape.element(), child, shape.list->append(out));
      if (!read.has_value()) return read;
    }
    return {};
  }
  if (read_scalar_text(shape, node.text, out)) return {};
  return refuse(fmt::format("{}: '{}' is not of its type", node.name, node.text.substr(0, 100)));
}

}  // namespace

const XmlNode* XmlNode::child(std::string_view child_name) const {
  const auto found = std::ranges::find(children, child_name, &XmlNode::name);
  return found == children.end() ? nullptr : &*found;
}

Result<XmlNode, std::string> parse_xml(std::string_view text) {
  if (!is_utf8(text)) return refuse(std::string{"it is not UTF-8"});
  try {
    return Parser{text}.document();
  } catch (const MalformedXml& malformed) {
    return refuse(std::string{malformed.what});
  }
}

Result<void, std::string> read_xml_members(const Shape& shape, const XmlNode& node,
                                           void* structure) {
  for (const Member& member : shape.members) {
    const Shape& inner = *member.shape();
    void* value = nullptr;
    for (const XmlNode& child : node.children) {
      if (child.name != member.xml_name) continue;
      if (value == nullptr) value = member.emplace(structure);
      Read read;
      if (!member.flattened)
        read = read_value(inner, child, value);
      else if (inner.kind == Kind::Map)
        read = read_map(inner, child, value);
      else
        read = read_value(*inner.element(), child, inner.list->append(value));
      if (!read.has_value()) return read;
      if (!member.flattened) break;
    }
  }
  return {};
}

}  // namespace spotdrill::protocol
