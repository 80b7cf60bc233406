#include "services/logs/patterns/terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "services/logs/patterns/scanner.hpp"

namespace spotdrill::logs {
namespace {

// DEVIATION: letters beyond ASCII need no quotes here; which do on AWS is not known to us.
bool is_term(char c) {
  return is_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

Refusal<std::string> invalid_term(std::string_view term) {
  return refuse(fmt::format("Invalid character(s) in term '{}'", term));
}

}  // namespace

// "Enclose exact phrases and terms that include non-alphanumeric characters in double quotation
// marks."
Result<TermsPattern, std::string> TermsPattern::parse(std::string_view text) {
  TermsPattern pattern;
  Scanner scanner{text};
  for (scanner.skip_spaces(); !scanner.done(); scanner.skip_spaces()) {
    const char sign = scanner.peek();
    std::vector<Term>& terms = sign == '-'   ? pattern.excluded_
                               : sign == '?' ? pattern.alternatives_
                                             : pattern.included_;
    const Scanner before = scanner;
    if (scanner.take("-")) {
      scanner.skip_spaces();
    } else {
      scanner.take("?");
    }
    std::optional<Term> term;
    if (scanner.peek() == '"') {
      auto phrase = scanner.take_quoted('"');
      if (phrase && !phrase->empty()) term = *std::move(phrase);
    } else if (scanner.peek() == '%') {
      const auto expression = scanner.take_quoted('%', /*unescape=*/false);
      auto regex = expression ? Regex::parse(*expression) : std::nullopt;
      if (regex) term = *std::move(regex);
    } else if (const auto word = scanner.take_while(is_term); !word.empty()) {
      term = std::string{word};
    }
    if (!term || (!scanner.done() && !is_space(scanner.peek()))) {
      Scanner again = before;
      return invalid_term(again.take_while([](char c) { return !is_space(c); }));
    }
    terms.push_back(*std::move(term));
  }
  return pattern;
}

bool TermsPattern::has(std::string_view message, const Term& term) {
  if (const auto* regex = std::get_if<Regex>(&term)) return regex->search(message);
  return message.find(std::get<std::string>(term)) != std::string_view::npos;
}

// "If you combine ? with other filter patterns, such as include and exclude terms, the terms with ?
// are ignored."
bool TermsPattern::matches(std::string_view message) const {
  const auto in_message = [&](const Term& term) { return has(message, term); };
  if (included_.empty() && excluded_.empty() && !alternatives_.empty()) {
    return std::ranges::any_of(alternatives_, in_message);
  }
  return std::ranges::all_of(included_, in_message) && std::ranges::none_of(excluded_, in_message);
}

}  // namespace spotdrill::logs
