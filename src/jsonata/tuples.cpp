// Paths that carry bindings from step to step, because of `@`, `#` or `%`: a stream of tuples takes
// the place of the sequence. And order-by, for both.
#include <vector>

#include "jsonata/evaluation.hpp"
#include "jsonata/text.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

Value tuple_of(Evaluation& evaluation, Value item) {
  Frame* tuple = evaluation.arena.make<Frame>();
  tuple->bind(evaluation.arena, context_name, item);
  return Value::tuple(tuple);
}

}  // namespace

Evaluation::Scope Evaluation::scope_of(Value item, bool of_stream, Frame* frame) {
  if (!of_stream || !item.is_tuple()) return {item, frame};
  Frame* scope = item.frame()->copy(arena, frame);
  return {scope->context(), scope};
}

Outcome Evaluation::tuple_step(const Node& node, Value input, List* tuples, Frame* frame) {
  if (node.kind == NodeKind::Sort) {
    return stages(node, TRY(sorted_tuples(node, input, tuples, frame)), frame);
  }
  List* results = sequence();
  results->tuple_stream = true;
  if (tuples != nullptr) {
    for (std::uint32_t i = 0; i < tuples->size; ++i) {
      TRY(add_tuples(node, *tuples->items[i].frame(), frame, *results));
    }
  } else {
    const Items items{input};
    for (std::size_t i = 0; i < items.size(); ++i) {
      TRY(add_tuples(node, *tuple_of(*this, items[i]).frame(), frame, *results));
    }
  }
  return stages(node, results, frame);
}

/// Evaluates the step for one tuple and adds one for each of its results.
Result<void, Failure> Evaluation::add_tuples(const Node& node, const Frame& tuple, Frame* frame,
                                             List& out) {
  const Value context = tuple.context();
  const Value found = TRY(evaluate(node, context, tuple.copy(arena, frame)));
  if (!found.defined()) return {};
  const bool stream = is_tuple_stream(found);
  const auto add = [&](Value value, std::size_t place) {
    Frame* added = tuple.copy(arena, nullptr);
    if (stream && value.is_tuple()) {
      const Frame& inner = *value.frame();
      for (std::uint32_t i = 0; i < inner.size; ++i) {
        added->bind(arena, inner.bindings[i].name, inner.bindings[i].value);
      }
    } else {
      if (node.focus != no_name) {
        added->bind(arena, node.focus, value);
      } else {
        added->bind(arena, context_name, value);
      }
      if (node.index != no_name) added->bind(arena, node.index, static_cast<double>(place));
      if (node.ancestor != nullptr) added->bind(arena, node.ancestor->label, context);
    }
    out.push(arena, Value::tuple(added));
  };
  if (!found.is_array()) {
    add(found, 0);
    return {};
  }
  const Items items{found};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!spend()) return stopped();
    add(items[i], i);
  }
  return {};
}

Outcome Evaluation::sorted_tuples(const Node& node, Value input, List* tuples, Frame* frame) {
  if (tuples != nullptr) {
    const Value sorted = TRY(order(node, tuples, frame));
    if (List* list = sorted.list()) list->tuple_stream = true;
    return sorted;
  }
  const Value sorted = TRY(order(node, input, frame));
  List* results = sequence();
  results->tuple_stream = true;
  const Items items{sorted};
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value tuple = tuple_of(*this, items[i]);
    if (node.index != no_name) tuple.frame()->bind(arena, node.index, static_cast<double>(i));
    results->push(arena, tuple);
  }
  return results;
}

Outcome Evaluation::order(const Node& node, Value input, Frame* frame) {
  const bool stream = is_tuple_stream(input);
  const Items items{input};
  const std::size_t terms = node.terms.size();
  // Each term is evaluated once for each item, when it is first compared.
  std::vector<Value> keys(items.size() * terms);
  std::vector<bool> known(items.size() * terms);
  const auto key = [&](std::size_t item, std::size_t term) -> Outcome {
    const std::size_t place = item * terms + term;
    if (known[place]) return keys[place];
    const Scope scope = scope_of(items[item], stream, frame);
    keys[place] = TRY(evaluate(*node.terms[term].expression, scope.context, scope.frame));
    known[place] = true;
    return keys[place];
  };
  const auto sortable = [](Value value) { return value.is_number() || value.is_string(); };
  return sort(input, [&](std::size_t left, std::size_t right) -> Result<bool, Failure> {
    for (std::size_t term = 0; term < terms; ++term) {
      const Value a = TRY(key(left, term));
      const Value b = TRY(key(right, term));
      if (!a.defined() && !b.defined()) continue;
      if (!a.defined() || !b.defined()) return !a.defined();  // What is not there comes last.
      if (!sortable(a) || !sortable(b)) return fail_at(node.position, "T2008", sortable(a) ? b : a);
      if (a.kind() != b.kind()) return fail_at(node.position, "T2007", a, b);
      const int compared = a.is_string()              ? compare_utf16(a.string(), b.string())
                           : a.number() == b.number() ? 0
                           : a.number() < b.number()  ? -1
                                                      : 1;
      if (compared != 0) return (compared > 0) != node.terms[term].descending;
    }
    return false;
  });
}

/// A merge sort, stable. `after(i, j)`: the item i of `array` stands behind the item j. What it
/// says may contradict itself.
Outcome Evaluation::sort(
    Value array, const std::function<Result<bool, Failure>(std::size_t, std::size_t)>& after) {
  const Items items{array};
  const std::size_t count = items.size();
  if (count <= 1) return array;
  if (!arena.fits(count * 3 * sizeof(Value))) return stopped();
  std::vector<std::uint32_t> places(count);
  std::vector<std::uint32_t> merged(count);
  for (std::size_t i = 0; i < count; ++i) places[i] = static_cast<std::uint32_t>(i);
  // Halves as the reference's, so that the same items are compared.
  const std::function<Result<void, Failure>(std::size_t, std::size_t)> sort_part =
      [&](std::size_t begin, std::size_t end) -> Result<void, Failure> {
    if (end - begin <= 1) return {};
    const std::size_t middle = begin + (end - begin) / 2;
    TRY(sort_part(begin, middle));
    TRY(sort_part(middle, end));
    std::size_t left = begin;
    std::size_t right = middle;
    for (std::size_t out = begin; out < end; ++out) {
      if (!spend()) return stopped();
      const bool take_right =
          left == middle || (right < end && TRY(after(places[left], places[right])));
      merged[out] = take_right ? places[right++] : places[left++];
    }
    std::copy(merged.begin() + static_cast<std::ptrdiff_t>(begin),
              merged.begin() + static_cast<std::ptrdiff_t>(end),
              places.begin() + static_cast<std::ptrdiff_t>(begin));
    return {};
  };
  TRY(sort_part(0, count));
  List* result = this->array();
  for (const std::uint32_t place : places) result->push(arena, items[place]);
  return result;
}

}  // namespace spotdrill::jsonata
