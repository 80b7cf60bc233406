// What filters ask, by Jayway's rules of comparing: values of different types are unequal and
// neither is less; numbers are compared as numbers, 1 and 1.0 are equal; of what is not there only
// "!=" and "nin" hold.
#include <algorithm>
#include <compare>

#include "asl/jsonpath/evaluator.hpp"

namespace spotdrill::asl::jsonpath {
namespace {

std::partial_ordering order_numbers(const json::value& left, const json::value& right) {
  if (left.is_int64() && right.is_int64()) return left.get_int64() <=> right.get_int64();
  if (left.is_uint64() && right.is_uint64()) return left.get_uint64() <=> right.get_uint64();
  return left.to_number<double>() <=> right.to_number<double>();
}

bool equal(const json::value& left, const json::value& right) {
  if (left.is_number() && right.is_number()) {
    return order_numbers(left, right) == std::partial_ordering::equivalent;
  }
  return left == right;
}

std::partial_ordering order(const json::value& left, const json::value& right) {
  if (left.is_number() && right.is_number()) return order_numbers(left, right);
  const json::string* text = left.if_string();
  const json::string* other = right.if_string();
  if (text == nullptr || other == nullptr) return std::partial_ordering::unordered;
  return text->compare(*other) <=> 0;
}

bool is_in(const json::value& value, const json::value& list) {
  const json::array* array = list.if_array();
  return array != nullptr && std::ranges::any_of(*array, [&value](const json::value& element) {
           return equal(value, element);
         });
}

bool is_subset(const json::value& left, const json::value& right) {
  const json::array* array = left.if_array();
  return array != nullptr && right.is_array() &&
         std::ranges::all_of(
             *array, [&right](const json::value& element) { return is_in(element, right); });
}

/// The length of a string in UTF-16 code units, as Java counts; of an array its size.
std::optional<std::size_t> size_of(const json::value& value) {
  if (const json::array* array = value.if_array()) return array->size();
  const json::string* text = value.if_string();
  if (text == nullptr) return std::nullopt;
  std::size_t units = 0;
  for (const char c : *text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) units += byte >= 0xF0U ? 2 : 1;
  }
  return units;
}

bool has_size(const json::value& value, const json::value& size) {
  const auto actual = size_of(value);
  return actual && size.is_number() && size.to_number<double>() == static_cast<double>(*actual);
}

bool is_empty(const json::value& value, const json::value& expected) {
  const auto size = size_of(value);
  return size && expected.is_bool() && (*size == 0) == expected.get_bool();
}

bool compare_values(Operator op, const json::value& left, const json::value& right) {
  switch (op) {
    case Operator::Equal:
      return equal(left, right);
    case Operator::NotEqual:
      return !equal(left, right);
    case Operator::Less:
      return order(left, right) < 0;
    case Operator::LessOrEqual:
      return order(left, right) <= 0;
    case Operator::Greater:
      return order(left, right) > 0;
    case Operator::GreaterOrEqual:
      return order(left, right) >= 0;
    case Operator::In:
      return is_in(left, right);
    case Operator::NotIn:
      return !is_in(left, right);
    case Operator::SubsetOf:
      return is_subset(left, right);
    case Operator::Size:
      return has_size(left, right);
    case Operator::Empty:
      return is_empty(left, right);
    case Operator::Exists:
    case Operator::Matches:
      break;
  }
  return false;
}

}  // namespace

bool Evaluation::holds(const Condition& condition, const json::value& current) {
  const auto inner = [&](const Condition& each) { return holds(each, current); };
  switch (condition.kind) {
    case Condition::Kind::And:
      return std::ranges::all_of(condition.conditions, inner);
    case Condition::Kind::Or:
      return std::ranges::any_of(condition.conditions, inner);
    case Condition::Kind::Not:
      return !inner(condition.conditions.front());
    case Condition::Kind::Comparison:
      return compares(condition, current);
  }
  return false;
}

bool Evaluation::exists(const FilterPath& path, const json::value& current) {
  const json::value& start = path.from_root ? root_ : current;
  if (path.definite) return find_single(path.steps, start) != nullptr;
  return !find(path.steps, start).empty();
}

/// The value of a side, or null when it is not there. What is made for it goes into `scratch`.
const json::value* Evaluation::operand(const Operand& operand, const json::value& current,
                                       json::value& scratch) {
  if (const auto* literal = std::get_if<json::value>(&operand)) return literal;
  const auto* path = std::get_if<FilterPath>(&operand);
  if (path == nullptr) return nullptr;
  const json::value& start = path->from_root ? root_ : current;
  if (path->definite) return find_single(path->steps, start);
  const Nodes found = find(path->steps, start);
  visits_ -= std::min(visits_, found.size());
  scratch = copies(found);
  return &scratch;
}

bool Evaluation::compares(const Condition& condition, const json::value& current) {
  if (condition.op == Operator::Exists) {
    return exists(std::get<FilterPath>(condition.left), current);
  }
  json::value left_scratch;
  json::value right_scratch;
  const json::value* left = operand(condition.left, current, left_scratch);
  if (condition.op == Operator::Matches) {
    const json::string* text = left == nullptr ? nullptr : left->if_string();
    if (text == nullptr) return false;
    visits_ -= std::min(visits_, text->size());
    return std::regex_match(text->begin(), text->end(),
                            std::get<Regex>(condition.right).expression);
  }
  const json::value* right = operand(condition.right, current, right_scratch);
  if (left == nullptr || right == nullptr) {
    return condition.op == Operator::NotEqual || condition.op == Operator::NotIn;
  }
  return compare_values(condition.op, *left, *right);
}

}  // namespace spotdrill::asl::jsonpath
