// A scope of plain values, for tests.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "asl/scope.hpp"

namespace spotdrill::asl {

struct UnitScope final : Scope {
  explicit UnitScope(std::string_view the_input, std::string_view the_context = "{}")
      : input(*parse_json(the_input)), context_object(*parse_json(the_context)) {}

  [[nodiscard]] const json::value& root() const override { return input; }
  [[nodiscard]] const json::value& context() const override { return context_object; }
  [[nodiscard]] const json::value* variable(std::string_view name) const override {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : &found->second;
  }
  [[nodiscard]] Random& random() const override { return chance; }

  json::value input;
  json::value context_object;
  std::map<std::string, json::value, std::less<>> variables;
  mutable Random chance{1};
};

/// JSON that reads well in a C++ string.
inline std::string single_quoted(std::string text) {
  std::ranges::replace(text, '"', '\'');
  return text;
}

}  // namespace spotdrill::asl
