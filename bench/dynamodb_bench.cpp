// What GetItem and UpdateItem cost between socket and socket, UpdateItem with its commit on the
// disk; and what a million items weigh. Beside moto: bench/dynamodb_beside_moto.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include "services/dynamodb/operations.hpp"
#include "wire/router.hpp"
#include "world.hpp"

namespace spotdrill {
namespace {

/// DynamoDB over a store, with the table "tab".
struct Asked {
  explicit Asked(Store& store) : kept(store) {
    dispatcher.add(dynamodb::service(regions));
    options.auth_required = false;
    ask("CreateTable",
        R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
        R"({"AttributeName":"h","AttributeType":"S"}],"KeySchema":[)"
        R"({"AttributeName":"h","KeyType":"HASH"}]})");
    still.time.run_for(1s);
  }

  protocol::HttpResponse ask(std::string_view operation, std::string body) {
    protocol::HttpRequest request;
    request.headers = {{"Host", "dynamodb.us-east-1.amazonaws.com"},
                       {"Content-Type", "application/x-amz-json-1.0"},
                       {"X-Amz-Target", "DynamoDB_20120810." + std::string{operation}}};
    request.body = std::move(body);
    protocol::HttpResponse answer;
    wire::Router{dispatcher, keys, still.time, still.ids, options}.handle(
        std::move(request), [&](protocol::HttpResponse response) { answer = std::move(response); });
    return answer;
  }

  std::string put(std::int64_t number) {
    return ask("PutItem", R"({"TableName":"tab","Item":{"h":{"S":"item-)" + std::to_string(number) +
                              R"("},"step":{"N":")" + std::to_string(number) +
                              R"("},"state":{"S":"running"},"loss":{"N":"0.125"}}})")
        .body;
  }

  bench::StillWorld still;
  Store& kept;
  World world{still.time, still.time, still.random, still.ids, still.journal, kept};
  wire::Regional<dynamodb::DynamoDb> regions{[this](const std::string& region) {
    return std::make_unique<dynamodb::DynamoDb>(world, Place{"123456789012", region});
  }};
  wire::Dispatcher dispatcher;
  bench::NoKeys keys;
  wire::RouterOptions options;
};

void get_item(benchmark::State& state) {
  MemoryStore store;
  Asked asked{store};
  asked.put(1);
  for (auto _ : state) {
    const auto answer = asked.ask("GetItem", R"({"TableName":"tab","Key":{"h":{"S":"item-1"}}})");
    if (answer.status != 200) state.SkipWithError(answer.body.c_str());
  }
}
BENCHMARK(get_item)->Unit(benchmark::kMicrosecond);

void update_item_durably(benchmark::State& state) {
  bench::DiskStore store{"dynamodb"};
  Asked asked{*store};
  asked.put(1);
  for (auto _ : state) {
    const auto answer =
        asked.ask("UpdateItem",
                  R"({"TableName":"tab","Key":{"h":{"S":"item-1"}},"UpdateExpression":)"
                  R"("SET step = step + :one","ExpressionAttributeValues":{":one":{"N":"1"}}})");
    if (answer.status != 200 || !store->commit()) state.SkipWithError(answer.body.c_str());
  }
}
BENCHMARK(update_item_durably)->Unit(benchmark::kMicrosecond);

/// "bytes_per_item" is of the heap; the store's own copy is on the disk.
void million_items(benchmark::State& state) {
  for (auto _ : state) {
    class Nowhere final : public Store {
     public:
      std::vector<Row> load(std::string_view, std::string_view) override { return {}; }
      std::vector<std::string> scopes(std::string_view) override { return {}; }
      std::optional<std::string> read(std::string_view, std::string_view,
                                      std::string_view) override {
        return std::nullopt;
      }
      void put(std::string_view, std::string_view, std::string_view, std::string_view) override {}
      void erase(std::string_view, std::string_view, std::string_view) override {}

     protected:
      bool write() override { return true; }
      void erase_all() override {}
    } store;
    Asked asked{store};
    const std::size_t before = mallinfo2().uordblks;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
      asked.put(i);
      if (i % 1000 == 0) store.commit();
    }
    store.commit();
    const std::size_t after = mallinfo2().uordblks;
    state.counters["bytes_per_item"] =
        static_cast<double>(after - before) / static_cast<double>(state.range(0));
  }
}
BENCHMARK(million_items)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace spotdrill
