#include "protocol/json_walk.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <set>

#include "base/base64.hpp"
#include "base/iso8601.hpp"
#include "base/log.hpp"
#include "protocol/timestamp.hpp"
#include "protocol/utf8.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Member;
using shape::Shape;

namespace {

/// More names than this are not remembered, so that a stranger cannot fill the memory.
constexpr std::size_t unknown_names_max = 1000;

std::string_view token_name(const json::value& value) {
  switch (value.kind()) {
    case json::kind::string:
      return "STRING_VALUE";
    case json::kind::bool_:
      return value.get_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
    case json::kind::null:
      return "NULL_VALUE";
    default:
      return "NUMBER_VALUE";
  }
}

std::string_view json_kind_name(Kind kind) {
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
    case Kind::String:
      return "a String";
    case Kind::Timestamp:
      return "a Timestamp";
    case Kind::Blob:
      return "a Blob";
    case Kind::List:
      return "a list";
    case Kind::Map:
      return "a map";
    case Kind::Structure:
      return "an object";
  }
  return {};
}

/// "NaN", "Infinity" and "-Infinity", which JSON has no numbers for.
std::optional<double> named_number(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::nullopt;
}

std::optional<double> as_double(const json::value& value) {
  if (value.is_double()) return value.get_double();
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  if (value.is_string()) return named_number(value.get_string());
  return std::nullopt;
}

/// A whole number; a fraction is cut off, as AWS does.
template <class T>
std::optional<T> as_integer(const json::value& value) {
  if (value.is_int64()) {
    const std::int64_t number = value.get_int64();
    if (number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max()) return {};
    return static_cast<T>(number);
  }
  if (!value.is_double()) return {};
  const double number = std::trunc(value.get_double());
  // 2^63 is the first double that no int64 holds.
  constexpr double limit = std::is_same_v<T, std::int32_t> ? 2147483648.0 : 9223372036854775808.0;
  if (!(number >= -limit && number < limit)) return {};
  return static_cast<T>(number);
}

std::optional<Instant> as_instant(const json::value& value) {
  if (value.is_string()) return parse_timestamp(value.get_string());
  const auto seconds = as_double(value);
  return seconds ? from_epoch_seconds(*seconds) : std::nullopt;
}

}  // namespace

void log_unknown_once(std::string_view shape, std::string_view member) {
  thread_local std::set<std::string> told;
  if (told.size() >= unknown_names_max) return;
  std::string name = fmt::format("{}.{}", shape, member.substr(0, 128));
  if (told.insert(name).second) {
    log::info("{} is not in the API's model: it has no effect", name);
  }
}

void JsonReader::mismatch(const Shape& shape, const json::value& value) {
  if (constraints_.family() == shape::Family::Document) {
    const std::string path = constraints_.document_path();
    return constraints_.refuse(
        {.code = "Document",
         .message = fmt::format("{}: expected {}", path.empty() ? "the document" : path,
                                json_kind_name(shape.kind))});
  }
  std::string message;
  if (value.is_array())
    message = "Start of list found where not expected";
  else if (value.is_object())
    message = "Start of structure or map found where not expected.";
  else if (shape.kind == Kind::List || shape.kind == Kind::Map || shape.kind == Kind::Structure)
    message = "Unexpected field type";
  else
    message =
        fmt::format("{} can not be converted to {}", token_name(value), json_kind_name(shape.kind));
  constraints_.refuse({.code = "SerializationException", .message = std::move(message)});
}

void JsonReader::note_unknown(const Shape& shape, const json::object& object) {
  for (const auto& entry : object) {
    const std::string_view name = entry.key();
    bool known = false;
    for (const Member& member : shape.members) known = known || key(member) == name;
    if (known) continue;
    if (rules_.unknown_refused) {
      const std::string path = constraints_.document_path();
      constraints_.refuse({.code = "Document",
                           .message = fmt::format("{}{}{}: there is no such member", path,
                                                  path.empty() ? "" : ".", name)});
    } else if (name != "__type") {
      log_unknown_once(shape.name, name);
    }
  }
}

