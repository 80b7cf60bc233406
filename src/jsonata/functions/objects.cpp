#include "jsonata/functions/library.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

void add_keys(Evaluation& evaluation, Value value, Map& keys) {
  const Evaluation::Deeper deeper{evaluation};
  if (!evaluation.spend()) return;
  if (value.is_array()) {
    const Items items{value};
    for (std::size_t i = 0; i < items.size(); ++i) add_keys(evaluation, items[i], keys);
  } else if (value.is_object()) {
    for (const Member& each : Members{evaluation.arena, value}) {
      keys.at(evaluation.arena, each.key) = Value::boolean(true);
    }
  }
}

Outcome keys(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  Map* all = evaluation.arena.make<Map>();
  add_keys(evaluation, argument(arguments, 0), *all);
  if (!evaluation.spend()) return evaluation.stopped();
  List* result = evaluation.sequence();
  for (const Member& each : Members{evaluation.arena, all})
    result->push(evaluation.arena, each.key);
  return result;
}

Outcome lookup_key(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value key = argument(arguments, 1);
  if (!key.defined()) return Value{};
  const Value result = evaluation.lookup(argument(arguments, 0), key.string());
  if (!evaluation.spend()) return evaluation.stopped();
  return result;
}

Value spread_value(Evaluation& evaluation, Value value) {
  const Evaluation::Deeper deeper{evaluation};
  if (!evaluation.spend()) return {};
  if (value.is_array()) {
    const Items items{value};
    List* result = items.empty() ? evaluation.sequence() : evaluation.array();
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Value part = spread_value(evaluation, items[i]);
      if (part.defined()) evaluation.append_to(*result, part);
    }
    return result;
  }
  if (!value.is_object()) return value;
  List* result = evaluation.sequence();
  for (const Member& each : Members{evaluation.arena, value}) {
    Map* one = evaluation.arena.make<Map>();
    one->at(evaluation.arena, each.key) = each.value;
    result->push(evaluation.arena, one);
  }
  return result;
}

Outcome spread(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value result = spread_value(evaluation, argument(arguments, 0));
  if (!evaluation.spend()) return evaluation.stopped();
  return result;
}

Outcome merge(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value objects = argument(arguments, 0);
  if (!objects.defined()) return Value{};
  Map* result = evaluation.arena.make<Map>();
  const Items items{objects};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is_object()) continue;
    for (const Member& each : Members{evaluation.arena, items[i]}) {
      if (!evaluation.spend()) return evaluation.stopped();
      result->at(evaluation.arena, each.key) = each.value;
    }
  }
  return result;
}

Outcome each(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  List* result = evaluation.sequence();
  const Value object = argument(arguments, 0);
  if (!object.is_object()) return result;
  for (const Member& member : Members{evaluation.arena, object}) {
    const Value value =
        TRY(evaluation.call_with_place(argument(arguments, 1), member.value, member.key, object));
    if (value.defined()) result->push(evaluation.arena, value);
  }
  return result;
}

Outcome sift(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value object = argument(arguments, 0);
  if (!object.is_object()) return Value{};
  Map* result = evaluation.arena.make<Map>();
  for (const Member& member : Members{evaluation.arena, object}) {
    const Value kept =
        TRY(evaluation.call_with_place(argument(arguments, 1), member.value, member.key, object));
    if (TRY(evaluation.truth(kept))) result->at(evaluation.arena, member.key) = member.value;
  }
  return result->size > 0 ? Value{result} : Value{};
}

Outcome type(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  switch (value.kind()) {
    case Kind::Undefined:
      return Value{};
    case Kind::Null:
      return std::string_view{"null"};
    case Kind::Boolean:
      return std::string_view{"boolean"};
    case Kind::Number:
      TRY(evaluation.is_numeric(value));
      return std::string_view{"number"};
    case Kind::String:
      return std::string_view{"string"};
    case Kind::InputArray:
    case Kind::List:
      return std::string_view{"array"};
    case Kind::Function:
      return std::string_view{"function"};
    default:
      return std::string_view{"object"};
  }
}

Outcome exists(Evaluation&, Arguments& arguments, const Caller&) {
  return Value::boolean(argument(arguments, 0).defined());
}

Outcome boolean(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined()) return Value{};
  return Value::boolean(TRY(evaluation.truth(value)));
}

Outcome negated(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined()) return Value{};
  return Value::boolean(!TRY(evaluation.truth(value)));
}

Outcome message_failure(Evaluation& evaluation, std::string_view code, Value message,
                        std::string_view otherwise) {
  Thrown* error = evaluation.thrown(code);
  const bool given = message.is_string() && !message.string().empty();
  error->text = given ? message.string() : otherwise;
  return refuse(Failure{error});
}

Outcome error(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  return message_failure(evaluation, "D3137", argument(arguments, 0),
                         "$error() function evaluated");
}

Outcome assert_true(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value condition = argument(arguments, 0);
  if (condition.is_boolean() && condition.boolean()) return Value{};
  return message_failure(evaluation, "D3141", argument(arguments, 1), "$assert() statement failed");
}

Outcome clone(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value copy = deep_copy(evaluation, argument(arguments, 0));
  if (!evaluation.spend()) return evaluation.stopped();
  return copy;
}

Outcome eval(Evaluation& evaluation, Arguments& arguments, const Caller& caller) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  Value input = caller.input;
  if (const Value focus = argument(arguments, 1); focus.defined()) {
    input = focus.is_array() && !is_sequence(focus) ? Value{evaluation.wrapped(focus)} : focus;
  }
  return evaluation.evaluate_text(text.string(), input, caller.frame);
}

constexpr Builtin functions_of_objects[] = {
    {"keys", "<x-:a<s>>", 1, keys},     {"lookup", "<x-s:x>", 2, lookup_key},
    {"spread", "<x-:a<o>>", 1, spread}, {"merge", "<a<o>:o>", 1, merge},
    {"each", "<o-f:a>", 2, each},       {"sift", "<o-f?:o>", 2, sift},
    {"type", "<x:s>", 1, type},         {"exists", "<x:b>", 1, exists},
    {"boolean", "<x-:b>", 1, boolean},  {"not", "<x-:b>", 1, negated},
    {"error", "<s?:x>", 1, error},      {"assert", "<bs?:x>", 2, assert_true},
    {"clone", "<(oa)-:o>", 1, clone},   {"eval", "<sx?:x>", 2, eval},
};

}  // namespace

std::span<const Builtin> object_functions() {
  return functions_of_objects;
}

}  // namespace spotdrill::jsonata
