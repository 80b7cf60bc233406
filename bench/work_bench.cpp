// The model of the work, made anew at every look of a drill at which something was seen.
#include <benchmark/benchmark.h>

#include "drill/readings/output_reader.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {
namespace {

/// Two instances with `readings` reports each, every tenth with a save.
Observation seen_with(std::int64_t readings) {
  Observation seen{.server_observed = true, .has_saved = true};
  for (int i = 0; i < 2; ++i) {
    InstanceTimeline instance{.id = i == 0 ? "i-1" : "i-2"};
    for (std::int64_t k = 0; k < readings; ++k) {
      const Instant at = Instant{} + std::chrono::seconds{1 + i * readings + k};
      const double value = static_cast<double>(i * readings + k);
      const double whole = static_cast<double>(2 * readings);
      instance.progress.push_back({.at = at, .value = value, .unit = Unit::Count, .of = whole});
      if (k % 10 == 0) instance.saved.push_back({.at = at, .value = value});
    }
    seen.instances.push_back(std::move(instance));
  }
  seen.instances[0].shutdown_begun = Instant{} + std::chrono::seconds{readings};
  return seen;
}

void ModelWork(benchmark::State& state) {
  const Observation seen = seen_with(state.range(0) / 2);
  for (auto _ : state) benchmark::DoNotOptimize(model_work(seen));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(ModelWork)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMicrosecond);

void ReadLine(benchmark::State& state) {
  OutputReader reader{""};
  const std::string line = " 41%|████      | 82/200 [00:22<00:00,  1.00it/s, loss=0.3, acc=81%]";
  for (auto _ : state) benchmark::DoNotOptimize(reader.read(line, Instant{}));
}
BENCHMARK(ReadLine);

}  // namespace
}  // namespace spotdrill::drill
