#include "jsonata/letter_case.hpp"

#include <clocale>
#include <cwctype>

#include <algorithm>
#include <iterator>

#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

struct Expansion {
  char32_t code;
  std::u16string_view upper;
};

// Code points that become several. Source: Unicode, SpecialCasing.txt.
constexpr Expansion expansions[] = {
    {0xDF, u"\u0053\u0053"},         {0x149, u"\u02BC\u004E"},
    {0x1F0, u"\u004A\u030C"},        {0x390, u"\u0399\u0308\u0301"},
    {0x3B0, u"\u03A5\u0308\u0301"},  {0x587, u"\u0535\u0552"},
    {0x1E96, u"\u0048\u0331"},       {0x1E97, u"\u0054\u0308"},
    {0x1E98, u"\u0057\u030A"},       {0x1E99, u"\u0059\u030A"},
    {0x1E9A, u"\u0041\u02BE"},       {0x1F50, u"\u03A5\u0313"},
    {0x1F52, u"\u03A5\u0313\u0300"}, {0x1F54, u"\u03A5\u0313\u0301"},
    {0x1F56, u"\u03A5\u0313\u0342"}, {0x1F80, u"\u1F08\u0399"},
    {0x1F81, u"\u1F09\u0399"},       {0x1F82, u"\u1F0A\u0399"},
    {0x1F83, u"\u1F0B\u0399"},       {0x1F84, u"\u1F0C\u0399"},
    {0x1F85, u"\u1F0D\u0399"},       {0x1F86, u"\u1F0E\u0399"},
    {0x1F87, u"\u1F0F\u0399"},       {0x1F88, u"\u1F08\u0399"},
    {0x1F89, u"\u1F09\u0399"},       {0x1F8A, u"\u1F0A\u0399"},
    {0x1F8B, u"\u1F0B\u0399"},       {0x1F8C, u"\u1F0C\u0399"},
    {0x1F8D, u"\u1F0D\u0399"},       {0x1F8E, u"\u1F0E\u0399"},
    {0x1F8F, u"\u1F0F\u0399"},       {0x1F90, u"\u1F28\u0399"},
    {0x1F91, u"\u1F29\u0399"},       {0x1F92, u"\u1F2A\u0399"},
    {0x1F93, u"\u1F2B\u0399"},       {0x1F94, u"\u1F2C\u0399"},
    {0x1F95, u"\u1F2D\u0399"},       {0x1F96, u"\u1F2E\u0399"},
    {0x1F97, u"\u1F2F\u0399"},       {0x1F98, u"\u1F28\u0399"},
    {0x1F99, u"\u1F29\u0399"},       {0x1F9A, u"\u1F2A\u0399"},
    {0x1F9B, u"\u1F2B\u0399"},       {0x1F9C, u"\u1F2C\u0399"},
    {0x1F9D, u"\u1F2D\u0399"},       {0x1F9E, u"\u1F2E\u0399"},
    {0x1F9F, u"\u1F2F\u0399"},       {0x1FA0, u"\u1F68\u0399"},
    {0x1FA1, u"\u1F69\u0399"},       {0x1FA2, u"\u1F6A\u0399"},
    {0x1FA3, u"\u1F6B\u0399"},       {0x1FA4, u"\u1F6C\u0399"},
    {0x1FA5, u"\u1F6D\u0399"},       {0x1FA6, u"\u1F6E\u0399"},
    {0x1FA7, u"\u1F6F\u0399"},       {0x1FA8, u"\u1F68\u0399"},
    {0x1FA9, u"\u1F69\u0399"},       {0x1FAA, u"\u1F6A\u0399"},
    {0x1FAB, u"\u1F6B\u0399"},       {0x1FAC, u"\u1F6C\u0399"},
    {0x1FAD, u"\u1F6D\u0399"},       {0x1FAE, u"\u1F6E\u0399"},
    {0x1FAF, u"\u1F6F\u0399"},       {0x1FB2, u"\u1FBA\u0399"},
    {0x1FB3, u"\u0391\u0399"},       {0x1FB4, u"\u0386\u0399"},
    {0x1FB6, u"\u0391\u0342"},       {0x1FB7, u"\u0391\u0342\u0399"},
    {0x1FBC, u"\u0391\u0399"},       {0x1FC2, u"\u1FCA\u0399"},
    {0x1FC3, u"\u0397\u0399"},       {0x1FC4, u"\u0389\u0399"},
    {0x1FC6, u"\u0397\u0342"},       {0x1FC7, u"\u0397\u0342\u0399"},
    {0x1FCC, u"\u0397\u0399"},       {0x1FD2, u"\u0399\u0308\u0300"},
    {0x1FD3, u"\u0399\u0308\u0301"}, {0x1FD6, u"\u0399\u0342"},
    {0x1FD7, u"\u0399\u0308\u0342"}, {0x1FE2, u"\u03A5\u0308\u0300"},
    {0x1FE3, u"\u03A5\u0308\u0301"}, {0x1FE4, u"\u03A1\u0313"},
    {0x1FE6, u"\u03A5\u0342"},       {0x1FE7, u"\u03A5\u0308\u0342"},
    {0x1FF2, u"\u1FFA\u0399"},       {0x1FF3, u"\u03A9\u0399"},
    {0x1FF4, u"\u038F\u0399"},       {0x1FF6, u"\u03A9\u0342"},
    {0x1FF7, u"\u03A9\u0342\u0399"}, {0x1FFC, u"\u03A9\u0399"},
    {0xFB00, u"\u0046\u0046"},       {0xFB01, u"\u0046\u0049"},
    {0xFB02, u"\u0046\u004C"},       {0xFB03, u"\u0046\u0046\u0049"},
    {0xFB04, u"\u0046\u0046\u004C"}, {0xFB05, u"\u0053\u0054"},
    {0xFB06, u"\u0053\u0054"},       {0xFB13, u"\u0544\u0546"},
    {0xFB14, u"\u0544\u0535"},       {0xFB15, u"\u0544\u053B"},
    {0xFB16, u"\u054E\u0546"},       {0xFB17, u"\u0544\u053D"},
};

