#include "jsonata/evaluation.hpp"

#include "jsonata/resolve.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

void Frame::bind(Arena& arena, NameId name, Value value) {
  for (std::uint32_t i = 0; i < size; ++i) {
    if (bindings[i].name == name) {
      bindings[i].value = value;
      return;
    }
  }
  if (size == capacity) {
    capacity = capacity == 0 ? 2 : capacity * 2;
    bindings = arena.make_copy(bindings, size, capacity);
  }
  bindings[size++] = Binding{name, value};
}

Frame* Frame::copy(Arena& arena, Frame* parent_of_copy) const {
  Frame* copied = arena.make<Frame>();
  copied->parent = parent_of_copy;
  copied->size = copied->capacity = size;
  copied->bindings = arena.make_copy(bindings, size, size);
  return copied;
}

Evaluation::Evaluation(const Program& program, const Environment& environment)
    : arena(environment.limits.bytes_max),
      environment_(environment),
      program_(program),
      names_(&program.names),
      globals_(program.names.size()),
      steps_left_(environment.limits.steps_max),
      depth_max_(environment.limits.depth_max) {}

Outcome Evaluation::run(Value input) {
  root_ = input;
  Frame* frame = arena.make<Frame>();
  if (input.is_array()) input = wrapped(input);
  return evaluate(*program_.root, input, frame);
}

Value Evaluation::variable(NameId name, const Frame* frame) {
  if (names_->bound(name)) {
    for (; frame != nullptr; frame = frame->parent) {
      if (const Value* found = frame->find(name)) return *found;
    }
  }
  return global(name);
}

Value Evaluation::variable_named(std::string_view name, const Frame* frame) {
  const auto id = names_->find(name);
  return id.has_value() ? variable(*id, frame) : find_global(name);
}

Value Evaluation::global(NameId name) {
  if (name >= globals_.size()) globals_.resize(names_->size());
  if (!globals_[name].has_value()) {
    globals_[name] = name == root_name ? root_ : find_global(names_->name(name));
  }
  return *globals_[name];
}

Value Evaluation::find_global(std::string_view name) {
  if (const auto found = environment_.variables.find(name); found != environment_.variables.end()) {
    if (found->second.value != nullptr) return Value::of(*found->second.value);
    Map* map = arena.make<Map>();
    for (const auto& [key, value] : found->second.members) map->at(arena, key) = Value::of(*value);
    return map;
  }
  if (const auto found = environment_.functions.find(name); found != environment_.functions.end()) {
    Function* function = arena.make<Function>();
    function->kind = FunctionKind::Host;
    function->host = &found->second;
    if (!found->second.signature.empty()) {
      auto signature = Signature::parse(found->second.signature);
      if (!signature.has_value()) return {};
      signatures_.push_back(std::make_unique<Signature>(std::move(*signature)));
      function->signature = signatures_.back().get();
      function->arity = static_cast<std::uint32_t>(function->signature->size());
    }
    return function;
  }
  const Registered registered = find_builtin(name);
  if (registered.builtin == nullptr || environment_.withheld.contains(name)) return {};
  Function* function = arena.make<Function>();
  function->builtin = registered.builtin;
  function->signature = registered.signature;
  function->arity = registered.builtin->arity;
  return function;
}

Thrown* Evaluation::thrown(std::string_view code, Value value, Value value2) {
  Thrown* error = arena.make<Thrown>();
  error->code = code;
  error->value = value;
  error->value2 = value2;
  return error;
}

Refusal<Failure> Evaluation::stopped() {
  Thrown* error = thrown("U1001");
  error->text = depth_ > depth_max_ ? stack_overflow
                : arena.exhausted() ? "Expression evaluation takes too much memory"
                                    : "Expression evaluation timeout: Check for infinite loop";
  return refuse(Failure{error});
}

Error Evaluation::public_error(const Failure& failure) {
  const Thrown& error = *failure.thrown;
  // What the message shows is written within limits of its own.
  depth_ = 0;
  steps_left_ = 100'000;
  Insertions insertions;
  insertions.raw_token = error.token;
  insertions.token = error.has_token ? quoted(error.token) : "undefined";
  insertions.value = json_text(*this, error.value);
  insertions.value2 = json_text(*this, error.value2);
  insertions.index = std::to_string(error.index);
  insertions.type = quoted(error.text);
  insertions.message = error.text;
  return {.code = std::string{error.code},
          .position = error.position < 0 ? 0 : static_cast<std::size_t>(error.position),
          .token = std::string{error.token},
          .message = message_for(error.code, insertions)};
}

Outcome Evaluation::evaluate_text(std::string_view text, Value input, Frame* frame) {
  auto program = std::make_unique<Program>();
  program->source = text;
  program->names = *names_;
  const auto resolved = parse_program(*program);
  if (!resolved.has_value()) return fail("D3120", arena.keep(resolved.error().message));
  program->root = *resolved;
  programs_.push_back(std::move(program));
  names_ = &programs_.back()->names;
  auto result = evaluate(*programs_.back()->root, input, frame);
  if (result.has_value() || !spend()) return result;
  return fail("D3121", arena.keep(public_error(result.error()).message));
}

}  // namespace spotdrill::jsonata
