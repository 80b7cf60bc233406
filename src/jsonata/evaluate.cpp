#include <cmath>

#include "jsonata/evaluation.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

Outcome Evaluation::evaluate(const Node& node, Value input, Frame* frame) {
  const Deeper deeper{*this};
  if (!spend()) [[unlikely]]
    return stopped();
  Value result = TRY(evaluate_kind(node, input, frame));
  for (const Stage& predicate : node.predicates) {
    result = TRY(filter(*predicate.filter, result, frame));
  }
  if (node.group != nullptr && node.kind != NodeKind::Path && node.kind != NodeKind::Object) {
    result = TRY(group(*node.group, result, frame));
  }
  return unwrapped(node, result);
}

/// A sequence of one item is that item, an empty one is nothing.
Value Evaluation::unwrapped(const Node& node, Value result) {
  List* list = result.list();
  if (list == nullptr || !list->sequence || list->tuple_stream) return result;
  if (node.keep_array) list->keep_singleton = true;
  if (list->size == 0) return {};
  return list->size == 1 && !list->keep_singleton ? list->items[0] : result;
}

Outcome Evaluation::evaluate_kind(const Node& node, Value input, Frame* frame) {
  switch (node.kind) {
    case NodeKind::Path:
      return path(node, input, frame);
    case NodeKind::Name:
      return lookup(input, node.text);
    case NodeKind::String:
      return node.text;
    case NodeKind::Number:
      return node.number;
    case NodeKind::True:
      return Value::boolean(true);
    case NodeKind::False:
      return Value::boolean(false);
    case NodeKind::Null:
      return Value::null();
    case NodeKind::Wildcard:
      return wildcard(input);
    case NodeKind::Descendant:
      return descendants(input);
    case NodeKind::Parent:
      return parent(node, frame);
    case NodeKind::Variable:
      return node.text.empty() ? without_wrapper(input) : variable(node.name, frame);
    case NodeKind::Concatenation:
      return concatenation(node, input, frame);
    case NodeKind::Arithmetic:
    case NodeKind::Equality:
    case NodeKind::Comparison:
    case NodeKind::Range:
    case NodeKind::Includes:
      return operation(node, input, frame);
    case NodeKind::And:
    case NodeKind::Or:
      return connective(node, input, frame);
    case NodeKind::Negation:
      return negation(node, input, frame);
    case NodeKind::Array:
      return array_constructor(node, input, frame);
    case NodeKind::Object:
      return group(*node.group, input, frame);
    case NodeKind::Condition:
      return condition(node, input, frame);
    case NodeKind::Block:
      return block(node, input, frame);
    case NodeKind::Bind: {
      const Value value = TRY(evaluate(*node.right, input, frame));
      frame->bind(arena, node.name, value);
      return value;
    }
    case NodeKind::Function:
      return call_node(node, input, frame, nullptr);
    case NodeKind::Partial:
      return partial(node, input, frame);
    case NodeKind::Apply:
      return application(node, input, frame);
    case NodeKind::Lambda:
      return make_lambda(node, input, frame);
    case NodeKind::Transform:
      return make_function(FunctionKind::Transform, node, input, frame);
    case NodeKind::Regex:
      return make_function(FunctionKind::Matcher, node, input, frame);
    default:
      return Value{};
  }
}

Value Evaluation::parent(const Node& node, const Frame* frame) {
  for (; frame != nullptr; frame = frame->parent) {
    if (const Value* found = frame->find(node.slot->label)) return *found;
  }
  return {};
}

Outcome Evaluation::condition(const Node& node, Value input, Frame* frame) {
  const Value chosen = TRY(evaluate(*node.left, input, frame));
  if (TRY(truth(chosen))) return evaluate(*node.right, input, frame);
  return node.third != nullptr ? evaluate(*node.third, input, frame) : Outcome{Value{}};
}

