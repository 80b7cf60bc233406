#include "base/base64.hpp"
#include "jsonata/functions/library.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view hexadecimal_digits = "0123456789ABCDEF";
constexpr std::string_view url_unreserved_marks = "-_.!~*'()";
constexpr std::string_view url_reserved = ";/?:@&=+$,#";

/// The low bytes of the UTF-16 code units: the reference takes a text for binary data.
Outcome encode_base64(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  std::string bytes;
  for (const char16_t unit : to_utf16(text.string())) bytes.push_back(static_cast<char>(unit));
  return evaluation.arena.keep(base64_encode(bytes));
}

/// As the reference's Buffer reads it: either alphabet, and what is no letter of it is passed over.
Outcome decode_base64(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text.string()) {
    if (c == '=') break;
    if (c == '-') c = '+';  // The alphabet of URLs is read as well.
    if (c == '_') c = '/';
    const std::size_t digit = base64_letters.find(c);
    if (digit == base64_letters.npos) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    append_code_point(out, (bits >> count) & 0xFF);
  }
  return evaluation.arena.keep(out);
}

Outcome malformed_url(Evaluation& evaluation, Value text, std::string_view function) {
  Thrown* error = evaluation.thrown("D3140", text);
  error->text = function;
  return refuse(Failure{error});
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

Outcome encode(Evaluation& evaluation, Value text, std::string_view kept,
               std::string_view function) {
  if (!text.defined()) return Value{};
  if (invalid_utf8(text.string()) != std::string_view::npos) {
    return malformed_url(evaluation, text, function);
  }
  TextBuilder out{evaluation.arena};
  for (const char c : text.string()) {
    if (is_letter_or_digit(c) || url_unreserved_marks.find(c) != url_unreserved_marks.npos ||
        kept.find(c) != kept.npos) {
      out.append(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const char escape[3] = {'%', hexadecimal_digits[byte >> 4], hexadecimal_digits[byte & 15]};
    out.append(std::string_view{escape, 3});
  }
  return out.text();
}

Outcome decode(Evaluation& evaluation, Value text, std::string_view kept,
               std::string_view function) {
  if (!text.defined()) return Value{};
  const std::string_view in = text.string();
  std::string out;
  std::string bytes;  // Of escapes in a row.
  for (std::size_t i = 0; i < in.size();) {
    if (in[i] != '%') {
      out.push_back(in[i++]);
      continue;
    }
    const std::size_t start = i;
    bytes.clear();
    while (i < in.size() && in[i] == '%') {
      const int high = i + 2 < in.size() ? hex_digit(in[i + 1]) : -1;
      const int low = i + 2 < in.size() ? hex_digit(in[i + 2]) : -1;
      if (high < 0 || low < 0) return malformed_url(evaluation, text, function);
      bytes.push_back(static_cast<char>(high * 16 + low));
      i += 3;
    }
    if (invalid_utf8(bytes) != bytes.npos) return malformed_url(evaluation, text, function);
    for (std::size_t j = 0; j < bytes.size(); ++j) {
      if (kept.find(bytes[j]) != kept.npos) {
        out.append(in.substr(start + 3 * j, 3));
      } else {
        out.push_back(bytes[j]);
      }
    }
  }
  return evaluation.arena.keep(out);
}

Outcome encode_url_component(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  return encode(evaluation, argument(arguments, 0), {}, "encodeUrlComponent");
}
Outcome encode_url(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  return encode(evaluation, argument(arguments, 0), url_reserved, "encodeUrl");
}
Outcome decode_url_component(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  return decode(evaluation, argument(arguments, 0), {}, "decodeUrlComponent");
}
Outcome decode_url(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  return decode(evaluation, argument(arguments, 0), url_reserved, "decodeUrl");
}

constexpr Builtin functions_of_encodings[] = {
    {"base64encode", "<s-:s>", 1, encode_base64},
    {"base64decode", "<s-:s>", 1, decode_base64},
    {"encodeUrlComponent", "<s-:s>", 1, encode_url_component},
    {"encodeUrl", "<s-:s>", 1, encode_url},
    {"decodeUrlComponent", "<s-:s>", 1, decode_url_component},
    {"decodeUrl", "<s-:s>", 1, decode_url},
};

}  // namespace

std::span<const Builtin> encoding_functions() {
  return functions_of_encodings;
}

}  // namespace spotdrill::jsonata
