#include "services/logs/patterns/pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "services/logs/errors.hpp"

namespace spotdrill::logs {
namespace {

constexpr std::string_view invalid_pattern = "Invalid filter pattern";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// What stands between `open` and `close`. Errors: AWS's sentence.
Result<std::string_view, std::string> between(std::string_view text, char open, char close) {
  if (text.size() > 1 && text.back() == close) return text.substr(1, text.size() - 2);
  return refuse(
      fmt::format("If a filter pattern starts with '{}' it must end with '{}'", open, close));
}

/// Nothing: the message is no JSON object.
std::optional<json::value> read_object(std::string_view message) {
  message = trimmed(message);
  if (!message.starts_with('{')) return std::nullopt;
  auto parsed = parse_json(message);
  if (!parsed.has_value()) return std::nullopt;
  return *std::move(parsed);
}

bool holds_of_node(const Condition& condition, const json::value& node) {
  switch (condition.test) {
    case Test::IsNull:
      return node.is_null();
    case Test::IsTrue:
      return node.is_bool() && node.get_bool();
    case Test::IsFalse:
      return node.is_bool() && !node.get_bool();
    case Test::NotExists:
      return false;
    case Test::Compare:
      break;
  }
  const auto text = value_text(node);
  if (!text) return false;
  const auto number = node.is_number() ? std::optional{node.to_number<double>()} : std::nullopt;
  return condition.operand->compare(condition.comparison, *text, number);
}

bool holds(const Condition& condition, const json::value& root) {
  const auto nodes = condition.selector->select(root);
  if (condition.test == Test::NotExists) return nodes.empty();
  return std::ranges::any_of(
      nodes, [&](const json::value* node) { return holds_of_node(condition, *node); });
}

/// The first value that `selector` selects.
std::optional<std::string> json_value(const json::value& root, const Selector& selector) {
  for (const json::value* node : selector.select(root)) {
    if (auto text = value_text(*node)) return text;
  }
  return std::nullopt;
}

std::optional<Selector> selector_of_text(std::string_view text) {
  Scanner scanner{text};
  auto selector = Selector::parse(scanner);
  return selector && scanner.done() ? selector : std::nullopt;
}

}  // namespace

Result<Pattern, std::string> Pattern::parse(std::string_view text) {
  Pattern pattern;
  text = trimmed(text);
  if (text.starts_with('{')) {
    Scanner scanner{TRY(between(text, '{', '}'))};
    auto expression = parse_expression(scanner, nullptr);
    scanner.skip_spaces();
    if (!expression || !scanner.done() || !within_quotas({&*expression})) {
      return refuse(std::string{invalid_pattern});
    }
    pattern.kind_ = JsonPattern{*std::move(expression)};
  } else if (text.starts_with('[')) {
    auto fields = FieldsPattern::parse(TRY(between(text, '[', ']')));
    if (!fields) return refuse(std::string{invalid_pattern});
    pattern.kind_ = *std::move(fields);
  } else {
    pattern.kind_ = TRY(TermsPattern::parse(text));
  }
  return pattern;
}

bool Pattern::matches(std::string_view message) const {
  if (const auto* terms = std::get_if<TermsPattern>(&kind_)) return terms->matches(message);
  if (const auto* fields = std::get_if<FieldsPattern>(&kind_)) {
    return fields->matches(split_fields(message));
  }
  const auto root = read_object(message);
  return root && std::get<JsonPattern>(kind_).expression.evaluate(
                     [&](const Condition& condition) { return holds(condition, *root); });
}

bool Pattern::has_values() const {
  return !std::holds_alternative<TermsPattern>(kind_);
}

bool Pattern::takes(std::string_view selector) const {
  if (const auto* fields = std::get_if<FieldsPattern>(&kind_)) return fields->has(selector);
  return has_values() && selector_of_text(selector).has_value();
}

std::optional<std::string> Pattern::value(std::string_view message,
                                          std::string_view selector) const {
  if (const auto* fields = std::get_if<FieldsPattern>(&kind_)) {
    return fields->value(split_fields(message), selector);
  }
  const auto root = has_values() ? read_object(message) : std::nullopt;
  const auto parsed = selector_of_text(selector);
  return root && parsed ? json_value(*root, *parsed) : std::nullopt;
}

std::map<std::string, std::string> Pattern::values(std::string_view message) const {
  std::map<std::string, std::string> values;
  if (const auto* fields = std::get_if<FieldsPattern>(&kind_)) {
    return fields->values(split_fields(message));
  }
  const auto root = has_values() ? read_object(message) : std::nullopt;
  if (!root) return values;
  std::get<JsonPattern>(kind_).expression.for_each([&](const Condition& condition) {
    if (auto text = json_value(*root, *condition.selector)) {
      values.emplace(condition.selector->text(), *std::move(text));
    }
  });
  return values;
}

Result<Pattern> parse_filter_pattern(std::string_view text) {
  auto pattern = Pattern::parse(text);
  if (!pattern.has_value()) return invalid_parameter(std::move(pattern).error());
  return *std::move(pattern);
}

Result<Pattern> parse_metric_filter_pattern(std::string_view text) {
  auto pattern = Pattern::parse(text);
  // Observed of each mistake.
  if (!pattern.has_value()) return invalid_parameter("Invalid metric filter pattern");
  return *std::move(pattern);
}

}  // namespace spotdrill::logs
