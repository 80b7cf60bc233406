// A path as it was read: a list of steps. Plain data; parser.cpp makes it, evaluator.cpp applies
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <variant>
#include <vector>

#include "asl/jsonpath/path.hpp"

namespace spotdrill::asl::jsonpath {

struct Condition;

/// ".a", "['a']".
struct Member {
  std::string name;
};

/// "['a','b']": as the last step it gives one object with those of the members that are there.
struct Members {
  std::vector<std::string> names;
};

/// "*".
struct Wildcard {};

/// "[0]", "[-1]": from the end.
struct Index {
  std::int32_t at = 0;
};

/// "[0,2]".
struct Indices {
  std::vector<std::int32_t> at;
};

/// "[1:]", "[:2]", "[1:2]".
struct Slice {
  std::optional<std::int32_t> from;
  std::optional<std::int32_t> to;
};

/// "[?(…)]".
struct Filter {
  std::shared_ptr<const Condition> condition;
};

struct Step {
  bool deep = false;  ///< Of every value below as well: "..".
  std::variant<Member, Members, Wildcard, Index, Indices, Slice, Filter> kind;

  /// True when it leads from one value to one at most.
  [[nodiscard]] bool single() const {
    return !deep && (std::holds_alternative<Member>(kind) || std::holds_alternative<Index>(kind));
  }
};

using Steps = std::vector<Step>;

/// True when all of `steps` are single.
bool is_definite(const Steps& steps);

struct Compiled {
  std::string text = "$";
  Path::Root root = Path::Root::Input;
  std::string variable;
  Steps steps;
  bool definite = true;
  bool reference = true;
};

/// A path in a filter: "@.a", "$.b".
struct FilterPath {
  bool from_root = false;
  Steps steps;
  bool definite = true;
};

struct Regex {
  std::regex expression;
};

/// A side of a comparison.
using Operand = std::variant<json::value, FilterPath, Regex>;

enum class Operator : std::uint8_t {
  Exists,  ///< Of the left side; there is no right one.
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
  Matches,   ///< =~
  In,        ///< in
  NotIn,     ///< nin
  SubsetOf,  ///< subsetof
  Size,      ///< size
  Empty,     ///< empty
};

/// What a filter asks.
struct Condition {
  enum class Kind : std::uint8_t { Comparison, And, Or, Not };
  Kind kind = Kind::Comparison;
  std::vector<Condition> conditions;  ///< Of And, Or; one of Not.
  Operator op = Operator::Exists;
  Operand left;
  Operand right;
};

}  // namespace spotdrill::asl::jsonpath
