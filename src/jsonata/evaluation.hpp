// One evaluation: its memory, its limits, the variables in sight, and what each kind of node does.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "jsonata/function.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

class Evaluation {
 public:
  Evaluation(const Program& program, const Environment& environment);

  /// Evaluates the program over `input`.
  Outcome run(Value input);

  Outcome evaluate(const Node& node, Value input, Frame* frame);

  /// Calls `function`, and what it calls in tail position.
  Outcome apply(Value function, Arguments& arguments, const Caller& caller);

  /// Calls a function that was passed as an argument.
  Outcome call(Value function, std::initializer_list<Value> arguments);
  /// The same with as many of (value, place, whole) as it takes.
  Outcome call_with_place(Value function, Value value, Value place, Value whole);
  static std::uint32_t arity(Value function);

  /// Compiles `text` and evaluates it among the caller's variables.
  Outcome evaluate_text(std::string_view text, Value input, Frame* frame);

  /// Takes one step. False: the evaluation is over, `stopped` says why.
  bool spend(std::uint64_t steps = 1) {
    if (steps > steps_left_) [[unlikely]]
      steps_left_ = 0;
    else
      steps_left_ -= steps;
    return steps_left_ != 0 && !arena.exhausted() && depth_ <= depth_max_;
  }
  Refusal<Failure> stopped();
  std::uint64_t& steps_left() { return steps_left_; }

  /// Goes one deeper as long as it lives.
  class Deeper {
   public:
    explicit Deeper(Evaluation& evaluation) : evaluation_(evaluation) { ++evaluation_.depth_; }
    ~Deeper() { --evaluation_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    Evaluation& evaluation_;
  };

  Thrown* thrown(std::string_view code, Value value = {}, Value value2 = {});
  Refusal<Failure> fail(std::string_view code, Value value = {}, Value value2 = {}) {
    return refuse(Failure{thrown(code, value, value2)});
  }
  Refusal<Failure> fail_at(std::uint32_t position, std::string_view code, Value value = {},
                           Value value2 = {}) {
    Thrown* error = thrown(code, value, value2);
    error->position = position;
    return refuse(Failure{error});
  }
  Error public_error(const Failure& failure);

  List* sequence() {
    List* list = arena.make<List>();
    list->sequence = true;
    return list;
  }
  /// A sequence of `item` alone.
  List* one_of(Value item) {
    List* list = sequence();
    list->push(arena, item);
    return list;
  }
  /// The array `input` as one item.
  List* wrapped(Value input) {
    List* wrapper = one_of(input);
    wrapper->outer_wrapper = true;
    return wrapper;
  }
  List* array() { return arena.make<List>(); }

  const Environment& environment() const { return environment_; }
  Value variable(NameId name, const Frame* frame);
  Value variable_named(std::string_view name, const Frame* frame);

  /// Whether `value` counts as true; infinite numbers are refused (D1001).
  Result<bool, Failure> truth(Value value);
  /// As typeof has it, and finite. Errors: D1001.
  Result<bool, Failure> is_numeric(Value value);
  Result<bool, Failure> all_numeric(Value array);
  Value lookup(Value input, std::string_view key);
  /// The member of `object` that the step `name` names.
  Value member_named(const Node& name, Value object);
  /// `first` with `second` at its end, as $append has it.
  Value append(Value first, Value second);
  void append_to(List& list, Value value);

  Outcome sort(Value array,
               const std::function<Result<bool, Failure>(std::size_t, std::size_t)>& after);

  Arena arena;

 private:
  Outcome evaluate_kind(const Node& node, Value input, Frame* frame);
  Value unwrapped(const Node& node, Value result);

  /// What is evaluated for an item, and the variables in sight: those of a tuple, too.
  struct Scope {
    Value context;
    Frame* frame;
  };
  Scope scope_of(Value item, bool of_stream, Frame* frame);