locale_t unicode_locale() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

bool is_cased(char32_t code) {
  return simple_uppercase(code) != code || simple_lowercase(code) != code;
}

/// Whether a letter touches `text` at its end, or its beginning.
bool letter_before(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
  return at > 0 && is_cased(next_code_point(text, --at));
}

bool letter_after(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && is_cased(next_code_point(text, at));
}

}  // namespace

char32_t simple_uppercase(char32_t code) {
  if (code < 0x80) return code >= 'a' && code <= 'z' ? code - 32 : code;
  if (unicode_locale() == nullptr) return code;
  return static_cast<char32_t>(towupper_l(static_cast<wint_t>(code), unicode_locale()));
}

char32_t simple_lowercase(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  if (unicode_locale() == nullptr) return code;
  return static_cast<char32_t>(towlower_l(static_cast<wint_t>(code), unicode_locale()));
}

std::string uppercase(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    const auto* found =
        code < 0x80
            ? std::end(expansions)
            : std::lower_bound(
                  std::begin(expansions), std::end(expansions), code,
                  [](const Expansion& each, char32_t searched) { return each.code < searched; });
    if (found != std::end(expansions) && found->code == code) {
      out += from_utf16(found->upper);
    } else {
      append_code_point(out, simple_uppercase(code));
    }
  }
  return out;
}

std::string lowercase(std::string_view text) {
  constexpr char32_t capital_i_with_dot = 0x130;
  constexpr char32_t capital_sigma = 0x3A3;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t code = next_code_point(text, at);
    if (code == capital_i_with_dot) {
      out += "i\u0307";
    } else if (code == capital_sigma && letter_before(text.substr(0, start)) &&
               !letter_after(text.substr(at))) {
      out += "ς";  // At the end of a word.
    } else {
      append_code_point(out, simple_lowercase(code));
    }
  }
  return out;
}

}  // namespace spotdrill::jsonata
