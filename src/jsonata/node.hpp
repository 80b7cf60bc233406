// A compiled expression as a tree. The parser makes it of tokens, `resolve` turns operators that
// navigate into paths of steps; from then on it does not change.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "jsonata/regex.hpp"
#include "jsonata/signature.hpp"

namespace spotdrill::jsonata {

/// A variable's name, as a number within one evaluation.
using NameId = std::uint32_t;
inline constexpr NameId no_name = 0;
inline constexpr NameId context_name = 1;  ///< "@": the value of a tuple.
inline constexpr NameId root_name = 2;     ///< "$": the input, written $$.

/// Names and their numbers.
class Names {
 public:
  Names();
  Names(const Names& other) = delete;
  Names& operator=(const Names& other);
  NameId id(std::string_view name);
  std::optional<NameId> find(std::string_view name) const;
  std::string_view name(NameId id) const { return names_[id]; }
  std::size_t size() const { return names_.size(); }
  /// Whether some part of the expression binds it: as a parameter, by :=, @ or #.
  bool bound(NameId id) const { return bound_[id]; }
  void set_bound(NameId id) { bound_[id] = true; }

 private:
  std::deque<std::string> names_;
  std::vector<bool> bound_;
  std::unordered_map<std::string_view, NameId> ids_;
};

enum class NodeKind : std::uint8_t {
  // What is left when the tree is resolved:
  Path,
  Name,
  String,
  Number,
  True,
  False,
  Null,
  Wildcard,
  Descendant,
  Parent,
  Variable,
  Regex,
  Arithmetic,
  Equality,
  Comparison,
  Concatenation,
  Range,
  Includes,
  And,
  Or,
  Negation,
  Array,
  Object,
  Condition,
  Block,
  Bind,
  Function,
  Partial,
  Placeholder,
  Lambda,
  Apply,
  Transform,
  Sort,
  // What only the parser makes:
  Step,
  Predicate,
  Group,
  OrderBy,
  Focus,
  Index,
  End,
  Operator,
};

/// What the reference calls a node of this kind in its messages.
std::string_view type_name(NodeKind kind);

struct Node;

/// What is done to each result of a step: it is filtered, or its place is bound.
struct Stage {
  Node* filter = nullptr;  ///< None: the place.
  NameId index = no_name;
};

/// A term of an order-by clause.
struct Term {
  Node* expression = nullptr;
  bool descending = false;
};

using Pair = std::pair<Node*, Node*>;

/// `{key: value, …}`, after a step (group-by) or alone.
struct Grouping {
  std::vector<Pair> pairs;
  std::uint32_t position = 0;
};

/// Where a `%` finds its parent: the step that binds it is `level` steps up.
struct ParentSlot {
  NameId label = no_name;
  int level = 1;
};

struct Node {
  NodeKind kind = NodeKind::End;
  char op = 0;                        ///< Of arithmetic and comparison: the first character.
  bool or_equal = false;              ///< <=, >=.
  bool keep_array = false;            ///< `[]` follows.
  bool keep_singleton_array = false;  ///< A path one of whose steps has it.
  bool constructs_array = false;      ///< An array that is the first or the last step of a path.
  bool tuple = false;                 ///< A step that carries bindings on.
  bool thunk = false;                 ///< A lambda that stands for a call in tail position.
  bool binds = false;                 ///< A block that needs bindings of its own.
  bool has_position = true;
  std::uint32_t depth = 1;  ///< Nodes from here down to the deepest.
  std::uint32_t position = 0;
  NameId name = no_name;   ///< Of a variable.
  NameId focus = no_name;  ///< What `@` binds.
  NameId index = no_name;  ///< What `#` binds.
  std::string_view text;   ///< A name, a string, an operator as written.
  double number = 0;
  Node* left = nullptr;           ///< Also: condition, procedure, pattern, operand.
  Node* right = nullptr;          ///< Also: then, body, update.
  Node* third = nullptr;          ///< Also: else, delete.
  std::vector<Node*> items;       ///< Steps, expressions, arguments.
  std::vector<Stage> predicates;  ///< Filters of a value as a whole.
  std::vector<Stage> stages;      ///< Filters of each result of a step.
  std::vector<Term> terms;
  std::vector<NameId> parameters;
  std::unique_ptr<Grouping> group;
  std::unique_ptr<Signature> signature;
  std::unique_ptr<Regex> regex;
  ParentSlot* slot = nullptr;        ///< Of a `%`.
  ParentSlot* ancestor = nullptr;    ///< A step that is some `%`'s parent.
  std::vector<ParentSlot*> seeking;  ///< Those of a `%` within, not yet found.
};

/// What an expression is compiled to.
struct Program {
  std::string source;
  std::deque<Node> nodes;
  std::deque<std::string> texts;  ///< Strings that are not in the source as they are.
  std::deque<ParentSlot> slots;
  Names names;
  Node* root = nullptr;
};

/// Deeper expressions are refused (U1001).
inline constexpr std::uint32_t expression_depth_max = 1'000;

}  // namespace spotdrill::jsonata
