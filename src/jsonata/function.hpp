// Functions as values, and the frames of variables that they are closed over.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>

#include "jsonata/map.hpp"
#include "jsonata/node.hpp"

namespace spotdrill::jsonata {

class Evaluation;

using Outcome = Result<Value, Failure>;
using Arguments = boost::container::small_vector<Value, 6>;

struct Binding {
  NameId name = no_name;
  Value value;
};

/// Variables of one scope. A tuple is one without a parent.
struct Frame {
  Frame* parent = nullptr;
  Binding* bindings = nullptr;
  std::uint32_t size = 0;
  std::uint32_t capacity = 0;

  const Value* find(NameId name) const {
    for (std::uint32_t i = 0; i < size; ++i) {
      if (bindings[i].name == name) return &bindings[i].value;
    }
    return nullptr;
  }
  /// Of a tuple: its value.
  Value context() const {
    const Value* value = find(context_name);
    return value != nullptr ? *value : Value{};
  }
  void bind(Arena& arena, NameId name, Value value);
  /// Another frame of the same bindings.
  Frame* copy(Arena& arena, Frame* parent_of_copy) const;
};

/// Who calls a function: what its context is, and which variables are in sight.
struct Caller {
  Value input;
  Frame* frame = nullptr;
};

struct Builtin {
  std::string_view name;
  std::string_view signature;
  std::uint32_t arity;  ///< How many arguments higher-order functions give it.
  Outcome (*call)(Evaluation&, Arguments&, const Caller&);
};

enum class FunctionKind : std::uint8_t {
  Builtin,
  Host,
  Lambda,
  Thunk,  ///< A call in tail position, not yet made.
  Partial,
  Composition,
  Transform,
  Matcher,    ///< A regular expression.
  NextMatch,  ///< The `next` of a match.
};

/// What a regular expression is searching, as the reference's RegExp remembers it.
struct MatcherState {
  std::size_t last_index = 0;
};

struct Function {
  FunctionKind kind = FunctionKind::Builtin;
  std::uint32_t arity = 0;
  const Node* node = nullptr;  ///< Lambda, thunk, transform, matcher: where it is written.
  Frame* frame = nullptr;      ///< What it is closed over.
  Value input;                 ///< Likewise. Of a NextMatch: the text.
  const Builtin* builtin = nullptr;
  const HostFunction* host = nullptr;
  const Signature* signature = nullptr;
  MatcherState* matcher = nullptr;
  Value first;  ///< Composition: what is called first. Partial: what is called.
  Value second;
  Value* arguments = nullptr;  ///< Partial: those given; a hole is a tuple.
  std::uint32_t argument_count = 0;
};

/// The built-in function `name`, or nothing, with its signature.
struct Registered {
  const Builtin* builtin = nullptr;
  const Signature* signature = nullptr;
};
Registered find_builtin(std::string_view name);

}  // namespace spotdrill::jsonata
