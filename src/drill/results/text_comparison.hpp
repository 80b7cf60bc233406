// Two files that ought to be the same, or two texts but for small differences of their numbers and
// for lines that do not count. Pure: whose files they are is comparison.hpp.
#pragma once

#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::drill {

/// What may differ.
class ComparisonRules {
 public:
  /// Lines in which one of `ignore` (regular expressions) matches do not count. Numbers with a
  /// fraction or an exponent may differ by `tolerance`, relative to the bigger one; whole numbers,
  /// which count something, may not. Errors: which pattern is none, and why.
  static Result<ComparisonRules, std::string> create(double tolerance,
                                                     const std::vector<std::string>& ignore);

  [[nodiscard]] bool ignores(std::string_view line) const;
  [[nodiscard]] double tolerance() const { return tolerance_; }

 private:
  double tolerance_ = 0;
  std::vector<std::regex> ignore_;
};

/// The first difference between what two runs left in one file, in words without the file's name:
/// "line 57: 'loss 0.52' in the undisturbed run, 'loss 0.57' in the interrupted one". What is no
/// text, as it holds a zero byte, is compared byte by byte. Nothing: they are the same.
std::optional<std::string> first_difference(std::string_view undisturbed,
                                            std::string_view interrupted,
                                            const ComparisonRules& rules);

}  // namespace spotdrill::drill
