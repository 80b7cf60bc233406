// What PutLogEvents, GetLogEvents and FilterLogEvents cost between socket and socket, with their
// commits on the disk, and what memory a million events need. Beside moto: bench/logs_beside_moto.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <malloc.h>

#include "base/json.hpp"
#include "services/logs/operations.hpp"
#include "wire/router.hpp"
#include "world.hpp"

namespace spotdrill {
namespace {

/// CloudWatch Logs over a store on the disk, with the stream "s" of the group "g".
struct Logging {
  Logging() {
    dispatcher.add(logs::service(regions));
    options.auth_required = false;
    ask("CreateLogGroup", R"({"logGroupName":"g"})");
    on_s("CreateLogStream", "");
  }

  std::string ask(std::string_view operation, std::string body) {
    protocol::HttpRequest request;
    request.headers = {{"Host", "logs.us-east-1.amazonaws.com"},
                       {"Content-Type", "application/x-amz-json-1.1"},
                       {"X-Amz-Target", "Logs_20140328." + std::string{operation}}};
    request.body = std::move(body);
    std::string answer;
    wire::Router{dispatcher, keys, still.time, still.ids, options}.handle(
        std::move(request),
        [&](const protocol::HttpResponse& response) { answer = response.body; });
    return answer;
  }
  std::string on_s(std::string_view operation, const std::string& more) {
    return ask(operation, R"({"logGroupName":"g","logStreamName":"s")" +
                              (more.empty() ? "" : "," + more) + "}");
  }
  /// A put of so many events, a millisecond apart.
  void put(std::int64_t count) {
    std::string events;
    for (std::int64_t i = 0; i < count; ++i) {
      events +=
          fmt::format(R"({}{{"timestamp":{},"message":"step {} of a job took some seconds{}"}})",
                      i == 0 ? "" : ",", at_ + i, at_ + i, (at_ + i) % 1000 == 0 ? " ERROR" : "");
    }
    at_ += count;
    on_s("PutLogEvents", R"("logEvents":[)" + events + "]");
  }
  /// So many events, by puts of a thousand.
  void fill(std::int64_t count) {
    for (std::int64_t i = 0; i < count; i += 1000) {
      put(1000);
      store->commit();
    }
  }

  bench::DiskStore store{"logs"};
  bench::StillWorld still;
  World world{still.time, still.time, still.random, still.ids, still.journal, *store};
  wire::Regional<logs::Logs> regions{[this](const std::string& region) {
    return std::make_unique<logs::Logs>(world, Place{"123456789012", region});
  }};
  wire::Dispatcher dispatcher;
  bench::NoKeys keys;
  wire::RouterOptions options;

 private:
  // Whatever the clock says, neither too old nor too new.
  std::int64_t at_ = millis_since_epoch(world.clock.now());
};

void put_events_durably(benchmark::State& state) {
  Logging logging;
  for (auto _ : state) {
    logging.put(state.range(0));
    if (!logging.store->commit()) state.SkipWithError("the disk is full");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(put_events_durably)->Arg(1)->Arg(1000)->Iterations(1000)->Unit(benchmark::kMicrosecond);

/// A page of a hundred from the end of a stream that has so many.
void get_events(benchmark::State& state) {
  Logging logging;
  const std::size_t before = mallinfo2().uordblks;
  logging.fill(state.range(0));
  const std::size_t after = mallinfo2().uordblks;
  state.counters["bytes_per_event"] =
      static_cast<double>(after - before) / static_cast<double>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(logging.on_s("GetLogEvents", R"("limit":100)"));
}
BENCHMARK(get_events)->Arg(1000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

/// All of a stream that has so many, a thousandth of which matches.
void filter_events(benchmark::State& state) {
  Logging logging;
  logging.fill(state.range(0));
  for (auto _ : state) {
    std::string token;
    do {
      const std::string reply = logging.ask(
          "FilterLogEvents", R"({"logGroupName":"g","filterPattern":"ERROR")" +
                                 (token.empty() ? "" : R"(,"nextToken":")" + token + "\"") + "}");
      token = string_at(parse_json(reply)->get_object(), "nextToken");
    } while (!token.empty());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(filter_events)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace spotdrill
