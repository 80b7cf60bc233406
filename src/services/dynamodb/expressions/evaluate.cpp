#include "services/dynamodb/expressions/evaluate.hpp"

#include <algorithm>
#include <string_view>

#include "services/dynamodb/expressions/path.hpp"

namespace spotdrill::dynamodb::expressions {
namespace {

/// "size (path): ... String: the length of the string. Binary: the number of bytes. Set: the number
/// of elements. List or Map: the number of child elements."
// DEVIATION: AWS does not say in what units a string's length is; here it is UTF-8's bytes.
struct CountOf {
  std::optional<std::size_t> operator()(const std::string& text) const { return text.size(); }
  std::optional<std::size_t> operator()(const Binary& binary) const { return binary.bytes.size(); }
  std::optional<std::size_t> operator()(const StringSet& set) const { return set.members.size(); }
  std::optional<std::size_t> operator()(const NumberSet& set) const { return set.members.size(); }
  std::optional<std::size_t> operator()(const BinarySet& set) const { return set.members.size(); }
  std::optional<std::size_t> operator()(const List& list) const { return list.elements.size(); }
  std::optional<std::size_t> operator()(const Map& map) const { return map.attributes.size(); }
  template <class T>
  std::optional<std::size_t> operator()(const T&) const {
    return std::nullopt;
  }
};

/// What an operand is for an item; a value that had to be made is put into `made`.
const Value* resolve(const Node& operand, const Attributes& item, Value& made) {
  if (operand.kind == Node::Kind::Lookup) return find(item, operand.path);
  if (operand.kind == Node::Kind::Constant) return &operand.value;
  Value inner_made;
  const Value* inner = resolve(operand.arguments.front(), item, inner_made);
  if (inner == nullptr) return nullptr;
  const auto count = std::visit(CountOf{}, inner->data);
  if (!count) return nullptr;
  made = Value{Number{static_cast<std::int64_t>(*count)}};
  return &made;
}

/// `comparator` is "<", "<=", ">" or ">=". False of values of two types or of none that is ordered.
bool in_order(std::string_view comparator, const Value& a, const Value& b) {
  if (a.type() != b.type() || !is_ordered(a.type())) return false;
  const std::strong_ordering order = compare(a, b);
  if (comparator == "<") return order < 0;
  if (comparator == "<=") return order <= 0;
  if (comparator == ">") return order > 0;
  return order >= 0;
}

bool compare_by(std::string_view comparator, const Value* a, const Value* b) {
  // Nothing is like what is not there, and nothing is in any order to it.
  if (comparator == "<>") return a == nullptr || b == nullptr || !(*a == *b);
  if (a == nullptr || b == nullptr) return false;
  if (comparator == "=") return *a == *b;
  return in_order(comparator, *a, *b);
}

template <class Member, class Members>
bool is_member(const Members& members, const Member* member) {
  return member != nullptr && std::ranges::find(members, *member) != members.end();
}

bool begins_with(const Value& value, const Value& prefix) {
  if (const auto* text = value.as<std::string>()) {
    const auto* begin = prefix.as<std::string>();
    return begin != nullptr && text->starts_with(*begin);
  }
  const auto* binary = value.as<Binary>();
  const auto* begin = prefix.as<Binary>();
  return binary != nullptr && begin != nullptr && binary->bytes.starts_with(begin->bytes);
}

bool contains(const Value& value, const Value& part) {
  const auto* text = part.as<std::string>();
  const auto* binary = part.as<Binary>();
  if (const auto* whole = value.as<std::string>()) {
    return text != nullptr && whole->find(*text) != std::string::npos;
  }
  if (const auto* whole = value.as<Binary>()) {
    return binary != nullptr && whole->bytes.find(binary->bytes) != std::string::npos;
  }
  if (const auto* set = value.as<StringSet>()) return is_member(set->members, text);
  if (const auto* set = value.as<NumberSet>()) return is_member(set->members, part.as<Number>());
  if (const auto* set = value.as<BinarySet>()) {
    return is_member(set->members, binary == nullptr ? nullptr : &binary->bytes);
  }
  const auto* list = value.as<List>();
  return list != nullptr && is_member(list->elements, &part);
}

bool function_holds(const Node& function, const Attributes& item) {
  Value first_made;
  const Value* first = resolve(function.arguments.front(), item, first_made);
  if (function.name == "attribute_exists") return first != nullptr;
  if (function.name == "attribute_not_exists") return first == nullptr;
  Value second_made;
  const Value* second = resolve(function.arguments[1], item, second_made);
  if (first == nullptr || second == nullptr) return false;
  if (function.name == "begins_with") return begins_with(*first, *second);
  if (function.name == "contains") return contains(*first, *second);
  const auto* type = second->as<std::string>();  // attribute_type
  return type != nullptr && *type == type_name(first->type());
}

}  // namespace

bool holds(const Node& condition, const Attributes& item) {
  const auto of_item = [&](const Node& each) { return holds(each, item); };
  Value first_made;
  Value second_made;
  switch (condition.kind) {
    case Node::Kind::And:
      return std::ranges::all_of(condition.arguments, of_item);
    case Node::Kind::Or:
      return std::ranges::any_of(condition.arguments, of_item);
    case Node::Kind::Not:
      return !holds(condition.arguments.front(), item);
    case Node::Kind::Function:
      return function_holds(condition, item);
    case Node::Kind::Comparison:
      return compare_by(condition.name, resolve(condition.arguments[0], item, first_made),
                        resolve(condition.arguments[1], item, second_made));
    case Node::Kind::Between: {
      const Value* value = resolve(condition.arguments[0], item, first_made);
      return compare_by(">=", value, resolve(condition.arguments[1], item, second_made)) &&
             compare_by("<=", value, resolve(condition.arguments[2], item, second_made));
    }
    case Node::Kind::In: {
      const Value* value = resolve(condition.arguments[0], item, first_made);
      return std::any_of(condition.arguments.begin() + 1, condition.arguments.end(),
                         [&](const Node& each) {
                           return compare_by("=", value, resolve(each, item, second_made));
                         });
    }
    default:
      return false;  // No parser makes a condition of anything else.
  }
}

}  // namespace spotdrill::dynamodb::expressions
