// The writing half of json_walk.hpp.
#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "base/base64.hpp"
#include "base/iso8601.hpp"
#include "protocol/json_walk.hpp"
#include "protocol/timestamp.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Member;
using shape::Shape;

namespace {

json::value number_value(double number) {
  if (std::isnan(number)) return json::value("NaN");
  if (std::isinf(number)) return json::value(number > 0 ? "Infinity" : "-Infinity");
  return json::value(number);
}

json::value timestamp_value(const Shape& shape, Instant instant, JsonRules rules) {
  if (rules.iso_timestamps || shape.timestamp_format == shape::TimestampFormat::Iso8601) {
    return json::value(instant == std::chrono::floor<std::chrono::seconds>(instant)
                           ? iso8601_seconds(instant)
                           : iso8601_millis(instant));
  }
  const double seconds = to_epoch_seconds(instant);
  // Whole seconds need no point.
  if (seconds == std::floor(seconds)) return json::value(static_cast<std::int64_t>(seconds));
  return json::value(seconds);
}

bool left_out(const Member& member, const Shape& shape, const void* data) {
  if (data == nullptr) return true;
  if (member.emit_empty || member.required) return false;
  if (shape.kind == Kind::List) return shape.list->size(data) == 0;
  if (shape.kind == Kind::Map) return shape.map->size(data) == 0;
  return false;
}

json::object structure_value(const Shape& shape, const void* data, JsonRules rules) {
  json::object object;
  for (const Member& member : shape.members) {
    if (rules.body_only && member.location != shape::Location::Body) continue;
    const Shape& inner = *member.shape();
    const void* value = member.get(data);
    if (left_out(member, inner, value)) continue;
    object.emplace(rules.model_names ? member.name : member.json_name,
                   to_json_value(inner, value, rules));
  }
  return object;
}

}  // namespace

json::value to_json_value(const Shape& shape, const void* data, JsonRules rules) {
  switch (shape.kind) {
    case Kind::Boolean:
      return json::value(*static_cast<const bool*>(data));
    case Kind::Integer:
      return json::value(*static_cast<const std::int32_t*>(data));
    case Kind::Long:
      return json::value(*static_cast<const std::int64_t*>(data));
    case Kind::Float:
      return number_value(static_cast<double>(*static_cast<const float*>(data)));
    case Kind::Double:
      return number_value(*static_cast<const double*>(data));
    case Kind::Timestamp:
      return timestamp_value(shape, *static_cast<const Instant*>(data), rules);
    case Kind::String:
      return json::value(*static_cast<const std::string*>(data));
    case Kind::Blob:
      return json::value(base64_encode(*static_cast<const std::string*>(data)));
    case Kind::Structure:
      return structure_value(shape, data, rules);
    case Kind::List: {
      json::array array;
      for (std::size_t i = 0; i < shape.list->size(data); ++i) {
        array.push_back(to_json_value(*shape.element(), shape.list->at(data, i), rules));
      }
      return array;
    }
    case Kind::Map: {
      struct Context {
        const Shape& element;
        JsonRules rules;
        json::object object;
      } context{*shape.element(), rules, {}};
      shape.map->for_each(data, &context,
                          [](void* opaque, const std::string& key, const void* value) {
                            auto& c = *static_cast<Context*>(opaque);
                            c.object.emplace(key, to_json_value(c.element, value, c.rules));
                          });
      return std::move(context.object);
    }
  }
  return nullptr;
}

namespace {

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
        else
          out += c;
    }
  }
  out += '"';
}

void append_double(std::string& out, double number) {
  const std::string text = fmt::format("{}", number);
  out += text;
  if (text.find_first_of(".en") == std::string::npos) out += ".0";
}

}  // namespace

void append_json(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      out += std::to_string(value.get_int64());
      break;
    case json::kind::uint64:
      out += std::to_string(value.get_uint64());
      break;
    case json::kind::double_:
      append_double(out, value.get_double());
      break;
    case json::kind::string:
      append_string(out, value.get_string());
      break;
    case json::kind::array: {
      char separator = '[';
      for (const json::value& element : value.get_array()) {
        out += separator;
        append_json(out, element);
        separator = ',';
      }
      if (separator == '[') out += separator;
      out += ']';
      break;
    }
    case json::kind::object: {
      char separator = '{';
      for (const auto& entry : value.get_object()) {
        out += separator;
        append_string(out, entry.key());
        out += ':';
        append_json(out, entry.value());
        separator = ',';
      }
      if (separator == '{') out += separator;
      out += '}';
      break;
    }
  }
}

}  // namespace spotdrill::protocol