void JsonReader::read_structure(const Shape& shape, const json::value& value, void* out) {
  if (!value.is_object()) return mismatch(shape, value);
  const json::object& object = value.get_object();
  std::size_t found = 0;
  for (const Member& member : shape.members) {
    if (rules_.body_only && member.location != shape::Location::Body) continue;
    const json::value* inner = object.if_contains(key(member));
    if (inner != nullptr) ++found;
    if (inner == nullptr || inner->is_null()) {
      // A document need not name a token: whoever sends the request makes one.
      const bool made_later = rules_.unknown_refused && member.idempotency_token;
      if (member.required && rules_.constrained && !made_later) constraints_.missing(member);
      continue;
    }
    constraints_.enter(member);
    read(*member.shape(), *inner, member.emplace(out));
    constraints_.leave();
  }
  if (found != object.size()) note_unknown(shape, object);
}

void JsonReader::read_list(const Shape& shape, const json::value& value, void* out) {
  if (!value.is_array()) return mismatch(shape, value);
  std::size_t index = 0;
  for (const json::value& element : value.get_array()) {
    constraints_.enter(index++);
    if (element.is_null())
      mismatch(*shape.element(), element);
    else
      read(*shape.element(), element, shape.list->append(out));
    constraints_.leave();
  }
}

void JsonReader::read_map(const Shape& shape, const json::value& value, void* out) {
  if (!value.is_object()) return mismatch(shape, value);
  for (const auto& entry : value.get_object()) {
    if (entry.value().is_null()) continue;
    std::string name{entry.key()};
    constraints_.enter(name);
    if (shape.key != nullptr && rules_.constrained) constraints_.check(*shape.key(), &name);
    read(*shape.element(), entry.value(), shape.map->insert(out, name));
    constraints_.leave();
  }
}

bool JsonReader::read_number(const Shape& shape, const json::value& value, void* out) {
  if (shape.kind == Kind::Integer) {
    const auto number = as_integer<std::int32_t>(value);
    if (number) *static_cast<std::int32_t*>(out) = *number;
    return number.has_value();
  }
  if (shape.kind == Kind::Long) {
    const auto number = as_integer<std::int64_t>(value);
    if (number) *static_cast<std::int64_t*>(out) = *number;
    return number.has_value();
  }
  const auto number = as_double(value);
  if (!number) return false;
  if (shape.kind == Kind::Float)
    *static_cast<float*>(out) = static_cast<float>(*number);
  else
    *static_cast<double*>(out) = *number;
  return true;
}

bool JsonReader::read_text(const Shape& shape, const json::value& value, void* out) {
  if (!value.is_string()) return false;
  auto& text = *static_cast<std::string*>(out);
  // CBOR's bytes come as strings too; JSON's strings are UTF-8 already.
  if (shape.kind == Kind::String && rules_.raw_blobs && !is_utf8(value.get_string())) return false;
  if (shape.kind == Kind::String || rules_.raw_blobs) {
    text = std::string_view{value.get_string()};
    return true;
  }
  auto bytes = base64_decode(value.get_string());
  if (bytes) text = *std::move(bytes);
  return bytes.has_value();
}

void JsonReader::read_scalar(const Shape& shape, const json::value& value, void* out) {
  bool good = false;
  if (shape.kind == Kind::Boolean) {
    good = value.is_bool();
    if (good) *static_cast<bool*>(out) = value.get_bool();
  } else if (shape.kind == Kind::Timestamp) {
    const auto instant = as_instant(value);
    good = instant.has_value();
    if (good) *static_cast<Instant*>(out) = *instant;
  } else if (shape.kind == Kind::String || shape.kind == Kind::Blob) {
    good = read_text(shape, value, out);
  } else {
    good = read_number(shape, value, out);
  }
  if (!good) mismatch(shape, value);
}

void JsonReader::read(const Shape& shape, const json::value& value, void* out) {
  if (constraints_.failed()) return;
  switch (shape.kind) {
    case Kind::Structure:
      read_structure(shape, value, out);
      break;
    case Kind::List:
      read_list(shape, value, out);
      break;
    case Kind::Map:
      read_map(shape, value, out);
      break;
    default:
      read_scalar(shape, value, out);
  }
  if (rules_.constrained && !constraints_.failed()) constraints_.check(shape, out);
}

}  // namespace spotdrill::protocol
