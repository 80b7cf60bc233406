// Transforms, `|where|update, delete|`: a copy of an object with changes at each place that
// matches.
#include "jsonata/evaluation.hpp"

namespace spotdrill::jsonata {

Outcome Evaluation::transform(const Function& function, Value object) {
  if (!object.defined()) return Value{};
  const Node& node = *function.node;
  const Value clone = variable_named("clone", function.frame);
  if (!clone.is_function()) return fail_at(node.position, "T2013");
  Arguments copied;
  copied.push_back(object);
  const Value result = TRY(apply(clone, copied, {Value::null(), function.frame}));
  const Value matches = TRY(evaluate(*node.left, result, function.frame));
  if (!matches.defined()) return result;
  if (!matches.is_array()) {
    TRY(transform_match(node, matches, function.frame));
    return result;
  }
  const Items items{matches};
  for (std::size_t i = 0; i < items.size(); ++i) {
    TRY(transform_match(node, items[i], function.frame));
  }
  return result;
}

Result<void, Failure> Evaluation::transform_match(const Node& node, Value match, Frame* frame) {
  const auto failed = [&](std::string_view code, const Node& where, Value value) {
    Thrown* error = thrown(code, value);
    if (where.has_position) error->position = where.position;
    return refuse(Failure{error});
  };
  const Value update = TRY(evaluate(*node.right, match, frame));
  if (update.defined()) {
    if (!update.is_object()) return failed("T2011", *node.right, update);
    if (Map* map = match.map()) {
      for (const Member& member : Members{arena, update}) map->at(arena, member.key) = member.value;
    }
  }
  if (node.third == nullptr) return {};
  const Value deletions = TRY(evaluate(*node.third, match, frame));
  if (!deletions.defined()) return {};
  if (!deletions.is_array()) {
    if (!deletions.is_string()) return failed("T2012", *node.third, deletions);
    if (Map* map = match.map()) map->erase(arena, deletions.string());
    return {};
  }
  const Items items{deletions};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is_string()) return failed("T2012", *node.third, deletions);
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (Map* map = match.map()) map->erase(arena, items[i].string());
  }
  return {};
}

}  // namespace spotdrill::jsonata
