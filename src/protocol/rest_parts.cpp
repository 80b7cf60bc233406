#include "protocol/rest_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/lower_case.hpp"
#include "protocol/scalar_text.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Location;
using shape::Member;
using shape::Shape;
using shape::TimestampFormat;

namespace {

void read_part(const Member& member, std::string_view text, void* out,
               shape::Constraints& constraints) {
  const Shape& shape = *member.shape();
  const Shape& scalar = shape.kind == Kind::List ? *shape.element() : shape;
  void* place = shape.kind == Kind::List ? shape.list->append(out) : out;
  if (!read_scalar_text(scalar, text, place)) {
    return constraints.refuse(
        {.code = "SerializationException",
         .message = fmt::format("The value of '{}' is not of its type.", member.json_name)});
  }
  if (shape.kind == Kind::List) constraints.check(scalar, place);
}

/// The texts that belong to `member`.
std::vector<std::string_view> texts_of(const Member& member, const Parts& parts) {
  std::vector<std::string_view> texts;
  if (member.location == Location::Uri) {
    const auto label = parts.labels.find(member.json_name);
    if (label != parts.labels.end()) texts.push_back(label->second);
  } else if (member.location == Location::QueryString) {
    for (const auto& [name, value] : parts.query) {
      if (name == member.json_name) texts.push_back(value);
    }
  } else if (const std::string* value = parts.headers.find(member.json_name)) {
    texts.push_back(*value);
  }
  return texts;
}

/// Names of headers have no case: the keys are in lower case, as S3 gives them back.
void read_prefixed(const Member& member, const Headers& headers, void* structure) {
  const std::string prefix = lower_case(member.json_name);
  void* map = nullptr;
  for (const auto& [name, value] : headers) {
    const std::string lower = lower_case(name);
    if (!lower.starts_with(prefix) || lower.size() == prefix.size()) continue;
    // Once: an emplaced member is empty.
    if (map == nullptr) map = member.emplace(structure);
    auto& place =
        *static_cast<std::string*>(member.shape()->map->insert(map, lower.substr(prefix.size())));
    // RFC 9110, section 5.3: several of a name are one list.
    place = headers.joined(name);
  }
}

void write_prefixed(const Member& member, const void* value, Headers& headers) {
  struct Context {
    std::string_view prefix;
    Headers& headers;
  } context{member.json_name, headers};
  member.shape()->map->for_each(
      value, &context, [](void* opaque, const std::string& key, const void* text) {
        auto& c = *static_cast<Context*>(opaque);
        c.headers.add(std::string{c.prefix} + key, *static_cast<const std::string*>(text));
      });
}

TimestampFormat default_format(Location location) {
  return location == Location::Header ? TimestampFormat::Rfc822 : TimestampFormat::Iso8601;
}

/// The texts of a member that travels outside the body: one, or one for each element of a list.
std::vector<std::string> written_texts(const Member& member, const void* value) {
  const Shape& shape = *member.shape();
  const TimestampFormat format = default_format(member.location);
  if (shape.kind != Kind::List) return {scalar_text(shape, value, format)};
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < shape.list->size(value); ++i) {
    texts.push_back(scalar_text(*shape.element(), shape.list->at(value, i), format));
  }
  return texts;
}

/// Fills "{label}" and "{label+}" of a template's path.
std::string fill_template(std::string_view uri_template, const Labels& labels) {
  std::string path;
  while (!uri_template.empty()) {
    const std::size_t open = std::min(uri_template.find('{'), uri_template.size());
    path += uri_template.substr(0, open);
    uri_template.remove_prefix(open);
    if (uri_template.empty()) break;
    const std::size_t close = std::min(uri_template.find('}'), uri_template.size() - 1);
    std::string_view name = uri_template.substr(1, close - 1);
    uri_template.remove_prefix(close + 1);
    const bool greedy = name.ends_with('+');
    if (greedy) name.remove_suffix(1);
    const auto label = labels.find(name);
    if (label != labels.end()) path += percent_encode(label->second, greedy ? "/" : "");
  }
  return path.empty() ? "/" : path;
}

}  // namespace

void read_parts(const Shape& shape, const Parts& parts, void* structure,
                shape::Constraints& constraints) {
  for (const Member& member : shape.members) {
    if (member.location == Location::Body || member.location == Location::StatusCode) continue;
    if (member.location == Location::HeaderPrefix) {
      read_prefixed(member, parts.headers, structure);
      continue;
    }
    const auto texts = texts_of(member, parts);
    if (texts.empty()) {
      if (member.required) constraints.missing(member);
      continue;
    }
    constraints.enter(member);
    void* out = member.emplace(structure);
    for (const std::string_view text : texts) read_part(member, text, out, constraints);
    if (!constraints.failed()) constraints.check(*member.shape(), out);
    constraints.leave();
  }
}

const Member* payload_of(const Shape& shape) {
  const auto found = std::ranges::find_if(shape.members, &Member::payload);
  return found == shape.members.end() ? nullptr : &*found;
}

bool has_body(const Shape& shape) {
  return std::ranges::any_of(
      shape.members, [](const Member& member) { return member.location == Location::Body; });
}

void write_headers(const Shape& shape, const void* structure, Headers& headers) {
  for (const Member& member : shape.members) {
    const void* value = member.get(structure);
    if (value == nullptr) continue;
    if (member.location == Location::HeaderPrefix) write_prefixed(member, value, headers);
    if (member.location != Location::Header) continue;
    for (std::string& text : written_texts(member, value)) {
      headers.add(std::string{member.json_name}, std::move(text));
    }
  }
}

void write_parts(std::string_view http_path, const Shape& shape, const void* structure,
                 HttpRequest& request) {
  Labels labels;
  Pairs query;
  for (const Member& member : shape.members) {
    const void* value = member.get(structure);
    const bool uri = member.location == Location::Uri;
    if (value == nullptr || (!uri && member.location != Location::QueryString)) continue;
    for (std::string& text : written_texts(member, value)) {
      if (uri)
        labels.insert_or_assign(std::string{member.json_name}, std::move(text));
      else
        query.emplace_back(member.json_name, std::move(text));
    }
  }
  write_headers(shape, structure, request.headers);
  request.target = fill_template(path_of(http_path), labels);
  std::string text{query_of(http_path)};
  if (!text.empty() && !query.empty()) text += '&';
  text += to_pairs_text(query);
  if (!text.empty()) request.target += "?" + text;
}

}  // namespace spotdrill::protocol
