#include "jsonata/regex_narrow.hpp"

#include <algorithm>
#include <string>

namespace spotdrill::jsonata {

namespace {

constexpr unsigned long last_ascii = 0x7f;

class Narrower {
 public:
  explicit Narrower(std::wstring_view source) : source_(source) {}

  std::string narrow() {
    while (at_ < source_.size()) {
      if (source_[at_] == L'[') {
        set();
      } else if (is_code()) {
        const unsigned long code = member();
        out_ += code > last_ascii ? std::string{nothing} : escape(code);
      } else {
        // An operator: what is not is written as a code.
        if (source_[at_] == L'\\') out_ += static_cast<char>(source_[at_++]);
        out_ += static_cast<char>(source_[at_++]);
      }
    }
    return std::move(out_);
  }

 private:
  static constexpr std::string_view nothing = "(?:(?!))";  // It may be repeated.
  static constexpr std::string_view anything = "[\\x{0}-\\x{7f}]";

  bool is_code() const { return source_.substr(at_).starts_with(L"\\x{"); }

  static std::string escape(unsigned long code) {
    constexpr std::string_view digits = "0123456789abcdef";
    return {'\\', 'x', '{', digits[code >> 4U], digits[code & 15U], '}'};
  }

  unsigned long member() {
    if (!is_code()) return static_cast<unsigned long>(source_[at_++]);
    unsigned long code = 0;
    for (at_ += 3; source_[at_] != L'}'; ++at_) {
      const wchar_t digit = source_[at_];
      code =
          code * 16 + static_cast<unsigned long>(digit <= L'9' ? digit - L'0' : digit - L'a' + 10);
    }
    ++at_;
    return code;
  }

  void set() {
    ++at_;
    const bool negated = source_[at_] == L'^';
    if (negated) ++at_;
    std::string members;
    while (source_[at_] != L']') {
      const unsigned long first = member();
      unsigned long last = first;
      if (source_[at_] == L'-') {
        ++at_;
        last = std::min(member(), last_ascii);
      }
      if (first > last_ascii) continue;
      members += escape(first);
      if (last > first) members += "-" + escape(last);
    }
    ++at_;
    if (members.empty()) {
      out_ += negated ? anything : nothing;
    } else {
      out_ += (negated ? "[^" : "[") + members + "]";
    }
  }

  std::wstring_view source_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string narrow_regex(std::wstring_view translated) {
  return Narrower{translated}.narrow();
}

}  // namespace spotdrill::jsonata
