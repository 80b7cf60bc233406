#include "asl/jsonpath/evaluator.hpp"

#include <algorithm>
#include <iterator>

namespace spotdrill::asl::jsonpath {
namespace {

void add(const json::value* value, Nodes& found) {
  if (value != nullptr) found.push_back(value);
}

void add_children(const json::value& value, Nodes& found) {
  if (const json::array* array = value.if_array()) {
    for (const json::value& element : *array) found.push_back(&element);
  } else if (const json::object* object = value.if_object()) {
    for (const auto& member : *object) found.push_back(&member.value());
  }
}

/// As Jayway does, bounds below zero count from the end of a half-open slice only: "[1:-1]" is
/// always empty, and "[-2:4]" goes from the last but one past the end to the first ones.
void add_slice(const Slice& slice, const json::array& array, Nodes& found) {
  const auto length = static_cast<std::int64_t>(array.size());
  std::int64_t from = slice.from.value_or(0);
  std::int64_t to = std::min<std::int64_t>(slice.to.value_or(length), length);
  if (!slice.to) from = std::max<std::int64_t>(from < 0 ? from + length : from, 0);
  if (!slice.from && to < 0) to += length;
  from = std::max(from, -length);
  for (std::int64_t i = from; i < to; ++i) {
    add(element_at(array, static_cast<std::int32_t>(i)), found);
  }
}

/// How many values `value` consists of, as far as `most`.
std::size_t count_values(const json::value& value, std::size_t most) {
  Nodes open{&value};
  std::size_t count = 0;
  while (!open.empty() && count < most) {
    const json::value& next = *open.back();
    open.pop_back();
    ++count;
    if (next.is_structured()) add_children(next, open);
  }
  return count;
}

}  // namespace

const json::value* element_at(const json::array& array, std::int32_t index) {
  const auto length = static_cast<std::int64_t>(array.size());
  const std::int64_t at = index < 0 ? length + index : index;
  return at >= 0 && at < length ? &array[static_cast<std::size_t>(at)] : nullptr;
}

json::object pick(const json::object& object, const std::vector<std::string>& names) {
  json::object picked;
  for (const std::string& name : names) {
    if (const json::value* value = object.if_contains(name)) picked[name] = *value;
  }
  return picked;
}

const json::value* follow(const Step& step, const json::value& value) {
  if (const auto* member = std::get_if<Member>(&step.kind)) {
    const json::object* object = value.if_object();
    return object == nullptr ? nullptr : object->if_contains(member->name);
  }
  const json::array* array = value.if_array();
  return array == nullptr ? nullptr : element_at(*array, std::get<Index>(step.kind).at);
}

const json::value* find_single(const Steps& steps, const json::value& start) {
  const json::value* at = &start;
  for (const Step& step : steps) {
    at = follow(step, *at);
    if (at == nullptr) return nullptr;
  }
  return at;
}

// DEVIATION: a path that finds more than a payload may hold gives what it found first, which is too
// much as well; what AWS does before it sees the size is not known.
json::array copies(const Nodes& nodes) {
  json::array array;
  std::size_t left = result_values_max;
  for (const json::value* node : nodes) {
    const std::size_t count = count_values(*node, left);
    array.push_back(*node);
    if (count >= left) break;
    left -= count;
  }
  return array;
}

bool Evaluation::visit() {
  if (visits_ == 0) return false;
  --visits_;
  return true;
}

Nodes Evaluation::find(const Steps& steps, const json::value& start) {
  Nodes nodes{&start};
  for (const Step& step : steps) {
    const bool last = &step == &steps.back();
    Nodes found;
    for (const json::value* node : nodes) {
      if (!visit() || found.size() > result_values_max) break;
      if (step.deep) {
        step_down(step, last, *node, found);
      } else {
        this->step(step, last, *node, found);
      }
    }
    nodes = std::move(found);
  }
  return nodes;
}

/// Takes `step` from `value` and from everything below it, what stands above first.
void Evaluation::step_down(const Step& step, bool last, const json::value& value, Nodes& found) {
  Nodes open{&value};
  while (!open.empty() && visit() && found.size() <= result_values_max) {
    const json::value& next = *open.back();
    open.pop_back();
    if (!next.is_structured()) continue;
    this->step(step, last, next, found);
    const auto below = static_cast<std::ptrdiff_t>(open.size());
    add_children(next, open);
    std::reverse(open.begin() + below, open.end());
  }
}

void Evaluation::step(const Step& step, bool last, const json::value& value, Nodes& found) {
  if (const auto* member = std::get_if<Member>(&step.kind)) {
    if (const json::object* object = value.if_object()) {
      add(object->if_contains(member->name), found);
    }
    return;
  }
  if (const auto* names = std::get_if<Members>(&step.kind)) {
    return members(*names, last, step.deep, value, found);
  }
  if (std::holds_alternative<Wildcard>(step.kind)) return add_children(value, found);
  if (const auto* asked = std::get_if<Filter>(&step.kind)) {
    return filter(*asked, step.deep, value, found);
  }
  const json::array* array = value.if_array();
  if (array == nullptr) return;
  if (const auto* slice = std::get_if<Slice>(&step.kind)) return add_slice(*slice, *array, found);
  if (const auto* index = std::get_if<Index>(&step.kind)) {
    return add(element_at(*array, index->at), found);
  }
  for (const std::int32_t index : std::get<Indices>(step.kind).at) {
    add(element_at(*array, index), found);
  }
}

void Evaluation::members(const Members& members, bool last, bool all, const json::value& value,
                         Nodes& found) {
  const json::object* object = value.if_object();
  if (object == nullptr) return;
  const auto has = [object](const std::string& name) { return object->contains(name); };
  if (all && !std::ranges::all_of(members.names, has)) return;
  if (last) {
    const json::value& made = made_.emplace_back(pick(*object, members.names));
    visits_ -= std::min(visits_, count_values(made, visits_));
    found.push_back(&made);
    return;
  }
  for (const std::string& name : members.names) add(object->if_contains(name), found);
}

/// Of an object a filter asks whether itself is meant, of an array which elements are.
///
/// "The @ operator, matching the current node being processed in a filter, does not match scalar
/// values." (Step Functions Developer Guide, "Paths".)
void Evaluation::filter(const Filter& filter, bool deep, const json::value& value, Nodes& found) {
  if (value.is_object()) {
    if (holds(*filter.condition, value)) found.push_back(&value);
    return;
  }
  const json::array* array = value.if_array();
  if (array == nullptr || deep) return;  // Going down comes to the elements by itself.
  for (const json::value& element : *array) {
    if (!element.is_structured()) continue;
    if (!visit()) return;
    if (holds(*filter.condition, element)) found.push_back(&element);
  }
}

}  // namespace spotdrill::asl::jsonpath
