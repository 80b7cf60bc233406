// Metric math: whatever text comes, it gives a value or a sentence, and within bounds.
#include <cstdint>
#include <string_view>

#include "services/cloudwatch/expression.hpp"

namespace {

using namespace spotdrill;
using namespace spotdrill::cloudwatch;

constexpr std::int64_t start = 1'800'000'000;

TimeSeries series_of(double first) {
  TimeSeries series{.label = "m", .period = 60};
  for (int minute = 0; minute < 5; ++minute) {
    if (minute != 2) series.points[start + 60 * minute] = first * minute;
  }
  return series;
}

const MathNames names{
    .find = [](std::string_view id) -> MathResult {
      if (id == "m") return MathValue{series_of(3)};
      return tl::unexpected{std::string{"unknown"}};
    },
    .metrics =
        [](std::string_view) { return std::vector<TimeSeries>{series_of(1), series_of(-2)}; },
    .window =
        [](std::int64_t period) {
          return Window{.start = start, .end = start + 3600, .period = period == 0 ? 60 : period};
        },
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  (void)evaluate(text, names);
  return 0;
}