  Outcome path(const Node& node, Value input, Frame* frame);
  Outcome steps(const Node& node, std::size_t first, Value input, Frame* frame);
  Outcome step(const Node& node, Value input, Frame* frame, bool last);
  Outcome tuple_step(const Node& node, Value input, List* tuples, Frame* frame);
  Outcome sorted_tuples(const Node& node, Value input, List* tuples, Frame* frame);
  Result<void, Failure> add_tuples(const Node& node, const Frame& tuple, Frame* frame, List& out);
  Outcome stages(const Node& node, Value result, Frame* frame);
  Outcome filter(const Node& predicate, Value input, Frame* frame);
  Outcome filter_all(const Node& predicate, Value input, Frame* frame, List* results);
  Outcome order(const Node& node, Value input, Frame* frame);

  Outcome wildcard(Value input);
  Outcome descendants(Value input);
  void add_descendants(Value input, List& out);
  void add_flattened(Value input, List& out);

  Outcome arithmetic(const Node& node, Value left, Value right);
  Outcome equality(const Node& node, Value left, Value right);
  Outcome comparison(const Node& node, Value left, Value right);
  Outcome concatenation(const Node& node, Value input, Frame* frame);
  Result<void, Failure> concatenate(const Node& node, Value input, Frame* frame, TextBuilder& out);
  Outcome range(Value left, Value right);
  Outcome includes(Value left, Value right);
  Outcome operation(const Node& node, Value input, Frame* frame);
  Outcome connective(const Node& node, Value input, Frame* frame);
  Outcome negation(const Node& node, Value input, Frame* frame);
  Outcome array_constructor(const Node& node, Value input, Frame* frame);
  Value parent(const Node& node, const Frame* frame);
  Outcome condition(const Node& node, Value input, Frame* frame);
  Outcome block(const Node& node, Value input, Frame* frame);

  struct GroupEntry;
  Outcome group(const Grouping& grouping, Value input, Frame* frame);
  Result<void, Failure> gather(const Grouping& grouping, Value input, Frame* frame,
                               std::vector<GroupEntry>& entries);
  Frame* reduced_tuples(Value tuples, Frame* parent);

  Outcome call_node(const Node& node, Value input, Frame* frame, const Value* first_argument);
  bool lacks_dollar(const Node& procedure, const Frame* frame);
  Outcome partial(const Node& node, Value input, Frame* frame);
  Outcome application(const Node& node, Value input, Frame* frame);
  Outcome apply_once(Value function, Arguments& arguments, const Caller& caller);
  Outcome apply_function(const Function& function, Arguments& arguments, const Caller& caller);
  Outcome apply_thunk(const Function& thunk, const Caller& caller);
  Outcome apply_composition(const Function& function, const Arguments& arguments,
                            const Caller& caller);
  Outcome apply_lambda(const Function& function, const Arguments& arguments);
  Outcome apply_partial(const Function& function, const Arguments& arguments, const Caller& caller);
  Outcome apply_host(const Function& function, const Arguments& arguments);
  Outcome transform(const Function& function, Value object);
  Result<void, Failure> transform_match(const Node& node, Value match, Frame* frame);
  Value make_lambda(const Node& node, Value input, Frame* frame);
  Value make_function(FunctionKind kind, const Node& node, Value input, Frame* frame);

  Value global(NameId name);
  Value find_global(std::string_view name);

  const Environment& environment_;
  const Program& program_;
  const Names* names_;
  std::vector<std::unique_ptr<Program>> programs_;  // Of texts that were evaluated.
  std::vector<std::unique_ptr<json::value>> made_;  // By the embedder's functions.
  std::vector<std::unique_ptr<Signature>> signatures_;
  std::vector<std::optional<Value>> globals_;  // Those that were asked for.
  Value root_;
  // Where in an object a name was found the last time: objects in a row are mostly alike.
  std::array<std::uint32_t, 64> places_{};
  std::uint64_t steps_left_;
  std::uint32_t depth_ = 0;
  std::uint32_t depth_max_;
};

}  // namespace spotdrill::jsonata
