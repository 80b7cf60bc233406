// The regular expressions of filter patterns: without groups, so that a match takes time in
// proportion to text and expression, whatever they are.
// Source: CloudWatch Logs User Guide, "Filter pattern syntax", Supported regular expressions
// syntax.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace spotdrill::logs {

class Regex {
 public:
  /// Reads what stands between the percent signs. Nothing: it is none that AWS takes.
  static std::optional<Regex> parse(std::string_view text);

  /// Whether some part of `text` matches.
  [[nodiscard]] bool search(std::string_view text) const;

  using Bytes = std::bitset<256>;
  enum class Kind : std::uint8_t { One, Begin, End, Accept };
  /// One byte out of `bytes`, or an assertion.
  struct Step {
    Kind kind = Kind::One;
    Bytes bytes;
    bool optional = false;
    bool repeats = false;
  };

 private:
  std::vector<Step> steps_;              ///< Of all alternatives; each ends with Accept.
  std::vector<std::size_t> beginnings_;  ///< Where an alternative begins.
};

}  // namespace spotdrill::logs
