#include <cmath>

#include "jsonata/evaluation.hpp"
#include "jsonata/text.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

/// What an operator refuses is refused at the operator.
template <class R>
R located_at(const Node& node, R result) {
  if (result.has_value()) return result;
  Thrown& error = *result.error().thrown;
  error.position = node.position;
  error.token = node.text;
  error.has_token = true;
  return result;
}

bool is_comparable(Value value) {
  return !value.defined() || value.is_string() || value.is_number();
}

constexpr double range_size_max = 1e7;

bool is_whole(Value value) {
  return value.is_number() && std::isfinite(value.number()) &&
         value.number() == std::trunc(value.number());
}

}  // namespace

Outcome Evaluation::operation(const Node& node, Value input, Frame* frame) {
  const Value left = TRY(evaluate(*node.left, input, frame));
  const Value right = TRY(evaluate(*node.right, input, frame));
  switch (node.kind) {
    case NodeKind::Arithmetic:
      return located_at(node, arithmetic(node, left, right));
    case NodeKind::Equality:
      return equality(node, left, right);
    case NodeKind::Comparison:
      return located_at(node, comparison(node, left, right));
    case NodeKind::Range:
      return located_at(node, range(left, right));
    default:
      return includes(left, right);
  }
}

Outcome Evaluation::arithmetic(const Node& node, Value left, Value right) {
  if (left.defined() && !TRY(is_numeric(left))) return fail("T2001", left);
  if (right.defined() && !TRY(is_numeric(right))) return fail("T2002", right);
  if (!left.defined() || !right.defined()) return Value{};
  const double a = left.number();
  const double b = right.number();
  switch (node.op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return std::fmod(a, b);
  }
}

Outcome Evaluation::negation(const Node& node, Value input, Frame* frame) {
  const Value value = TRY(evaluate(*node.left, input, frame));
  if (!value.defined()) return Value{};
  if (TRY(is_numeric(value))) return -value.number();
  return located_at(node, Outcome{fail("D1002", value)});
}

Outcome Evaluation::equality(const Node& node, Value left, Value right) {
  if (!left.defined() || !right.defined()) return Value::boolean(false);
  const bool equal = deep_equal(*this, left, right);
  return Value::boolean(equal == (node.op == '='));
}

Outcome Evaluation::comparison(const Node& node, Value left, Value right) {
  if (!is_comparable(left) || !is_comparable(right)) {
    return fail("T2010", left.is_string() || left.is_number() ? right : left);
  }
  if (!left.defined() || !right.defined()) return Value{};
  if (left.kind() != right.kind()) return fail("T2009", left, right);
  const bool less = node.op == '<';
  if (left.is_string()) {
    const int compared = compare_utf16(left.string(), right.string());
    return Value::boolean((compared == 0 && node.or_equal) || (less ? compared < 0 : compared > 0));
  }
  const double a = left.number();
  const double b = right.number();
  if (less) return Value::boolean(node.or_equal ? a <= b : a < b);
  return Value::boolean(node.or_equal ? a >= b : a > b);
}

Outcome Evaluation::range(Value left, Value right) {
  if (left.defined() && !is_whole(left)) return fail("T2003", left);
  if (right.defined() && !is_whole(right)) return fail("T2004", right);
  if (!left.defined() || !right.defined() || left.number() > right.number()) return Value{};
  const double size = right.number() - left.number() + 1;
  if (size > range_size_max) return fail("D2014", size);
  const auto count = static_cast<std::size_t>(size);
  if (!spend(count / 16) || !arena.fits(count * sizeof(Value))) return stopped();
  List* result = sequence();
  result->grow(arena, static_cast<std::uint32_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    result->push(arena, left.number() + static_cast<double>(i));
  }
  return result;
}

Outcome Evaluation::includes(Value left, Value right) {
  if (!left.defined() || !right.defined()) return Value::boolean(false);
  if (!right.is_array()) return Value::boolean(identical(left, right));
  const Items items{right};
  if (!spend(items.size() / 4)) return stopped();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (identical(left, items[i])) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Outcome Evaluation::connective(const Node& node, Value input, Frame* frame) {
  const Value left = TRY(evaluate(*node.left, input, frame));
  const bool first = TRY(located_at(node, truth(left)));
  if (first == (node.kind == NodeKind::Or)) return Value::boolean(first);
  const Value right = TRY(located_at(node, evaluate(*node.right, input, frame)));
  return Value::boolean(TRY(located_at(node, truth(right))));
}

Outcome Evaluation::concatenation(const Node& node, Value input, Frame* frame) {
  TextBuilder out{arena};
  TRY(concatenate(node, input, frame, out));
  if (!spend()) return stopped();
  return out.text();
}

/// A chain of concatenations is one text, which is not copied at each of them.
Result<void, Failure> Evaluation::concatenate(const Node& node, Value input, Frame* frame,
                                              TextBuilder& out) {
  const Node& left = *node.left;
  const bool chained =
      left.kind == NodeKind::Concatenation && left.predicates.empty() && left.group == nullptr;
  if (chained) {
    const Deeper deeper{*this};
    if (!spend()) return stopped();
    TRY(concatenate(left, input, frame, out));
  } else {
    const Value first = TRY(evaluate(left, input, frame));
    TRY(located_at(node, append_string(*this, out, first)));
  }
  const Value second = TRY(evaluate(*node.right, input, frame));
  return located_at(node, append_string(*this, out, second));
}

}  // namespace spotdrill::jsonata
