// JSONata on ten expressions of common use, over 250 orders of four items. bench/jsonata_beside_npm
// runs this and the reference implementation in one.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

#include "base/read_file.hpp"
#include "jsonata/jsonata.hpp"

namespace {

using namespace spotdrill;

/// The same as in bench/jsonata_beside_npm.
json::value orders() {
  json::array orders;
  for (int order = 0; order < 250; ++order) {
    json::array items;
    for (int item = 0; item < 4; ++item) {
      const int number = order * 4 + item;
      items.push_back({{"name", "item-" + std::to_string(number)},
                       {"category", "c" + std::to_string(number * 7 % 10)},
                       {"price", (number * 37 % 1000) / 10.0},
                       {"quantity", number % 9 + 1}});
    }
    orders.push_back({{"id", "order-" + std::to_string(order)}, {"items", std::move(items)}});
  }
  return {{"orders", std::move(orders)}, {"wanted", "order-200"}};
}

void evaluate(benchmark::State& state, const std::string& text, bool compiles) {
  static const json::value input = orders();
  const jsonata::Environment environment;
  auto expression = jsonata::Expression::compile(text);
  for (auto _ : state) {
    if (compiles) expression = jsonata::Expression::compile(text);
    auto value = expression->evaluate(input, environment);
    if (!value.has_value()) std::abort();
    benchmark::DoNotOptimize(value);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto text = read_file(SPOTDRILL_JSONATA_CASES);
  if (!text.has_value()) return 2;
  const json::value cases = *parse_json(*text);
  for (const auto& [name, expression] : cases.get_object()) {
    const std::string shown{std::string_view{name}};
    const std::string source{std::string_view{expression.get_string()}};
    benchmark::RegisterBenchmark(("compile_and_evaluate/" + shown).c_str(), evaluate, source, true);
    benchmark::RegisterBenchmark(("evaluate/" + shown).c_str(), evaluate, source, false);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
