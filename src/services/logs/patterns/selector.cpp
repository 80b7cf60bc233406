#include "services/logs/patterns/selector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace spotdrill::logs {
namespace {

bool is_property(char c) {
  // "Property selectors are alphanumeric strings that also support '-' and '_' characters."
  return is_alphanumeric(c) || c == '-' || c == '_';
}

/// ".['cluster.name']".
std::string in_brackets(std::string_view name) {
  std::string text{".['"};
  for (const char c : name) {
    if (c == '\'' || c == '\\') text.push_back('\\');
    text.push_back(c);
  }
  return text + "']";
}

}  // namespace

std::optional<Selector::Step> Selector::read_bracket(Scanner& scanner) {
  std::optional<Step> step;
  if (scanner.take("*")) {
    step = AnyOne{};
  } else if (scanner.peek() == '\'' || scanner.peek() == '"') {
    auto name = scanner.take_quoted(scanner.peek());
    if (name) step = *std::move(name);
  } else {
    const auto digits = scanner.take_while(is_digit);
    std::size_t index = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (!digits.empty() && read.ec == std::errc{}) step = index;
  }
  return step && scanner.take("]") ? step : std::nullopt;
}

bool Selector::read_step(Scanner& scanner) {
  std::optional<Step> step;
  const bool dot = scanner.take(".");
  if (scanner.take("[")) {
    step = read_bracket(scanner);
  } else if (dot && scanner.take("*")) {
    step = AnyOne{};
  } else if (dot) {
    const auto name = scanner.take_while(is_property);
    if (!name.empty()) step = std::string{name};
  }
  if (!step) return false;
  add(*std::move(step));
  return true;
}

void Selector::add(Step step) {
  if (const auto* name = std::get_if<std::string>(&step)) {
    const bool plain = !name->empty() && std::ranges::all_of(*name, is_property);
    text_ += plain ? "." + *name : in_brackets(*name);
  } else if (const auto* index = std::get_if<std::size_t>(&step)) {
    text_ += fmt::format("[{}]", *index);
  } else {
    text_ += "[*]";
    ++wildcards_;
  }
  steps_.push_back(std::move(step));
}

std::optional<Selector> Selector::parse(Scanner& scanner) {
  Selector selector;
  if (!scanner.take("$")) return std::nullopt;
  while (scanner.sees(".") || scanner.sees("[")) {
    if (!selector.read_step(scanner)) return std::nullopt;
  }
  // "You can only use up to one wildcard selector in a property selector."
  if (selector.steps_.empty() || selector.wildcards_ > 1) return std::nullopt;
  return selector;
}

std::vector<const json::value*> Selector::select(const json::value& root) const {
  std::vector<const json::value*> nodes{&root};
  for (const Step& step : steps_) {
    std::vector<const json::value*> next;
    for (const json::value* node : nodes) {
      const json::object* object = node->if_object();
      const json::array* array = node->if_array();
      if (const auto* name = std::get_if<std::string>(&step)) {
        const json::value* found = object == nullptr ? nullptr : object->if_contains(*name);
        if (found != nullptr) next.push_back(found);
      } else if (const auto* index = std::get_if<std::size_t>(&step)) {
        if (array != nullptr && *index < array->size()) next.push_back(&(*array)[*index]);
      } else if (object != nullptr) {
        for (const auto& member : *object) next.push_back(&member.value());
      } else if (array != nullptr) {
        for (const json::value& element : *array) next.push_back(&element);
      }
    }
    nodes = std::move(next);
  }
  return nodes;
}

std::optional<std::string> value_text(const json::value& node) {
  if (node.is_string()) return std::string{node.get_string()};
  if (node.is_number())
    return node.is_double() ? fmt::format("{}", node.get_double()) : to_text(node);
  return std::nullopt;
}

}  // namespace spotdrill::logs
