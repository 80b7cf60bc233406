#include "apps/drill_clock.hpp"

#include <algorithm>

#include "apps/data_dir.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "host/guest_time.hpp"
#include "host/host_mode.hpp"

namespace spotdrill::apps {
namespace {

std::optional<ClockOrigin> read_origin(const std::filesystem::path& file) {
  const auto text = read_text(file);
  if (!text) return std::nullopt;
  const auto parsed = parse_json(*text);
  if (!parsed.has_value() || !parsed->is_object()) return std::nullopt;
  const auto number = [&](std::string_view key) -> const json::value* {
    const json::value* value = parsed->get_object().if_contains(key);
    return value != nullptr && value->is_number() ? value : nullptr;
  };
  const json::value* drill = number("drill");
  const json::value* real = number("real");
  const json::value* rate = number("rate");
  if (drill == nullptr || real == nullptr || rate == nullptr) return std::nullopt;
  return ClockOrigin{.drill = Instant{Duration{drill->to_number<std::int64_t>()}},
                     .real = Instant{Duration{real->to_number<std::int64_t>()}},
                     .rate = rate->to_number<double>()};
}

}  // namespace

std::filesystem::path time_pages(const std::filesystem::path& data) {
  return data / "clock";
}

ClockOrigin clock_origin(const std::filesystem::path& data, const Speed& speed) {
  const std::filesystem::path file = data / "clock.json";
  ClockOrigin origin = RealClock::origin_now(speed.rate());
  // What was passed over is in the pages alone, which outlive a server that is killed.
  const auto ahead = read_ahead(time_pages(data));
  const Instant at_least =
      origin.real + std::chrono::floor<Duration>(ahead.value_or(std::chrono::nanoseconds{0}));
  if (const auto kept = read_origin(file)) {
    const Instant now = RealClock{*kept}.now();
    if (kept->rate == speed.rate() && now >= at_least) return *kept;
    origin.drill = now;
  }
  origin.drill = std::max(origin.drill, at_least);
  json::object object;
  object.emplace("drill", origin.drill.time_since_epoch().count());
  object.emplace("real", origin.real.time_since_epoch().count());
  object.emplace("rate", origin.rate);
  // A clock that cannot be kept begins anew at the next start, which the store shows soon enough:
  // it could not be written either.
  replace_file(file, to_text(object) + "\n", 0600);
  return origin;
}

Result<std::unique_ptr<SharedTime>, std::string> open_time_pages(const ServeOptions& options) {
  if (!options.speed.is_auto() || options.modelled) return std::unique_ptr<SharedTime>{};
  const auto init = find_init_program();
  if (!init || guest_time_library(*init).empty()) {
    log::warning("libspotdrill-clock.so is missing: drill time is real time");
    return std::unique_ptr<SharedTime>{};
  }
  return SharedTime::open(time_pages(options.data));
}

}  // namespace spotdrill::apps
