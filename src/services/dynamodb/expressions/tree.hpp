// What the parsers make of an expression: plain data, names and values already in their places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb::expressions {

/// One step of a document path: a name of a map, or a position in a list.
struct Step {
  std::string name;
  std::optional<std::size_t> index;

  bool operator==(const Step&) const = default;
};

/// "a.b[0]". Never empty.
using Path = std::vector<Step>;

struct Node {
  enum class Kind : std::uint8_t {
    Lookup,      ///< Of `path`.
    Constant,    ///< `value`.
    Function,    ///< `name`, of `arguments`.
    Comparison,  ///< `name` is "=", "<>", "<", "<=", ">" or ">=".
    Between,
    In,
    And,
    Or,
    Not,
    Plus,
    Minus,
  };
  Kind kind = Kind::Constant;
  std::string name;
  Path path;
  Value value;
  std::vector<Node> arguments;
  bool in_parentheses = false;
};

/// One action of an update expression: what is to become of a path.
struct Action {
  enum class Kind : std::uint8_t { Set, Remove, Add, Delete };
  Kind kind = Kind::Set;
  Path path;
  Node operand;  ///< Of SET any, of ADD and DELETE a value.
};

/// An update expression. At most one action for a path.
using Update = std::vector<Action>;

/// A projection expression: what is wanted of an item.
using Projection = std::vector<Path>;

/// Whether it is true or false, as conditions are.
bool is_condition(const Node& node);

/// The names of the attributes that are looked into, "a" of "a.b[0] = :v", and of all that are
/// mentioned.
struct Heads {
  std::vector<std::string> all;
  std::vector<std::string> nested;
};
void add_heads(const Path& path, Heads& heads);
void add_heads(const Node& node, Heads& heads);

}  // namespace spotdrill::dynamodb::expressions
