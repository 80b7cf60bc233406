#include "services/dynamodb/expressions/path.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace spotdrill::dynamodb::expressions {
namespace {

/// What is wanted of a value: all of it, or some of what is in it.
struct Wanted {
  bool whole = false;
  std::map<std::string, Wanted> members;
  std::map<std::size_t, Wanted> elements;
};

Wanted gather(const Projection& paths) {
  Wanted root;
  for (const Path& path : paths) {
    Wanted* at = &root;
    for (const Step& step : path) {
      at = step.index ? &at->elements[*step.index] : &at->members[step.name];
    }
    at->whole = true;
  }
  return root;
}

std::optional<Value> take_wanted(const Value& value, const Wanted& wanted);

Attributes take_members(const Attributes& attributes, const Wanted& wanted) {
  Attributes taken;
  for (const auto& [name, inner] : wanted.members) {
    const auto found = attributes.find(name);
    if (found == attributes.end()) continue;
    if (auto value = take_wanted(found->second, inner)) taken.emplace(name, *std::move(value));
  }
  return taken;
}

/// Nothing when the value has nothing of what is wanted.
std::optional<Value> take_wanted(const Value& value, const Wanted& wanted) {
  if (wanted.whole) return value;
  if (const auto* map = value.as<Map>()) {
    Attributes taken = take_members(map->attributes, wanted);
    if (taken.empty()) return std::nullopt;
    return Value{Map{std::move(taken)}};
  }
  const auto* list = value.as<List>();
  if (list == nullptr) return std::nullopt;
  List taken;
  for (const auto& [index, inner] : wanted.elements) {
    if (index >= list->elements.size()) continue;
    if (auto each = take_wanted(list->elements[index], inner)) {
      taken.elements.push_back(*std::move(each));
    }
  }
  if (taken.elements.empty()) return std::nullopt;
  return Value{std::move(taken)};
}

}  // namespace

const Value* find(const Attributes& item, const Path& path) {
  const auto first = item.find(path.front().name);
  if (first == item.end()) return nullptr;
  const Value* at = &first->second;
  for (std::size_t i = 1; i < path.size() && at != nullptr; ++i) {
    const Step& step = path[i];
    if (step.index) {
      const auto* list = at->as<List>();
      at = list != nullptr && *step.index < list->elements.size() ? &list->elements[*step.index]
                                                                  : nullptr;
      continue;
    }
    const auto* map = at->as<Map>();
    if (map == nullptr) return nullptr;
    const auto found = map->attributes.find(step.name);
    at = found == map->attributes.end() ? nullptr : &found->second;
  }
  return at;
}

std::string display(const Path& path) {
  std::vector<std::string> steps;
  for (const Step& step : path) {
    steps.push_back(step.index ? fmt::format("[{}]", *step.index) : step.name);
  }
  return fmt::format("[{}]", fmt::join(steps, ", "));
}

Meeting meeting_of(const Path& a, const Path& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i].index.has_value() != b[i].index.has_value()) return Meeting::Conflict;
    if (a[i] != b[i]) return Meeting::None;
  }
  return Meeting::Overlap;
}

Attributes project(const Attributes& item, const Projection& paths) {
  return take_members(item, gather(paths));
}

}  // namespace spotdrill::dynamodb::expressions
