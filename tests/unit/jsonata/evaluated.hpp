// What an expression gives, as text: JSON, "nothing", or "CODE at POSITION: MESSAGE".
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "jsonata/jsonata.hpp"
#include "jsonata/number_text.hpp"

namespace spotdrill::jsonata {

inline std::string text_of(const json::value& value) {
  std::string out;
  if (value.is_array()) {
    for (const auto& item : value.get_array()) out += (out.empty() ? "" : ",") + text_of(item);
    return "[" + out + "]";
  }
  if (value.is_object()) {
    for (const auto& [key, member] : value.get_object()) {
      out += (out.empty() ? "" : ",") + to_text(json::value(key)) + ":" + text_of(member);
    }
    return "{" + out + "}";
  }
  return value.is_double() ? number_text(value.get_double()) : to_text(value);
}

inline Environment test_environment() {
  Environment environment;
  environment.now_milliseconds = 1'500'000'000'000;
  environment.random = [] { return 0.5; };
  return environment;
}

inline std::string evaluated(std::string_view expression, const json::value& input = nullptr,
                             const Environment& environment = test_environment()) {
  const auto told = [](const Error& error) {
    return error.code + " at " + std::to_string(error.position) + ": " + error.message;
  };
  const auto compiled = Expression::compile(expression);
  if (!compiled.has_value()) return told(compiled.error());
  const auto value = compiled->evaluate(input, environment);
  if (!value.has_value()) return told(value.error());
  return value->has_value() ? text_of(**value) : "nothing";
}

struct Case {
  std::string_view expression;
  std::string_view expected;
};

inline void expect_all(std::initializer_list<Case> cases, const json::value& input = nullptr) {
  for (const Case& each : cases) {
    EXPECT_EQ(evaluated(each.expression, input), each.expected) << each.expression;
  }
}

/// Orders with products, as in the language's documentation.
inline const json::value& orders() {
  static const json::value document = *parse_json(R"({"Account": {"Name": "Firefly", "Order": [
    {"OrderID": "o1", "Product": [
      {"Name": "Hat", "SKU": "h", "Price": 34.45, "Quantity": 2, "Colours": ["red", "blue"]},
      {"Name": "Cloak", "SKU": "c", "Price": 107.99, "Quantity": 1, "Colours": []}]},
    {"OrderID": "o2", "Product": [
      {"Name": "Hat", "SKU": "h", "Price": 34.45, "Quantity": 4}]}]},
    "numbers": [1, 2.5, -3], "one": [7], "none": [], "nested": [[1, 2], [3]], "flag": true,
    "nil": null, "a b": {"c": 1}, "text": "naïve 😀"})");
  return document;
}

}  // namespace spotdrill::jsonata
