// Evaluates one expression for each line {"expression": …, "input": …} of its input, and answers
// each with a line {"value": …}, {} for nothing, or {"error": {…}}: one side of the differential
// test.
#include <iostream>
#include <string>

#include "base/json.hpp"
#include "jsonata/jsonata.hpp"

namespace {

using namespace spotdrill;

json::value answer_to(const json::object& question) {
  const auto refused = [](const jsonata::Error& error) {
    return json::value{{"error",
                        {{"code", error.code},
                         {"position", error.position},
                         {"token", error.token},
                         {"message", error.message}}}};
  };
  const auto compiled =
      jsonata::Expression::compile(std::string_view{question.at("expression").get_string()});
  if (!compiled.has_value()) return refused(compiled.error());
  jsonata::Environment environment;
  environment.now_milliseconds = 1'700'000'000'000;
  environment.limits.steps_max = 2'000'000;
  const json::value* input = question.if_contains("input");
  const auto value =
      input != nullptr ? compiled->evaluate(*input, environment) : compiled->evaluate(environment);
  if (!value.has_value()) return refused(value.error());
  if (!value->has_value()) return json::object{};
  return json::value{{"value", **value}};
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    const auto question = parse_json(line);
    if (!question.has_value() || !question->is_object()) return 2;
    std::cout << to_text(answer_to(question->get_object())) << std::endl;
  }
}
