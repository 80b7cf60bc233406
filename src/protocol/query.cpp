#include "protocol/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "protocol/json_walk.hpp"
#include "protocol/scalar_text.hpp"
#include "protocol/utf8.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Member;
using shape::Shape;

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

/// The children whose names are numbers, in order of these.
std::vector<QueryNode*> numbered(QueryNode& node) {
  std::vector<std::pair<unsigned, QueryNode*>> found;
  for (auto& [name, child] : node.children) {
    unsigned index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error == std::errc{} && end == name.data() + name.size()) found.emplace_back(index, &child);
  }
  std::ranges::sort(found, {}, &std::pair<unsigned, QueryNode*>::first);
  std::vector<QueryNode*> ordered;
  for (const auto& [index, child] : found) ordered.push_back(child);
  return ordered;
}

QueryNode* find(QueryNode& node, std::string_view name) {
  const auto found = node.children.find(name);
  return found == node.children.end() ? nullptr : &found->second;
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::Boolean:
      return "a Boolean";
    case Kind::Integer:
      return "an Integer";
    case Kind::Long:
      return "a Long";
    case Kind::Float:
      return "a Float";
    case Kind::Double:
      return "a Double";
    case Kind::Timestamp:
      return "a Timestamp";
    default:
      return "a Blob";
  }
}

}  // namespace

AwsError malformed_query() {
  return {.code = "MalformedQueryString",
          .message = "The query string contains a syntax error.",
          .http_status = 404};
}

std::optional<std::string> percent_decode(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

std::string percent_encode(std::string_view text, std::string_view keep) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (unreserved(c) || keep.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
  }
  return out;
}

std::optional<Pairs> parse_pairs(std::string_view text) {
  Pairs pairs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value || !is_utf8(*name) || !is_utf8(*value)) return std::nullopt;
    if (pairs.size() >= query_parameters_max) return std::nullopt;
    pairs.emplace_back(*std::move(name), *std::move(value));
  }
  return pairs;
}

const std::string* find_pair(const Pairs& pairs, std::string_view name) {
  const auto found = std::ranges::find(pairs, name, &Pairs::value_type::first);
  return found == pairs.end() ? nullptr : &found->second;
}

std::string to_pairs_text(const Pairs& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out += '&';
    out.append(percent_encode(name)).append("=").append(percent_encode(value));
  }
  return out;
}

std::optional<QueryNode> to_tree(Pairs pairs) {
  QueryNode root;
  for (auto& [name, value] : pairs) {
    QueryNode* node = &root;
    std::string_view rest = name;
    for (std::size_t depth = 0; !rest.empty(); ++depth) {
      if (depth >= query_depth_max) return std::nullopt;
      const std::size_t end = std::min(rest.find('.'), rest.size());
      const std::string_view step = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      auto found = node->children.find(step);
      if (found == node->children.end()) {
        found = node->children.emplace(std::string{step}, QueryNode{}).first;
      }
      node = &found->second;
    }
    node->value = std::move(value);
  }
  return root;
}

std::optional<std::string> unused_parameter(const QueryNode& node, const std::string& prefix) {
  if (node.value && !node.used && !prefix.empty()) return prefix;
  for (const auto& [name, child] : node.children) {
    const std::string full = prefix.empty() ? name : prefix + '.' + name;
    if (auto unused = unused_parameter(child, full)) return unused;
  }
  return std::nullopt;
}

void QueryWalker::read(const Shape& shape, QueryNode& node, void* structure,
                       shape::Constraints& constraints) const {
  for (const Member& member : shape.members) {
    QueryNode* inner = find(node, member.query_name);
    if (inner == nullptr) {
      if (member.required) constraints.missing(member);
      continue;
    }
    const Shape& target = *member.shape();
    constraints.enter(member);
    const bool plural = target.kind == Kind::List || target.kind == Kind::Map;
    // Lists are "Name.1" in EC2 and where they are flattened, "Name.member.1" elsewhere.
    if (plural && !ec2_ && !member.flattened) {
      inner->used = true;  // "Name=": an empty list.
      QueryNode* wrapped =
          find(*inner, target.kind == Kind::Map ? std::string_view{"entry"} : target.element_name);
      QueryNode none;
      read_value(target, wrapped == nullptr ? none : *wrapped, member.emplace(structure),
                 constraints);
    } else {
      read_value(target, *inner, member.emplace(structure), constraints);
    }
    constraints.leave();
  }
}

