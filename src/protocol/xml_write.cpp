// XML out. A listing is tens of thousands of short pieces: they are gathered in a block that stays
// in the processor's cache, because an append to a string costs more than most of them are long.
#include <algorithm>
#include <array>

#include "protocol/scalar_text.hpp"
#include "protocol/utf8.hpp"
#include "protocol/xml.hpp"
#include "protocol/xml_character.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Member;
using shape::Shape;

namespace {

/// Which bytes stand for themselves, whatever stands about them.
constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = true;
  plain['\t'] = plain['\n'] = true;
  plain['<'] = plain['>'] = plain['&'] = plain['"'] = false;
  return plain;
}();

std::size_t plain_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && plain_bytes[static_cast<unsigned char>(text[length])]) ++length;
  return length;
}

/// A grantee's kind is an attribute: the only one that S3 has.
constexpr std::string_view instance_prefix = "xsi:";

bool is_attribute(const Member& member) {
  return member.xml_name.starts_with('x') && member.xml_name.starts_with(instance_prefix);
}

class XmlWriter {
 public:
  XmlWriter(std::string& out, bool millis) : out_(out), millis_(millis) {}
  ~XmlWriter() { flush(); }
  XmlWriter(const XmlWriter&) = delete;
  XmlWriter& operator=(const XmlWriter&) = delete;

  void text(std::string_view text) {
    while (true) {
      const std::size_t length = plain_length(text);
      put(text.substr(0, length));
      text.remove_prefix(length);
      if (text.empty()) return;
      text.remove_prefix(escaped(text));
    }
  }

  void members(const Shape& shape, const void* structure) {
    for (const Member& member : shape.members) {
      const void* value = member.get(structure);
      if (value == nullptr || is_attribute(member)) continue;
      const Shape& inner = *member.shape();
      const bool list = inner.kind == Kind::List;
      if (list || inner.kind == Kind::Map) {
        const bool empty = (list ? inner.list->size(value) : inner.map->size(value)) == 0;
        if (empty && (member.flattened || !member.emit_empty)) continue;
        if (empty) {
          put("<");
          put(member.xml_name);
          put("/>");
          continue;
        }
        if (member.flattened) {
          if (list)
            items(member.xml_name, inner, value);
          else
            entries(member.xml_name, inner, value);
          continue;
        }
      }
      element(member.xml_name, inner, value);
    }
  }

 private:
  void flush() {
    out_.append(block_.data(), used_);
    used_ = 0;
  }

  void put(std::string_view bytes) {
    if (bytes.size() > block_.size() - used_) {
      flush();
      if (bytes.size() > block_.size()) {
        out_.append(bytes);
        return;
      }
    }
    used_ += bytes.copy(block_.data() + used_, bytes.size());
  }

  void open(std::string_view name) {
    put("<");
    put(name);
    put(">");
  }

  void close(std::string_view name) {
    put("</");
    put(name);
    put(">");
  }

  /// Writes the first character of `text`, which is not plain. Gives how many bytes it has.
  std::size_t escaped(std::string_view text) {
    const Utf8Character character = decode_utf8(text);
    if (character.length == 0 || !is_xml_character(character.code)) {
      put("\xEF\xBF\xBD");  // U+FFFD.
      return std::max<std::size_t>(character.length, 1);
    }
    switch (character.code) {
      case '<':
        put("&lt;");
        break;
      case '>':
        put("&gt;");
        break;
      case '&':
        put("&amp;");
        break;
      case '"':
        put("&quot;");
        break;
      // A bare one would be read as a line feed.
      case '\r':
        put("&#xD;");
        break;
      default:
        put(text.substr(0, character.length));
    }
    return character.length;
  }

  void attributes(const Shape& shape, const void* structure) {
    for (const Member& member : shape.members) {
      const void* value = is_attribute(member) ? member.get(structure) : nullptr;
      if (value == nullptr) continue;
      put(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ");
      put(member.xml_name);
      put("=\"");
      text(*static_cast<const std::string*>(value));
      put("\"");
    }
  }

  void element(std::string_view name, const Shape& shape, const void* data) {
    put("<");
    put(name);
    if (shape.kind == Kind::Structure) attributes(shape, data);
    put(">");
    value(shape, data);
    close(name);
  }

  void items(std::string_view name, const Shape& shape, const void* data) {
    const Shape& inner = *shape.element();
    const std::size_t count = shape.list->size(data);
    for (std::size_t i = 0; i < count; ++i) element(name, inner, shape.list->at(data, i));
  }

  void entries(std::string_view name, const Shape& shape, const void* data) {
    struct Context {
      XmlWriter& writer;
      std::string_view name;
      const Shape& shape;
    } context{*this, name, shape};
    shape.map->for_each(data, &context,
                        [](void* opaque, const std::string& key, const void* value) {
                          const auto& c = *static_cast<const Context*>(opaque);
                          c.writer.open(c.name);
                          c.writer.open(c.shape.key_name);
                          c.writer.text(key);
                          c.writer.close(c.shape.key_name);
                          c.writer.element(c.shape.element_name, *c.shape.element(), value);
                          c.writer.close(c.name);
                        });
  }

  void value(const Shape& shape, const void* data) {
    switch (shape.kind) {
      case Kind::Structure:
        return members(shape, data);
      case Kind::List:
        return items(shape.element_name, shape, data);
      case Kind::Map:
        return entries("entry", shape, data);
      case Kind::String:
        return text(*static_cast<const std::string*>(data));
      case Kind::Boolean:
        return put(*static_cast<const bool*>(data) ? "true" : "false");
      default:
        return put(scalar_text(shape, data, shape::TimestampFormat::Iso8601, millis_));
    }
  }

  std::string& out_;
  bool millis_;
  std::size_t used_ = 0;
  std::array<char, 8192> block_;
};

}  // namespace

void append_xml_text(std::string& out, std::string_view text) {
  if (plain_length(text) == text.size()) {
    out += text;
    return;
  }
  XmlWriter{out, false}.text(text);
}

void append_xml_members(std::string& out, const Shape& shape, const void* structure, bool millis) {
  XmlWriter{out, millis}.members(shape, structure);
}

}  // namespace spotdrill::protocol
