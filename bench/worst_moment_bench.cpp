// How many of twelve planted moments a search for the worst one finds within twenty trials, beside
// moments chosen by chance (the mean of 200 seeds). Not a matter of time.
#include <benchmark/benchmark.h>

#include "planted/search.hpp"

namespace spotdrill::drill {
namespace {

bool search_finds(const planted::Job& job) {
  return planted::is_found(job, planted::search_in(job).worst);
}

bool chance_finds(const planted::Job& job, std::uint64_t seed) {
  return std::ranges::any_of(
      *repeat(planted::definition(), search_trials, seed), [&](const Variant& variant) {
        return planted::is_found(job, planted::cost_of(job, variant.definition.faults));
      });
}

void WorstMomentOfTwelve(benchmark::State& state) {
  const std::vector<planted::Job> jobs = planted::jobs();
  std::ptrdiff_t found = 0;
  for (auto _ : state) found = std::ranges::count_if(jobs, search_finds);
  constexpr std::uint64_t seeds = 200;
  std::ptrdiff_t by_chance = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    by_chance += std::ranges::count_if(
        jobs, [&](const planted::Job& job) { return chance_finds(job, seed); });
  }
  state.counters["found"] = static_cast<double>(found);
  state.counters["by_chance"] = static_cast<double>(by_chance) / seeds;
}
BENCHMARK(WorstMomentOfTwelve)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace spotdrill::drill