void QueryWalker::read_value(const Shape& shape, QueryNode& node, void* out,
                             shape::Constraints& constraints) const {
  // Reading goes on after a violation: what is left over afterwards is an unknown parameter.
  switch (shape.kind) {
    case Kind::Structure:
      read(shape, node, out, constraints);
      break;
    case Kind::List:
      read_list(shape, node, out, constraints);
      break;
    case Kind::Map:
      read_map(shape, node, out, constraints);
      break;
    default:
      read_scalar(shape, node, out, constraints);
      return;
  }
  constraints.check(shape, out);
}

void QueryWalker::read_list(const Shape& shape, QueryNode& node, void* out,
                            shape::Constraints& constraints) const {
  std::size_t index = 0;
  const Shape& element = *shape.element();
  for (QueryNode* child : numbered(node)) {
    constraints.enter(index++);
    void* place = shape.list->append(out);
    QueryNode* inner = child;
    // A list in a list has its own wrapper.
    if (!ec2_ && element.kind == Kind::List) inner = find(*child, element.element_name);
    if (inner != nullptr) read_value(element, *inner, place, constraints);
    constraints.leave();
  }
}

void QueryWalker::read_map(const Shape& shape, QueryNode& node, void* out,
                           shape::Constraints& constraints) const {
  for (QueryNode* entry : numbered(node)) {
    QueryNode* key = find(*entry, shape.key_name);
    QueryNode* value = find(*entry, shape.element_name);
    if (key == nullptr || !key->value) continue;
    key->used = true;
    constraints.enter(*key->value);
    if (shape.key != nullptr) constraints.check(*shape.key(), &*key->value);
    void* place = shape.map->insert(out, *key->value);
    if (value != nullptr) read_value(*shape.element(), *value, place, constraints);
    constraints.leave();
  }
}

void QueryWalker::read_scalar(const Shape& shape, QueryNode& node, void* out,
                              shape::Constraints& constraints) const {
  node.used = true;
  const std::string text = node.value.value_or("");
  if (read_scalar_text(shape, text, out)) return constraints.check(shape, out);
  if (ec2_) {
    // DEVIATION: EC2's wording for a value of another type is not documented.
    return constraints.refuse(
        {.code = "InvalidParameterValue",
         .message =
             fmt::format("Value ({}) for parameter {} is invalid. Expecting {}.",
                         text.substr(0, 256), constraints.query_path(), kind_name(shape.kind))});
  }
  constraints.refuse(
      {.code = "MalformedInput",
       .message = fmt::format("STRING_VALUE can not be converted to {}", kind_name(shape.kind))});
}

void QueryWalker::write(const Shape& shape, const void* structure, const std::string& prefix,
                        Pairs& out) const {
  for (const Member& member : shape.members) {
    const void* value = member.get(structure);
    if (value == nullptr) continue;
    const std::string name = prefix + std::string{member.query_name};
    write_value(*member.shape(), value, name, ec2_ || member.flattened, out);
  }
}

void QueryWalker::write_value(const Shape& shape, const void* data, const std::string& name,
                              bool flattened, Pairs& out) const {
  if (shape.kind == Kind::Structure) return write(shape, data, name + ".", out);
  if (shape.kind == Kind::List) {
    const std::string base =
        flattened ? name + "." : name + "." + std::string{shape.element_name} + ".";
    for (std::size_t i = 0; i < shape.list->size(data); ++i) {
      write_value(*shape.element(), shape.list->at(data, i), base + std::to_string(i + 1), ec2_,
                  out);
    }
    return;
  }
  if (shape.kind == Kind::Map) {
    struct Context {
      const QueryWalker& walker;
      const Shape& shape;
      std::string base;
      Pairs& out;
      std::size_t index = 0;
    } context{*this, shape, flattened ? name + "." : name + ".entry.", out};
    return shape.map->for_each(
        data, &context, [](void* opaque, const std::string& key, const void* value) {
          auto& c = *static_cast<Context*>(opaque);
          const std::string entry = c.base + std::to_string(++c.index) + ".";
          c.out.emplace_back(entry + std::string{c.shape.key_name}, key);
          c.walker.write_value(*c.shape.element(), value, entry + std::string{c.shape.element_name},
                               c.walker.ec2_, c.out);
        });
  }
  out.emplace_back(name, scalar_text(shape, data, shape::TimestampFormat::Iso8601));
}

}  // namespace spotdrill::protocol
