#include "services/dynamodb/values/value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "base/base64.hpp"

namespace spotdrill::dynamodb {
namespace {

constexpr std::array<std::string_view, 10> type_names{"S",  "N", "B", "SS",   "NS",
                                                      "BS", "L", "M", "NULL", "BOOL"};

/// Members of a set occur once.
template <class Member>
bool same_members(std::vector<Member> a, std::vector<Member> b) {
  if (a.size() != b.size()) return false;
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

struct SameValue {
  bool operator()(const StringSet& a, const StringSet& b) const {
    return same_members(a.members, b.members);
  }
  bool operator()(const NumberSet& a, const NumberSet& b) const {
    return same_members(a.members, b.members);
  }
  bool operator()(const BinarySet& a, const BinarySet& b) const {
    return same_members(a.members, b.members);
  }
  bool operator()(const List& a, const List& b) const { return a.elements == b.elements; }
  bool operator()(const Map& a, const Map& b) const { return a.attributes == b.attributes; }
  bool operator()(const Null&, const Null&) const { return true; }
  template <class T>
  bool operator()(const T& a, const T& b) const {
    return a == b;
  }
  template <class T, class U>
  bool operator()(const T&, const U&) const {
    return false;
  }
};

struct DisplayedValue {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const Number& number) const { return number.text(); }
  std::string operator()(const Binary& binary) const { return base64_encode(binary.bytes); }
  std::string operator()(const StringSet& set) const {
    return fmt::format("[{}]", fmt::join(set.members, ", "));
  }
  std::string operator()(const NumberSet& set) const {
    std::vector<std::string> texts;
    for (const Number& each : set.members) texts.push_back(each.text());
    return fmt::format("[{}]", fmt::join(texts, ", "));
  }
  std::string operator()(const BinarySet& set) const {
    std::vector<std::string> texts;
    for (const std::string& each : set.members) texts.push_back(base64_encode(each));
    return fmt::format("[{}]", fmt::join(texts, ", "));
  }
  std::string operator()(const List&) const { return "[...]"; }
  std::string operator()(const Map&) const { return "{...}"; }
  std::string operator()(const Null&) const { return "true"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
};

}  // namespace

bool Value::operator==(const Value& other) const {
  return std::visit(SameValue{}, data, other.data);
}

std::string_view type_name(Type type) {
  return type_names[static_cast<std::size_t>(type)];
}

bool is_ordered(Type type) {
  return type == Type::S || type == Type::N || type == Type::B;
}

bool is_set(Type type) {
  return type == Type::SS || type == Type::NS || type == Type::BS;
}

std::strong_ordering compare(const Value& a, const Value& b) {
  ASSERT(a.type() == b.type() && is_ordered(a.type()));
  if (const auto* number = a.as<Number>()) return *number <=> *b.as<Number>();
  if (const auto* binary = a.as<Binary>()) return *binary <=> *b.as<Binary>();
  return *a.as<std::string>() <=> *b.as<std::string>();
}

std::string display(const Value& value) {
  return fmt::format("{{{}:{}}}", type_name(value.type()),
                     std::visit(DisplayedValue{}, value.data));
}

std::size_t nesting(const Value& value) {
  std::size_t deepest = 0;
  if (const auto* list = value.as<List>()) {
    for (const Value& each : list->elements) deepest = std::max(deepest, nesting(each));
    return deepest + 1;
  }
  if (const auto* map = value.as<Map>()) {
    for (const auto& [name, each] : map->attributes) deepest = std::max(deepest, nesting(each));
    return deepest + 1;
  }
  return 0;
}

}  // namespace spotdrill::dynamodb
