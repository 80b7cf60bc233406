#include "protocol/scalar_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "base/base64.hpp"
#include "base/iso8601.hpp"
#include "protocol/http_message.hpp"
#include "protocol/timestamp.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Shape;
using shape::TimestampFormat;

namespace {

std::string double_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string timestamp_text(Instant instant, TimestampFormat format, bool millis) {
  if (format == TimestampFormat::Rfc822) return rfc822(instant);
  if (format == TimestampFormat::UnixTimestamp) {
    return fmt::format("{}", to_epoch_seconds(instant));
  }
  const bool whole = instant == std::chrono::floor<std::chrono::seconds>(instant);
  return whole && !millis ? iso8601_seconds(instant) : iso8601_millis(instant);
}

template <class T>
bool read_number(std::string_view text, void* out) {
  T number{};
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return false;
  *static_cast<T*>(out) = number;
  return true;
}

bool read_boolean(std::string_view text, void* out) {
  const bool yes = equal_ignoring_case(text, "true");
  if (!yes && !equal_ignoring_case(text, "false")) return false;
  *static_cast<bool*>(out) = yes;
  return true;
}

}  // namespace

std::string scalar_text(const Shape& shape, const void* data, TimestampFormat format, bool millis) {
  switch (shape.kind) {
    case Kind::Boolean:
      return *static_cast<const bool*>(data) ? "true" : "false";
    case Kind::Integer:
      return std::to_string(*static_cast<const std::int32_t*>(data));
    case Kind::Long:
      return std::to_string(*static_cast<const std::int64_t*>(data));
    case Kind::Float:
      return double_text(static_cast<double>(*static_cast<const float*>(data)));
    case Kind::Double:
      return double_text(*static_cast<const double*>(data));
    case Kind::Blob:
      return base64_encode(*static_cast<const std::string*>(data));
    case Kind::Timestamp:
      if (shape.timestamp_format != TimestampFormat::Unspecified) format = shape.timestamp_format;
      return timestamp_text(*static_cast<const Instant*>(data), format, millis);
    default:
      return *static_cast<const std::string*>(data);
  }
}

bool read_scalar_text(const Shape& shape, std::string_view text, void* out) {
  switch (shape.kind) {
    case Kind::Boolean:
      return read_boolean(text, out);
    case Kind::Integer:
      return read_number<std::int32_t>(text, out);
    case Kind::Long:
      return read_number<std::int64_t>(text, out);
    case Kind::Float:
      return read_number<float>(text, out);
    case Kind::Double:
      if (text == "Infinity" || text == "-Infinity") {
        *static_cast<double*>(out) =
            (text[0] == '-' ? -1 : 1) * std::numeric_limits<double>::infinity();
        return true;
      }
      return read_number<double>(text, out);
    case Kind::Timestamp: {
      const auto instant = parse_timestamp(text);
      if (instant) *static_cast<Instant*>(out) = *instant;
      return instant.has_value();
    }
    case Kind::Blob: {
      auto bytes = base64_decode(text);
      if (bytes) *static_cast<std::string*>(out) = *std::move(bytes);
      return bytes.has_value();
    }
    case Kind::String:
      *static_cast<std::string*>(out) = text;
      return true;
    default:
      return false;
  }
}

}  // namespace spotdrill::protocol
