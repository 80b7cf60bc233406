#include "services/logs/patterns/fields_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace spotdrill::logs {
namespace {

bool is_field_name(char c) {
  return is_alphanumeric(c) || c == '_';
}

std::string selector_of(std::string_view name, std::size_t at) {
  return name.empty() ? fmt::format("${}", at + 1) : fmt::format("${}", name);
}

}  // namespace

std::vector<std::string_view> split_fields(std::string_view message) {
  std::vector<std::string_view> fields;
  std::size_t at = 0;
  while (true) {
    while (at < message.size() && is_space(message[at])) ++at;
    if (at == message.size()) return fields;
    const char open = message[at];
    if (open == '[' || open == '"') {
      const std::size_t close = message.find(open == '[' ? ']' : '"', at + 1);
      if (close != std::string_view::npos) {
        fields.push_back(message.substr(at + 1, close - at - 1));
        at = close + 1;
        continue;
      }
    }
    const std::size_t begin = at;
    while (at < message.size() && !is_space(message[at])) ++at;
    fields.push_back(message.substr(begin, at - begin));
  }
}

std::optional<FieldsPattern> FieldsPattern::parse(std::string_view text) {
  FieldsPattern pattern;
  Scanner scanner{text};
  do {
    scanner.skip_spaces();
    if (scanner.take("...")) {
      if (pattern.ellipsis_) return std::nullopt;
      pattern.ellipsis_ = pattern.fields_.size();
      scanner.skip_spaces();
      continue;
    }
    Field field;
    Scanner ahead = scanner;
    while (ahead.take_next("(")) {
    }
    field.name = ahead.take_while(is_field_name);
    ahead.skip_spaces();
    if (ahead.done() || ahead.sees(",")) {
      scanner = ahead;
    } else {
      if (field.name.empty()) return std::nullopt;
      field.condition = parse_expression(scanner, &field.name);
      if (!field.condition) return std::nullopt;
      scanner.skip_spaces();
    }
    pattern.fields_.push_back(std::move(field));
  } while (scanner.take(","));
  std::vector<const Expression*> expressions;
  for (const Field& field : pattern.fields_) {
    if (field.condition) expressions.push_back(&*field.condition);
  }
  if (!scanner.done() || !within_quotas(expressions)) return std::nullopt;
  return pattern;
}

const FieldsPattern::Field* FieldsPattern::field_at(std::size_t at, std::size_t count) const {
  if (!ellipsis_ || at < *ellipsis_) return &fields_[at];
  const std::size_t behind = fields_.size() - *ellipsis_;
  return at + behind < count ? nullptr : &fields_[at + fields_.size() - count];
}

bool FieldsPattern::matches(const std::vector<std::string_view>& fields) const {
  if (ellipsis_ ? fields.size() < fields_.size() : fields.size() != fields_.size()) return false;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    const Field* field = field_at(at, fields.size());
    if (field == nullptr || !field->condition) continue;
    const std::string_view text = fields[at];
    const bool holds = field->condition->evaluate([&](const Condition& condition) {
      return condition.operand->compare(condition.comparison, text, read_number(text));
    });
    if (!holds) return false;
  }
  return true;
}

std::map<std::string, std::string> FieldsPattern::values(
    const std::vector<std::string_view>& fields) const {
  std::map<std::string, std::string> values;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    const Field* field = field_at(at, fields.size());
    values.emplace(selector_of(field == nullptr ? std::string_view{} : field->name, at),
                   fields[at]);
  }
  return values;
}

std::optional<std::string> FieldsPattern::value(const std::vector<std::string_view>& fields,
                                                std::string_view selector) const {
  auto all = values(fields);
  const auto found = all.find(std::string{selector});
  if (found == all.end()) return std::nullopt;
  return std::move(found->second);
}

bool FieldsPattern::has(std::string_view selector) const {
  if (!selector.starts_with('$') || selector.size() == 1) return false;
  const std::string_view name = selector.substr(1);
  return std::ranges::all_of(name, is_digit) ||
         std::ranges::find(fields_, name, &Field::name) != fields_.end();
}

}  // namespace spotdrill::logs
