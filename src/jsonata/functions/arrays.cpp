#include <cmath>
#include <unordered_set>

#include "jsonata/functions/library.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

Outcome count(Evaluation&, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  return array.defined() ? static_cast<double>(Items{array}.size()) : 0.0;
}

Outcome append_arrays(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value result = evaluation.append(argument(arguments, 0), argument(arguments, 1));
  if (!evaluation.spend()) return evaluation.stopped();
  return result;
}

Outcome reverse(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  if (!array.defined() || Items{array}.size() <= 1) return array;
  const Items items{array};
  List* result = evaluation.array();
  for (std::size_t i = items.size(); i-- > 0;) result->push(evaluation.arena, items[i]);
  if (!evaluation.spend(items.size() / 8)) return evaluation.stopped();
  return result;
}

Outcome shuffle(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  if (!array.defined() || Items{array}.size() <= 1) return array;
  const Items items{array};
  const auto& source = evaluation.environment().random;
  List* result = evaluation.array();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const double chance = source ? source() : 0;
    const auto place = static_cast<std::size_t>(std::floor(chance * static_cast<double>(i + 1)));
    result->push(evaluation.arena, items[i]);
    std::swap(result->items[i], result->items[std::min(place, i)]);
  }
  if (!evaluation.spend(items.size() / 8)) return evaluation.stopped();
  return result;
}

/// The values seen so far: texts and numbers by hash, whatever else one by one.
class Seen {
 public:
  explicit Seen(Evaluation& evaluation) : evaluation_(evaluation) {}

  /// False: there is an equal one already.
  bool add(Value value) {
    if (value.is_string()) return texts_.insert(value.string()).second;
    if (value.is_number()) return numbers_.insert(value.number()).second;
    for (const Value& other : others_) {
      if (!evaluation_.spend() || deep_equal(evaluation_, value, other)) return false;
    }
    others_.push_back(value);
    return true;
  }

 private:
  Evaluation& evaluation_;
  std::unordered_set<std::string_view> texts_;
  std::unordered_set<double> numbers_;
  std::vector<Value> others_;
};

Outcome distinct(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value array = argument(arguments, 0);
  if (!array.is_array() || Items{array}.size() <= 1) return array;
  const Items items{array};
  List* result = evaluation.array();
  result->sequence = is_sequence(array);
  Seen seen{evaluation};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!evaluation.spend()) return evaluation.stopped();
    if (seen.add(items[i])) result->push(evaluation.arena, items[i]);
  }
  return result;
}

Outcome zip(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  std::size_t shortest = ~std::size_t{0};
  for (const Value& array : arguments) {
    shortest = std::min(shortest, array.is_array() ? Items{array}.size() : 0);
  }
  List* result = evaluation.array();
  for (std::size_t i = 0; i < shortest; ++i) {
    if (!evaluation.spend()) return evaluation.stopped();
    List* tuple = evaluation.array();
    for (const Value& array : arguments) tuple->push(evaluation.arena, Items{array}[i]);
    result->push(evaluation.arena, tuple);
  }
  return result;
}

constexpr Builtin functions_of_arrays[] = {
    {"count", "<a:n>", 1, count},       {"append", "<xx:a>", 2, append_arrays},
    {"reverse", "<a:a>", 1, reverse},   {"shuffle", "<a:a>", 1, shuffle},
    {"distinct", "<x:x>", 1, distinct}, {"zip", "<a+>", 0, zip},
};

}  // namespace

std::span<const Builtin> array_functions() {
  return functions_of_arrays;
}

}  // namespace spotdrill::jsonata
