#include "services/dynamodb/values/key_text.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"
#include "base/openssl.hpp"

namespace spotdrill::dynamodb {
namespace {

// Ends a text; everything else is greater.
constexpr char key_end = '\x01';
// The bytes up to this one are written as it and one more.
constexpr char key_escape = '\x02';

// Numbers: the sign, then the magnitude, then the digits. Of negative ones all is turned round.
constexpr char negative_sign = '\x40';
constexpr char zero_sign = '\x60';
constexpr char positive_sign = '\x7e';
constexpr char negative_end = '\x7f';
constexpr int magnitude_offset = 130;  // The least is 0.
constexpr int magnitude_span = 255;

void append_escaped(std::string& out, std::string_view bytes) {
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) > static_cast<unsigned char>(key_escape)) {
      out += c;
    } else {
      out += key_escape;
      out += static_cast<char>(c + 1);
    }
  }
}

void append_number(std::string& out, const Number& number) {
  if (number.is_zero()) {
    out += zero_sign;
    return;
  }
  const bool negative = number.is_negative();
  out += negative ? negative_sign : positive_sign;
  int magnitude = number.magnitude() + magnitude_offset;
  if (negative) magnitude = magnitude_span - magnitude;
  out += fmt::format("{:02x}", magnitude);
  for (const char digit : number.digits_text()) {
    out += negative ? static_cast<char>('9' - digit + '0') : digit;
  }
  out += negative ? negative_end : key_end;
}

}  // namespace

std::string key_text(const Value& value) {
  ASSERT(is_ordered(value.type()));
  std::string text;
  if (const auto* number = value.as<Number>()) {
    append_number(text, *number);
    return text;
  }
  text = key_prefix_text(value);
  text += key_end;
  return text;
}

std::string key_prefix_text(const Value& prefix) {
  std::string text;
  if (const auto* binary = prefix.as<Binary>()) {
    append_escaped(text, binary->bytes);
  } else {
    append_escaped(text, *prefix.as<std::string>());
  }
  return text;
}

std::string partition_text(const Value& hash_key) {
  constexpr std::size_t digest_bytes = 4;
  const std::string text = key_text(hash_key);
  return hex_digits(evp_digest(EVP_md5(), text).substr(0, digest_bytes)) + text;
}

}  // namespace spotdrill::dynamodb
