// How functions are called: by name, chained, applied in part, and in tail position without a
// stack.
#include "jsonata/evaluation.hpp"
#include "jsonata/functions/matching.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

/// What the reference calls the function of a call: its name, or how it is written.
std::string_view procedure_name(const Node& procedure) {
  return procedure.kind == NodeKind::Path ? procedure.items[0]->text : procedure.text;
}

bool has_procedure_name(const Node& procedure) {
  return procedure.kind != NodeKind::Lambda && procedure.kind != NodeKind::Block;
}

bool is_thunk(Value value) {
  return value.is_function() && value.function()->kind == FunctionKind::Thunk;
}

/// Whether the reference notes on the function where it was called.
bool remembers_call(Value function) {
  return function.is_function() && !function.passed() &&
         function.function()->kind != FunctionKind::Matcher &&
         function.function()->kind != FunctionKind::NextMatch;
}

/// A hole among the arguments of a partial application.
Value hole() {
  return Value::tuple(nullptr);
}

}  // namespace

Value Evaluation::make_function(FunctionKind kind, const Node& node, Value input, Frame* frame) {
  Function* function = arena.make<Function>();
  function->kind = kind;
  function->node = &node;
  function->input = input;
  function->frame = frame;
  function->arity = kind == FunctionKind::Matcher ? 2 : 1;
  if (kind == FunctionKind::Matcher) function->matcher = arena.make<MatcherState>();
  return function;
}

Value Evaluation::make_lambda(const Node& node, Value input, Frame* frame) {
  const Value value =
      make_function(node.thunk ? FunctionKind::Thunk : FunctionKind::Lambda, node, input, frame);
  value.function()->arity = static_cast<std::uint32_t>(node.parameters.size());
  value.function()->signature = node.signature.get();
  return value;
}

std::uint32_t Evaluation::arity(Value function) {
  return function.is_function() ? function.function()->arity : 0;
}

Outcome Evaluation::call_node(const Node& node, Value input, Frame* frame,
                              const Value* first_argument) {
  const Node& procedure = *node.left;
  const Value function = TRY(evaluate(procedure, input, frame));
  const auto located = [&](Thrown& error, bool anew) {
    if (error.position < 0 || anew) error.position = node.position;
    if (!error.has_token && has_procedure_name(procedure)) {
      error.token = procedure_name(procedure);
      error.has_token = true;
    }
    return refuse(Failure{&error});
  };
  if (!function.defined() && lacks_dollar(procedure, frame)) return located(*thrown("T1005"), true);
  Arguments arguments;
  if (first_argument != nullptr) arguments.push_back(*first_argument);
  for (const Node* argument : node.items) {
    const Value value = TRY(evaluate(*argument, input, frame));
    arguments.push_back(value.is_function() ? value.as_passed() : value);
  }
  const Outcome result = apply(function, arguments, {input, frame});
  if (result.has_value()) return result;
  return located(*result.error().thrown, remembers_call(function));
}

/// Whether the name that stands for a function is that of a variable: the $ is missing.
bool Evaluation::lacks_dollar(const Node& procedure, const Frame* frame) {
  if (procedure.kind != NodeKind::Path) return false;
  return variable_named(procedure_name(procedure), frame).defined();
}

Outcome Evaluation::apply(Value function, Arguments& arguments, const Caller& caller) {
  Outcome result = apply_once(function, arguments, caller);
  while (result.has_value() && is_thunk(*result)) {
    result = apply_thunk(*result->function(), caller);
  }
  return result;
}

/// Makes the call that a thunk stands for.
Outcome Evaluation::apply_thunk(const Function& thunk, const Caller& caller) {
  const Node& call = *thunk.node->right;
  const Value next = TRY(evaluate(*call.left, thunk.input, thunk.frame));
  Arguments arguments;
  for (const Node* argument : call.items) {
    arguments.push_back(TRY(evaluate(*argument, thunk.input, thunk.frame)));
  }
  const Outcome result = apply_once(next, arguments, caller);
  if (result.has_value()) return result;
  Thrown& error = *result.error().thrown;
  if (!error.has_token && call.left->kind == NodeKind::Variable) {
    error.token = call.left->text;
    error.has_token = true;
  }
  error.position = call.left->position;
  return result;
}

Outcome Evaluation::apply_once(Value function, Arguments& arguments, const Caller& caller) {
  if (!spend()) return stopped();
  if (!function.is_function()) return fail("T1006");
  const Function& called = *function.function();
  // What was passed as an argument is called without a context.
  const Caller from{function.passed() ? Value::null() : caller.input, caller.frame};
  if (called.signature != nullptr) {
    TRY(called.signature->validate(*this, arguments, from.input));
  }
  return apply_function(called, arguments, from);
}

