// Objects that an expression makes: `{key: value}` alone, and after a path, which it groups by key.
#include "jsonata/evaluation.hpp"

namespace spotdrill::jsonata {

/// What has one key: the items, and the pair that gave it.
struct Evaluation::GroupEntry {
  std::string_view key;
  Value data;
  List* several = nullptr;  ///< `data`, once it is more than one item.
  std::size_t pair = 0;
};

Outcome Evaluation::group(const Grouping& grouping, Value input, Frame* frame) {
  std::vector<GroupEntry> entries;
  const bool tuples = is_tuple_stream(input);
  TRY(gather(grouping, input, frame, entries));
  Map* result = arena.make<Map>();
  for (const GroupEntry& entry : entries) {
    Frame* scope = tuples ? reduced_tuples(entry.data, frame) : frame;
    const Value context = tuples ? scope->context() : entry.data;
    const Value value = TRY(evaluate(*grouping.pairs[entry.pair].second, context, scope));
    if (value.defined()) result->at(arena, entry.key) = value;
  }
  return result;
}

/// Sorts the items of `input` by the keys that the pairs give them.
Result<void, Failure> Evaluation::gather(const Grouping& grouping, Value input, Frame* frame,
                                         std::vector<GroupEntry>& entries) {
  const bool tuples = is_tuple_stream(input);
  Map* places = arena.make<Map>();
  const auto add = [&](Value item) -> Result<void, Failure> {
    const Scope scope = scope_of(item, tuples, frame);
    for (std::size_t pair = 0; pair < grouping.pairs.size(); ++pair) {
      const Value key = TRY(evaluate(*grouping.pairs[pair].first, scope.context, scope.frame));
      if (!key.defined()) continue;
      if (!key.is_string()) return fail_at(grouping.position, "T1003", key);
      Value& place = places->at(arena, key.string());
      if (!place.defined()) {
        place = static_cast<double>(entries.size());
        entries.push_back({.key = key.string(), .data = item, .pair = pair});
        continue;
      }
      GroupEntry& entry = entries[static_cast<std::size_t>(place.number())];
      if (entry.pair != pair) return fail_at(grouping.position, "D1009", key);
      if (!item.defined()) continue;
      if (!entry.data.defined()) {
        entry.data = item;
        continue;
      }
      if (entry.several == nullptr) {
        entry.several = array();
        append_to(*entry.several, entry.data);
        entry.data = entry.several;
      }
      append_to(*entry.several, item);
    }
    return {};
  };
  if (!input.is_array()) return add(input);
  const Items items{input};
  if (items.empty()) TRY(add(Value{}));  // So that an object of constants can be made.
  for (std::size_t i = 0; i < items.size(); ++i) TRY(add(items[i]));
  return {};
}

/// The tuples of one group as one: each variable has the values of all.
Frame* Evaluation::reduced_tuples(Value tuples, Frame* parent) {
  if (tuples.is_tuple()) return tuples.frame()->copy(arena, parent);
  if (!tuples.is_array()) {
    Frame* none = arena.make<Frame>();
    none->parent = parent;
    return none;
  }
  const Items items{tuples};
  Frame* reduced = items[0].frame()->copy(arena, parent);
  std::vector<List*> several(reduced->size, nullptr);
  for (std::size_t i = 1; i < items.size() && spend(); ++i) {
    const Frame& tuple = *items[i].frame();
    for (std::uint32_t each = 0; each < tuple.size; ++each) {
      const Binding& binding = tuple.bindings[each];
      std::uint32_t at = 0;
      while (at < reduced->size && reduced->bindings[at].name != binding.name) ++at;
      if (at == reduced->size || !reduced->bindings[at].value.defined()) {
        reduced->bind(arena, binding.name, binding.value);
        several.resize(reduced->size, nullptr);
        continue;
      }
      if (!binding.value.defined()) continue;
      if (several[at] == nullptr) {
        several[at] = array();
        append_to(*several[at], reduced->bindings[at].value);
        reduced->bindings[at].value = several[at];
      }
      append_to(*several[at], binding.value);
    }
  }
  return reduced;
}

}  // namespace spotdrill::jsonata
