// What an update expression does to an item.
#include <algorithm>

#include "services/dynamodb/expressions/path.hpp"
#include "services/dynamodb/expressions/update.hpp"

namespace spotdrill::dynamodb::expressions {
namespace {

Refusal<std::string> wrong_data_type() {
  return refuse(std::string{"An operand in the update expression has an incorrect data type"});
}

Result<Value, std::string> evaluate(const Node& node, const Attributes& item);

Result<Value, std::string> evaluate_sum(const Node& node, const Attributes& item) {
  const Value first = TRY(evaluate(node.arguments[0], item));
  const Value second = TRY(evaluate(node.arguments[1], item));
  const auto* a = first.as<Number>();
  const auto* b = second.as<Number>();
  if (a == nullptr || b == nullptr) return wrong_data_type();
  return Value{TRY(node.kind == Node::Kind::Plus ? a->plus(*b) : a->minus(*b))};
}

Result<Value, std::string> evaluate_function(const Node& node, const Attributes& item) {
  if (node.name == "if_not_exists") {
    const Value* found = find(item, node.arguments[0].path);
    if (found != nullptr) return *found;
    return evaluate(node.arguments[1], item);
  }
  Value first = TRY(evaluate(node.arguments[0], item));
  Value second = TRY(evaluate(node.arguments[1], item));
  auto* begin = first.as<List>();
  auto* end = second.as<List>();
  if (begin == nullptr || end == nullptr) return wrong_data_type();
  std::ranges::move(end->elements, std::back_inserter(begin->elements));
  return first;
}

Result<Value, std::string> evaluate(const Node& node, const Attributes& item) {
  switch (node.kind) {
    case Node::Kind::Constant:
      return node.value;
    case Node::Kind::Lookup: {
      const Value* found = find(item, node.path);
      if (found != nullptr) return *found;
      return refuse(std::string{
          "The provided expression refers to an attribute that does not exist in the item"});
    }
    case Node::Kind::Function:
      return evaluate_function(node, item);
    default:
      return evaluate_sum(node, item);
  }
}

/// Where a path's last step leads: into a map or into a list.
struct Place {
  Attributes* map = nullptr;
  std::vector<Value>* list = nullptr;
  Step step;

  [[nodiscard]] Value* value() const {
    if (map != nullptr) {
      const auto found = map->find(step.name);
      return found == map->end() ? nullptr : &found->second;
    }
    return *step.index < list->size() ? &(*list)[*step.index] : nullptr;
  }
  void put(Value value) const {
    if (map != nullptr) {
      map->insert_or_assign(step.name, std::move(value));
    } else if (Value* old = this->value()) {
      *old = std::move(value);
    } else {
      // "If you add multiple elements in a single SET operation, the elements are sorted in order
      // by element number."
      list->push_back(std::move(value));
    }
  }
};

Result<Place, std::string> place_of(Attributes& item, const Path& path) {
  Place place{.map = &item, .list = nullptr, .step = path.front()};
  for (std::size_t i = 1; i < path.size(); ++i) {
    Value* inner = place.value();
    auto* map = inner == nullptr || path[i].index ? nullptr : inner->as<Map>();
    auto* list = inner == nullptr || !path[i].index ? nullptr : inner->as<List>();
    if (map == nullptr && list == nullptr) {
      return refuse(
          std::string{"The document path provided in the update expression is invalid for update"});
    }
    place = {.map = map == nullptr ? nullptr : &map->attributes,
             .list = list == nullptr ? nullptr : &list->elements,
             .step = path[i]};
  }
  return place;
}

template <class Member>
std::vector<Member> sorted(std::vector<Member> members) {
  std::ranges::sort(members);
  return members;
}

/// The members of both, in the order in which they came.
template <class Set>
void unite(Set& set, const Set& other) {
  const auto old = sorted(set.members);
  for (const auto& each : other.members) {
    if (!std::ranges::binary_search(old, each)) set.members.push_back(each);
  }
}

template <class Set>
void subtract(Set& set, const Set& other) {
  const auto erased = sorted(other.members);
  std::erase_if(set.members,
                [&](const auto& each) { return std::ranges::binary_search(erased, each); });
}

/// Does `change` to two sets of one type. Tells how many members the first has then.
template <class Change>
std::size_t change_set(Value& value, const Value& other, Change change) {
  if (auto* strings = value.as<StringSet>()) {
    change(*strings, *other.as<StringSet>());
    return strings->members.size();
  }
  if (auto* numbers = value.as<NumberSet>()) {
    change(*numbers, *other.as<NumberSet>());
    return numbers->members.size();
  }
  auto& binaries = *value.as<BinarySet>();
  change(binaries, *other.as<BinarySet>());
  return binaries.members.size();
}

Result<void, std::string> add(const Place& place, const Value& added) {
  Value* old = place.value();
  if (old == nullptr) {
    place.put(added);
    return {};
  }
  if (old->type() != added.type()) return wrong_data_type();
  if (auto* number = old->as<Number>()) {
    *number = TRY(number->plus(*added.as<Number>()));
  } else if (auto* list = old->as<List>()) {
    // Only AttributeUpdates can say so.
    const auto& more = added.as<List>()->elements;
    list->elements.insert(list->elements.end(), more.begin(), more.end());
  } else {
    change_set(*old, added, [](auto& set, const auto& other) { unite(set, other); });
  }
  return {};
}

Result<void, std::string> erase_members(const Place& place, const Value& erased, bool& emptied) {
  Value* old = place.value();
  if (old == nullptr) return {};
  if (old->type() != erased.type()) return wrong_data_type();
  emptied =
      change_set(*old, erased, [](auto& set, const auto& other) { subtract(set, other); }) == 0;
  return {};
}

/// Takes away what the paths name, of lists the last elements first so that none moves before it is
/// taken.
void remove_all(Attributes& item, std::vector<Path> paths) {
  std::ranges::sort(paths, [](const Path& a, const Path& b) {
    return a.back().index.value_or(0) > b.back().index.value_or(0);
  });
  for (const Path& path : paths) {
    const auto place = place_of(item, path);
    if (!place.has_value() || place->value() == nullptr) continue;
    if (place->map != nullptr) {
      place->map->erase(place->step.name);
    } else {
      place->list->erase(place->list->begin() + static_cast<std::ptrdiff_t>(*place->step.index));
    }
  }
}

/// The order of elements that are put behind a list's end.
bool by_index(const Action* a, const Action* b) {
  return a->path.back().index.value_or(0) < b->path.back().index.value_or(0);
}

}  // namespace

Result<Attributes, std::string> apply(const Update& update, const Attributes& item) {
  Attributes updated = item;
  std::vector<const Action*> sets;
  std::vector<Path> removed;
  for (const Action& action : update) {
    const Place place = TRY(place_of(updated, action.path));
    bool emptied = false;
    if (action.kind == Action::Kind::Set) sets.push_back(&action);
    if (action.kind == Action::Kind::Add) TRY(add(place, action.operand.value));
    if (action.kind == Action::Kind::Delete) {
      TRY(erase_members(place, action.operand.value, emptied));
    }
    if (action.kind == Action::Kind::Remove || emptied) removed.push_back(action.path);
  }
  std::ranges::stable_sort(sets, by_index);
  for (const Action* action : sets) {
    Value value = TRY(evaluate(action->operand, item));
    TRY(place_of(updated, action->path)).put(std::move(value));
  }
  remove_all(updated, std::move(removed));
  return updated;
}

}  // namespace spotdrill::dynamodb::expressions