Outcome Evaluation::apply_function(const Function& function, Arguments& arguments,
                                   const Caller& caller) {
  switch (function.kind) {
    case FunctionKind::Builtin:
      return function.builtin->call(*this, arguments, caller);
    case FunctionKind::Host:
      return apply_host(function, arguments);
    case FunctionKind::Lambda:
      return apply_lambda(function, arguments);
    case FunctionKind::Partial:
      return apply_partial(function, arguments, caller);
    case FunctionKind::Composition:
      return apply_composition(function, arguments, caller);
    case FunctionKind::Transform:
      return transform(function, arguments.empty() ? Value{} : arguments[0]);
    case FunctionKind::Matcher:
    case FunctionKind::NextMatch:
      return apply_matcher(*this, function, arguments);
    case FunctionKind::Thunk:
      break;
  }
  return fail("T1006");
}

Outcome Evaluation::apply_composition(const Function& function, const Arguments& arguments,
                                      const Caller& caller) {
  const Deeper deeper{*this};
  const Caller nobody{Value::null(), caller.frame};
  Arguments given;
  given.push_back(arguments.empty() ? Value{} : arguments[0]);
  const Value between = TRY(apply(function.first, given, nobody));
  given.assign(1, between);
  return apply(function.second, given, nobody);
}

Outcome Evaluation::apply_lambda(const Function& function, const Arguments& arguments) {
  const auto& parameters = function.node->parameters;
  Frame* frame = arena.make<Frame>();
  frame->parent = function.frame;
  frame->capacity = static_cast<std::uint32_t>(parameters.size());
  frame->bindings = arena.make_array<Binding>(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    frame->bind(arena, parameters[i], i < arguments.size() ? arguments[i] : Value{});
  }
  return evaluate(*function.node->right, function.input, frame);
}

Outcome Evaluation::partial(const Node& node, Value input, Frame* frame) {
  Function* result = arena.make<Function>();
  result->kind = FunctionKind::Partial;
  result->argument_count = static_cast<std::uint32_t>(node.items.size());
  result->arguments = arena.make_array<Value>(node.items.size());
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const bool open = node.items[i]->kind == NodeKind::Placeholder;
    result->arguments[i] = open ? hole() : TRY(evaluate(*node.items[i], input, frame));
    if (open) ++result->arity;
  }
  result->first = TRY(evaluate(*node.left, input, frame));
  if (result->first.is_function()) return result;
  const bool named = !result->first.defined() && lacks_dollar(*node.left, frame);
  Thrown* error = thrown(named ? "T1007" : "T1008");
  error->position = node.position;
  error->token = procedure_name(*node.left);
  error->has_token = has_procedure_name(*node.left);
  return refuse(Failure{error});
}

Outcome Evaluation::apply_partial(const Function& function, const Arguments& arguments,
                                  const Caller& caller) {
  const Deeper deeper{*this};
  Arguments all;
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < function.argument_count; ++i) {
    Value value = function.arguments[i];
    if (value.is_tuple()) {
      value = next < arguments.size() ? arguments[next] : Value{};
      ++next;
    }
    all.push_back(value);
  }
  return apply(function.first, all, {Value{}, caller.frame});
}

Outcome Evaluation::apply_host(const Function& function, const Arguments& arguments) {
  std::vector<Maybe> given;
  for (const Value& argument : arguments) {
    if (argument.defined() && !argument.is_function()) {
      given.emplace_back(TRY(to_json(*this, argument)));
    } else {
      given.emplace_back(std::nullopt);
    }
  }
  const auto result = function.host->call(given);
  if (!result.has_value()) {
    const Error& refused = result.error();
    Thrown* error = thrown(arena.keep(refused.code));
    error->text = arena.keep(refused.message);
    if (!refused.token.empty()) {
      error->token = arena.keep(refused.token);
      error->has_token = true;
    }
    if (refused.position != 0) error->position = static_cast<std::int64_t>(refused.position);
    return refuse(Failure{error});
  }
  if (!result->has_value()) return Value{};
  made_.push_back(std::make_unique<json::value>(**result));
  return Value::of(*made_.back());
}

Outcome Evaluation::application(const Node& node, Value input, Frame* frame) {
  const Value left = TRY(evaluate(*node.left, input, frame));
  if (node.right->kind == NodeKind::Function) return call_node(*node.right, input, frame, &left);
  const Value function = TRY(evaluate(*node.right, input, frame));
  if (!function.is_function()) return fail_at(node.position, "T2006", function);
  if (left.is_function()) {
    Function* both = arena.make<Function>();
    both->kind = FunctionKind::Composition;
    both->arity = 1;
    both->first = left;
    both->second = function;
    return both;
  }
  Arguments arguments;
  arguments.push_back(left);
  return apply(function, arguments, {Value::null(), frame});
}

Outcome Evaluation::call(Value function, std::initializer_list<Value> arguments) {
  Arguments given{arguments.begin(), arguments.end()};
  return apply(function, given, {Value::null(), nullptr});
}

Outcome Evaluation::call_with_place(Value function, Value value, Value place, Value whole) {
  Arguments given;
  given.push_back(value);
  if (arity(function) >= 2) given.push_back(place);
  if (arity(function) >= 3) given.push_back(whole);
  return apply(function, given, {Value::null(), nullptr});
}

}  // namespace spotdrill::jsonata
