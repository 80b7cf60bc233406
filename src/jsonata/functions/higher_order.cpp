#include "jsonata/functions/library.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

Value place_of(std::size_t index) {
  return static_cast<double>(index);
}

Outcome map(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  if (!array.defined()) return Value{};
  const Items items{array};
  List* result = evaluation.sequence();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value value = TRY(evaluation.call_with_place(arguments[1], items[i], place_of(i), array));
    if (value.defined()) result->push(evaluation.arena, value);
  }
  return result;
}

Outcome filter_array(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  if (!array.defined()) return Value{};
  const Items items{array};
  List* result = evaluation.sequence();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value kept = TRY(evaluation.call_with_place(arguments[1], items[i], place_of(i), array));
    if (TRY(evaluation.truth(kept))) result->push(evaluation.arena, items[i]);
  }
  return result;
}

Outcome single(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  if (!array.defined()) return Value{};
  const Items items{array};
  const Value function = argument(arguments, 1);
  bool any = false;
  Value result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (function.defined()) {
      const Value chosen = TRY(evaluation.call_with_place(function, items[i], place_of(i), array));
      if (!TRY(evaluation.truth(chosen))) continue;
    }
    if (any) return evaluation.fail("D3138");
    any = true;
    result = items[i];
  }
  if (!any) return evaluation.fail("D3139");
  return result;
}

Outcome reduce(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  if (!array.defined()) return Value{};
  const Value function = arguments[1];
  const std::uint32_t arity = Evaluation::arity(function);
  if (arity < 2) return evaluation.fail("D3050");
  const Items items{array};
  Value result = argument(arguments, 2);
  std::size_t i = 0;
  if (!result.defined() && !items.empty()) result = items[i++];
  for (; i < items.size(); ++i) {
    Arguments given{result, items[i]};
    if (arity >= 3) given.push_back(place_of(i));
    if (arity >= 4) given.push_back(array);
    result = TRY(evaluation.apply(function, given, {Value::null(), nullptr}));
  }
  return result;
}

/// Whether JavaScript takes `value` for true.
bool is_truthy(Value value) {
  switch (value.kind()) {
    case Kind::Undefined:
    case Kind::Null:
      return false;
    case Kind::Boolean:
      return value.boolean();
    case Kind::Number:
      return value.number() == value.number() && value.number() != 0;
    case Kind::String:
      return !value.string().empty();
    default:
      return true;
  }
}

Outcome sort_array(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  if (!array.defined()) return Value{};
  const Items items{array};
  if (items.size() <= 1) return array;
  if (const Value function = argument(arguments, 1); function.defined()) {
    return evaluation.sort(
        array, [&](std::size_t left, std::size_t right) -> Result<bool, Failure> {
          return is_truthy(TRY(evaluation.call(function, {items[left], items[right]})));
        });
  }
  const bool numbers = TRY(evaluation.all_numeric(array));
  for (std::size_t i = 0; !numbers && i < items.size(); ++i) {
    if (!items[i].is_string()) return evaluation.fail("D3070");
  }
  return evaluation.sort(array, [&](std::size_t left, std::size_t right) -> Result<bool, Failure> {
    if (numbers) return items[left].number() > items[right].number();
    return compare_utf16(items[left].string(), items[right].string()) > 0;
  });
}

constexpr Builtin functions_of_functions[] = {
    {"map", "<af>", 2, map},
    {"filter", "<af>", 2, filter_array},
    {"single", "<af?>", 2, single},
    {"reduce", "<afj?:j>", 3, reduce},
    {"sort", "<af?:a>", 2, sort_array},
};

}  // namespace

std::span<const Builtin> higher_order_functions() {
  return functions_of_functions;
}

}  // namespace spotdrill::jsonata
