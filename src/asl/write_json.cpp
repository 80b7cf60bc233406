#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "asl/java_number.hpp"
#include "asl/payload.hpp"

namespace spotdrill::asl {
namespace {

void append_escaped(std::string& out, unsigned char c) {
  static constexpr std::string_view hexadecimal = "0123456789ABCDEF";
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
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
      out += "\\u00";
      out += hexadecimal[c >> 4U];
      out += hexadecimal[c & 15U];
  }
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t written = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') [[likely]] {
      continue;
    }
    out.append(text, written, i - written);
    append_escaped(out, c);
    written = i + 1;
  }
  out.append(text, written);
  out += '"';
}

template <class Integer>
void append_integer(std::string& out, Integer number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  out.append(digits.begin(), end);
}

void append_json(std::string& out, const json::value& value);

void append_array(std::string& out, const json::array& array) {
  out += '[';
  bool first = true;
  for (const json::value& element : array) {
    if (!std::exchange(first, false)) out += ',';
    append_json(out, element);
  }
  out += ']';
}

void append_object(std::string& out, const json::object& object) {
  out += '{';
  bool first = true;
  for (const auto& [key, member] : object) {
    if (!std::exchange(first, false)) out += ',';
    append_string(out, key);
    out += ':';
    append_json(out, member);
  }
  out += '}';
}

/// The recursion is as deep as the value: bounds.hpp bounds that.
void append_json(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      append_integer(out, value.get_int64());
      break;
    case json::kind::uint64:
      append_integer(out, value.get_uint64());
      break;
    case json::kind::double_:
      // JsonGenerator.Feature.QUOTE_NON_NUMERIC_NUMBERS, which is on by default.
      if (std::isfinite(value.get_double())) {
        append_java_double(out, value.get_double());
      } else {
        append_string(out, value.get_double() > 0 ? "Infinity" : "-Infinity");
      }
      break;
    case json::kind::string:
      append_string(out, value.get_string());
      break;
    case json::kind::array:
      append_array(out, value.get_array());
      break;
    case json::kind::object:
      append_object(out, value.get_object());
      break;
  }
}

}  // namespace

void append_java_double(std::string& out, double number) {
  std::array<char, 32> buffer;
  const auto written =
      std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific);
  // "-1.2345e+06": a sign, one digit, perhaps more after a point, the exponent.
  std::string_view text{buffer.begin(), written.ptr};
  if (text.front() == '-') {
    out += '-';
    text.remove_prefix(1);
  }
  const std::size_t e = text.find('e');
  int exponent = 0;
  const std::size_t exponent_at = text[e + 1] == '+' ? e + 2 : e + 1;
  std::from_chars(text.data() + exponent_at, text.data() + text.size(), exponent);
  std::string digits{text[0]};
  if (e > 2) digits += text.substr(2, e - 2);
  if (number == 0) exponent = 0;
  // Double.toString: "If m is greater than or equal to 10^-3 but less than 10^7 …".
  if (exponent >= -3 && exponent < 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-exponent - 1), '0');
    out += digits;
    return;
  }
  const bool plain = exponent >= 0 && exponent < 7;
  const std::size_t whole = plain ? static_cast<std::size_t>(exponent) + 1 : 1;
  if (digits.size() < whole + 1) digits.append(whole + 1 - digits.size(), '0');
  out.append(digits, 0, whole);
  out += '.';
  out.append(digits, whole);
  if (plain) return;
  out += 'E';
  append_integer(out, exponent);
}

std::string write_json(const json::value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

}  // namespace spotdrill::asl