Outcome Evaluation::block(const Node& node, Value input, Frame* frame) {
  if (node.binds) {
    Frame* inner = arena.make<Frame>();
    inner->parent = frame;
    frame = inner;
  }
  Value result;
  for (const Node* expression : node.items) result = TRY(evaluate(*expression, input, frame));
  return result;
}

Outcome Evaluation::array_constructor(const Node& node, Value input, Frame* frame) {
  List* result = array();
  for (const Node* item : node.items) {
    const Value value = TRY(evaluate(*item, input, frame));
    if (!value.defined()) continue;
    if (item->kind == NodeKind::Array) {
      result->push(arena, value);
    } else if (const List* list = value.list(); list != nullptr && result->size == 0) {
      // Shared until something is added.
      result->items = list->items;
      result->size = result->capacity = list->size;
    } else {
      append_to(*result, value);
    }
  }
  result->constructed = node.constructs_array;
  return result;
}

Result<bool, Failure> Evaluation::is_numeric(Value value) {
  if (!value.is_number() || std::isnan(value.number())) return false;
  if (std::isinf(value.number())) return fail("D1001", value);
  return true;
}

Result<bool, Failure> Evaluation::all_numeric(Value array) {
  const Items items{array};
  bool all = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!TRY(is_numeric(items[i]))) all = false;
  }
  return all;
}

Result<bool, Failure> Evaluation::truth(Value value) {
  switch (value.kind()) {
    case Kind::Boolean:
      return value.boolean();
    case Kind::String:
      return !value.string().empty();
    case Kind::Number:
      return TRY(is_numeric(value)) && value.number() != 0;
    case Kind::InputObject:
    case Kind::Map:
      return member_count(value) > 0;
    case Kind::InputArray:
    case Kind::List: {
      const Deeper deeper{*this};
      if (!spend()) return stopped();
      const Items items{value};
      bool any = false;
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (TRY(truth(items[i]))) any = true;
      }
      return any;
    }
    // The reference's own functions are objects, those of JavaScript are not.
    case Kind::Function:
      return !value.passed() && value.function()->kind != FunctionKind::Matcher &&
             value.function()->kind != FunctionKind::NextMatch;
    case Kind::Tuple:
      return true;
    default:
      return false;
  }
}

Value Evaluation::member_named(const Node& name, Value object) {
  if (object.map() != nullptr) return member(object, name.text);
  const json::object& members = object.input_object();
  std::uint32_t& place = places_[name.position % places_.size()];
  if (place < members.size() && (members.begin() + place)->key() == name.text) {
    return Value::of((members.begin() + place)->value());
  }
  const auto found = members.find(name.text);
  if (found == members.end()) return {};
  place = static_cast<std::uint32_t>(found - members.begin());
  return Value::of(found->value());
}

Value Evaluation::lookup(Value input, std::string_view key) {
  if (input.is_object()) return member(input, key);
  if (!input.is_array()) return {};
  const Deeper deeper{*this};
  List* result = sequence();
  const Items items{input};
  for (std::size_t i = 0; i < items.size() && spend(); ++i) {
    const Value found = lookup(items[i], key);
    if (found.defined()) append_to(*result, found);
  }
  return result;
}

Value Evaluation::append(Value first, Value second) {
  if (!first.defined()) return second;
  if (!second.defined()) return first;
  List* result = array();
  append_to(*result, first);
  append_to(*result, second);
  return result;
}

/// Adds the items of an array, or whatever else it is.
void Evaluation::append_to(List& list, Value value) {
  if (!value.is_array()) {
    list.push(arena, value);
    return;
  }
  const Items items{value};
  const std::size_t size = list.size + items.size();
  if (size > list.capacity) {
    if (!spend(items.size() / 16) || !arena.fits(size * sizeof(Value))) return;
    list.grow(arena, static_cast<std::uint32_t>(std::max<std::size_t>(size, list.capacity * 2)));
  }
  for (std::size_t i = 0; i < items.size(); ++i) list.items[list.size++] = items[i];
}

}  // namespace spotdrill::jsonata
