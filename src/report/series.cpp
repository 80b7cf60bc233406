#include "report/series.hpp"

#include <algorithm>

namespace spotdrill::report {

std::vector<Sample> thinned(const std::vector<Sample>& samples, std::size_t most) {
  constexpr std::size_t kept_of_bucket = 4;
  if (samples.size() <= most || most < 2 * kept_of_bucket) return samples;
  const std::size_t buckets = most / kept_of_bucket;
  std::vector<Sample> kept;
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    const std::size_t begin = bucket * samples.size() / buckets;
    const std::size_t end = (bucket + 1) * samples.size() / buckets;
    const auto from = samples.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = samples.begin() + static_cast<std::ptrdiff_t>(end);
    const auto [least, greatest] = std::minmax_element(
        from, to, [](const Sample& a, const Sample& b) { return a.value < b.value; });
    auto last = from;
    for (const auto& each : {from, std::min(least, greatest), std::max(least, greatest), to - 1}) {
      if (each == from || each != last) kept.push_back(*each);
      last = each;
    }
  }
  return kept;
}

const api::report::Instance* worker_at(const api::report::Report& report, Instant at) {
  const api::report::Instance* worker = nullptr;
  for (const api::report::Instance& instance : report.instances) {
    const bool there =
        instance.requested_at <= at && (!instance.ended_at || at < *instance.ended_at);
    if (there) worker = &instance;
  }
  return worker;
}

const Sample* newest_at(const std::vector<Sample>& samples, Instant at) {
  const auto after = std::upper_bound(samples.begin(), samples.end(), at,
                                      [](Instant t, const Sample& each) { return t < each.at; });
  return after == samples.begin() ? nullptr : &*(after - 1);
}

}  // namespace spotdrill::report
