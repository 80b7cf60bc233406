// Filter patterns for unstructured log events: terms, phrases and regular expressions that a
// message has or has not.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "services/logs/patterns/regex.hpp"

namespace spotdrill::logs {

class TermsPattern {
 public:
  /// Errors: AWS's sentence.
  static Result<TermsPattern, std::string> parse(std::string_view text);

  [[nodiscard]] bool matches(std::string_view message) const;

 private:
  using Term = std::variant<std::string, Regex>;

  static bool has(std::string_view message, const Term& term);

  std::vector<Term> included_;
  std::vector<Term> excluded_;
  std::vector<Term> alternatives_;
};

}  // namespace spotdrill::logs
