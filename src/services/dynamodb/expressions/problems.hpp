// What is wrong with an expression. AWS tells one thing of all that is wrong, and not always the
// first: this keeps one of each sort, and the sorts have an order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace spotdrill::dynamodb::expressions {

/// In the order in which they are told.
// DEVIATION: AWS's order is not documented; this is dynalite's, which was compared with AWS.
enum class Problem : std::uint8_t {
  Parentheses,
  UnknownFunction,
  MisusedFunction,
  Reserved,
  Section,
  UndefinedName,
  UndefinedValue,
  OperandCount,
  Distinct,
  PathOverlap,
  PathConflict,
  OperandType,
};

class Problems {
 public:
  /// Of one sort the first counts.
  void add(Problem sort, std::string message) {
    auto& slot = found_[static_cast<std::size_t>(sort)];
    if (!slot) slot = std::move(message);
  }

  /// What is to be told; nothing when all is well.
  [[nodiscard]] std::optional<std::string> first() const {
    for (const auto& each : found_) {
      if (each) return each;
    }
    return std::nullopt;
  }

 private:
  std::array<std::optional<std::string>, static_cast<std::size_t>(Problem::OperandType) + 1> found_;
};

}  // namespace spotdrill::dynamodb::expressions
