// Paths: each step is evaluated for each result of the step before, and what comes out is one flat
// sequence.
#include <algorithm>
#include <cmath>

#include "jsonata/evaluation.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

/// A step that only takes a member.
bool is_plain_name(const Node& step) {
  return step.kind == NodeKind::Name && !step.tuple && !step.keep_array && step.stages.empty() &&
         step.predicates.empty() && step.group == nullptr;
}

/// The results of one step, flattened as they come in.
class StepResults {
 public:
  StepResults(Evaluation& evaluation, bool last)
      : evaluation_(evaluation), last_(last), out_(evaluation.sequence()) {}

  void add(Value value) {
    if (!value.defined()) return;
    if (++count_ == 1) {
      first_ = value;
      return;
    }
    if (count_ == 2) flatten(first_);
    flatten(value);
  }

  /// The one array that the last step gives stays the array that it is.
  Value take() {
    if (count_ != 1) return out_;
    if (last_ && first_.is_array() && !is_sequence(first_)) return first_;
    flatten(first_);
    return out_;
  }

 private:
  void flatten(Value value) {
    const List* list = value.list();
    if (value.is_array() && !(list != nullptr && list->constructed)) {
      evaluation_.append_to(*out_, value);
    } else {
      out_->push(evaluation_.arena, value);
    }
  }

  Evaluation& evaluation_;
  bool last_;
  List* out_;
  Value first_;
  std::size_t count_ = 0;
};

}  // namespace

Outcome Evaluation::path(const Node& node, Value input, Frame* frame) {
  if (node.tuple || node.keep_singleton_array || node.group != nullptr) {
    return steps(node, 0, input, frame);
  }
  // From object to object by names alone nothing is made.
  Value item = input;
  std::size_t next = 0;
  while (next < node.items.size() && item.is_object() && is_plain_name(*node.items[next])) {
    item = member_named(*node.items[next++], item);
  }
  if (!item.defined() && next > 0) return Value{};
  if (next == node.items.size() && !is_sequence(item)) return item;
  if (next > 0 && item.is_array() && Items{item}.empty()) return Value{};
  const List* list = item.list();
  if (next == node.items.size() || (list != nullptr && list->constructed)) {
    return steps(node, 0, input, frame);
  }
  return steps(node, next, item, frame);
}

Outcome Evaluation::steps(const Node& node, std::size_t first, Value input, Frame* frame) {
  Value current = input;
  if (!input.is_array() || (first == 0 && node.items[0]->kind == NodeKind::Variable)) {
    current = one_of(input);
  }
  Value result;
  List* tuples = nullptr;
  for (std::size_t i = first; i < node.items.size(); ++i) {
    const Node& each = *node.items[i];
    if (i == 0 && each.constructs_array) {
      result = TRY(evaluate(each, current, frame));
    } else if (tuples != nullptr || each.tuple) {
      tuples = TRY(tuple_step(each, current, tuples, frame)).list();
    } else {
      result = TRY(step(each, current, frame, i + 1 == node.items.size()));
    }
    if (tuples == nullptr && (!result.is_array() || Items{result}.empty())) break;
    if (each.focus == no_name && result.defined()) current = result;
  }
  if (tuples != nullptr && node.tuple) {
    result = tuples;
  } else if (tuples != nullptr) {
    List* values = sequence();
    for (std::uint32_t i = 0; i < tuples->size; ++i) {
      values->push(arena, tuples->items[i].frame()->context());
    }
    result = values;
  }
  if (node.keep_singleton_array) {
    if (const List* list = result.list(); list != nullptr && list->constructed && !list->sequence) {
      result = one_of(result);
    }
    if (List* list = result.list()) list->keep_singleton = true;
  }
  if (node.group != nullptr) return group(*node.group, tuples != nullptr ? tuples : result, frame);
  return result;
}

Outcome Evaluation::step(const Node& node, Value input, Frame* frame, bool last) {
  if (node.kind == NodeKind::Sort) {
    const Value sorted = TRY(order(node, input, frame));
    return stages(node, Items{sorted}.size() == 1 ? one_of(Items{sorted}[0]) : sorted, frame);
  }
  const Items items{input};
  StepResults results{*this, last};
  const bool plain = is_plain_name(node);
  for (std::size_t i = 0; i < items.size(); ++i) {
    Value item = items[i];
    if (plain && item.is_object()) {
      if (!spend()) return stopped();
      results.add(member_named(node, item));
      continue;
    }
    Value result = TRY(evaluate(node, item, frame));
    for (const Stage& stage : node.stages) result = TRY(filter(*stage.filter, result, frame));
    results.add(result);
  }
  if (!spend()) return stopped();
  return results.take();
}

Outcome Evaluation::stages(const Node& node, Value result, Frame* frame) {
  for (const Stage& stage : node.stages) {
    if (stage.filter != nullptr) {
      result = TRY(filter(*stage.filter, result, frame));
      continue;
    }
    const List* list = result.list();
    if (list == nullptr) continue;
    for (std::uint32_t place = 0; place < list->size; ++place) {
      if (!list->items[place].is_tuple()) continue;
      list->items[place].frame()->bind(arena, stage.index, static_cast<double>(place));
    }
  }
  return result;
}

Outcome Evaluation::filter(const Node& predicate, Value input, Frame* frame) {
  List* results = sequence();
  results->tuple_stream = is_tuple_stream(input);
  if (!input.is_array()) input = one_of(input);
  if (predicate.kind != NodeKind::Number) return filter_all(predicate, input, frame, results);
  const Items items{input};
  double place = std::floor(predicate.number);
  if (place < 0) place += static_cast<double>(items.size());
  if (!(place >= 0 && place < static_cast<double>(items.size()))) return results;
  const Value item = items[static_cast<std::size_t>(place)];
  if (item.is_array()) return item;
  if (item.defined()) results->push(arena, item);
  return results;
}

Outcome Evaluation::filter_all(const Node& predicate, Value input, Frame* frame, List* results) {
  const Items items{input};
  const auto count = static_cast<double>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value item = items[i];
    const Scope scope = scope_of(item, results->tuple_stream, frame);
    const Value chosen = TRY(evaluate(predicate, scope.context, scope.frame));
    const auto add_if_here = [&](double place) {
      place = std::floor(place);
      if (place < 0) place += count;
      if (place == static_cast<double>(i)) results->push(arena, item);
    };
    if (chosen.is_boolean()) {
      if (chosen.boolean()) results->push(arena, item);
    } else if (TRY(is_numeric(chosen))) {
      add_if_here(chosen.number());
    } else if (chosen.is_array() && TRY(all_numeric(chosen))) {
      const Items places{chosen};
      if (!spend(places.size())) return stopped();
      for (std::size_t place = 0; place < places.size(); ++place) {
        add_if_here(places[place].number());
      }
    } else if (TRY(truth(chosen))) {
      results->push(arena, item);
    }
  }
  return results;
}

Outcome Evaluation::wildcard(Value input) {
  List* results = sequence();
  input = without_wrapper(input);
  const auto add = [&](Value value) {
    if (!value.is_array()) {
      results->push(arena, value);
    } else {
      add_flattened(value, *results);
      results->sequence = false;  // An array among the values makes the result an array.
    }
  };
  if (input.is_object()) {
    for (const Member& each : Members{arena, input}) add(each.value);
  } else if (input.is_array()) {
    const Items items{input};
    for (std::size_t i = 0; i < items.size(); ++i) add(items[i]);
  }
  if (!spend()) return stopped();
  return results;
}

void Evaluation::add_flattened(Value input, List& out) {
  const Deeper deeper{*this};
  if (!spend()) return;
  if (!input.is_array()) {
    out.push(arena, input);
    return;
  }
  const Items items{input};
  for (std::size_t i = 0; i < items.size(); ++i) add_flattened(items[i], out);
}

Outcome Evaluation::descendants(Value input) {
  if (!input.defined()) return Value{};
  List* results = sequence();
  add_descendants(input, *results);
  if (!spend()) return stopped();
  return results->size == 1 ? results->items[0] : Value{results};
}

void Evaluation::add_descendants(Value input, List& out) {
  const Deeper deeper{*this};
  if (!spend()) return;
  if (input.is_array()) {
    const Items items{input};
    for (std::size_t i = 0; i < items.size(); ++i) add_descendants(items[i], out);
    return;
  }
  out.push(arena, input);
  if (!input.is_object()) return;
  for (const Member& each : Members{arena, input}) add_descendants(each.value, out);
}

}  // namespace spotdrill::jsonata
