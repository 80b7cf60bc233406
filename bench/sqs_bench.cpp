// What SendMessage and ReceiveMessage with DeleteMessage cost between socket and socket, with their
// commits on the disk; and that a queue of any length costs the same. Beside moto:
// bench/sqs_beside_moto.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include "base/json.hpp"
#include "services/sqs/operations.hpp"
#include "wire/router.hpp"
#include "world.hpp"

namespace spotdrill {
namespace {

/// SQS over a store on the disk, with the queue "q".
struct Queueing {
  Queueing() {
    dispatcher.add(sqs::service(regions));
    options.auth_required = false;
    ask("CreateQueue", R"({"QueueName":"q"})");
  }

  std::string ask(std::string_view operation, std::string body) {
    protocol::HttpRequest request;
    request.headers = {{"Host", "sqs.us-east-1.amazonaws.com"},
                       {"Content-Type", "application/x-amz-json-1.0"},
                       {"X-Amz-Target", "AmazonSQS." + std::string{operation}}};
    request.body = std::move(body);
    std::string answer;
    wire::Router{dispatcher, keys, still.time, still.ids, options}.handle(
        std::move(request),
        [&](const protocol::HttpResponse& response) { answer = response.body; });
    return answer;
  }
  std::string on_q(std::string_view operation, const std::string& more) {
    return ask(operation, R"({"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/q")" +
                              (more.empty() ? "" : "," + more) + "}");
  }
  void send() { on_q("SendMessage", R"("MessageBody":"a message of some words")"); }
  /// Receives one and deletes it. False: there was none.
  bool work() {
    const auto received = parse_json(on_q("ReceiveMessage", ""));
    const json::value* messages = received->get_object().if_contains("Messages");
    if (messages == nullptr) return false;
    const std::string_view handle =
        string_at(messages->get_array().at(0).get_object(), "ReceiptHandle");
    return on_q("DeleteMessage", R"("ReceiptHandle":")" + std::string{handle} + "\"") == "{}";
  }

  bench::DiskStore store{"sqs"};
  bench::StillWorld still;
  World world{still.time, still.time, still.random, still.ids, still.journal, *store};
  wire::Regional<sqs::Sqs> regions{[this](const std::string& region) {
    return std::make_unique<sqs::Sqs>(world, Place{"123456789012", region});
  }};
  wire::Dispatcher dispatcher;
  bench::NoKeys keys;
  wire::RouterOptions options;
};

void send_durably(benchmark::State& state) {
  Queueing queueing;
  for (auto _ : state) {
    queueing.send();
    if (!queueing.store->commit()) state.SkipWithError("the disk is full");
  }
}
BENCHMARK(send_durably)->Unit(benchmark::kMicrosecond);

/// Of a queue that has so many messages.
void receive_and_delete_durably(benchmark::State& state) {
  Queueing queueing;
  const std::size_t before = mallinfo2().uordblks;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    queueing.send();
    if (i % 1000 == 0) queueing.store->commit();
  }
  queueing.store->commit();
  const std::size_t after = mallinfo2().uordblks;
  state.counters["bytes_per_message"] =
      static_cast<double>(after - before) / static_cast<double>(state.range(0));
  for (auto _ : state) {
    queueing.send();
    if (!queueing.work() || !queueing.store->commit()) state.SkipWithError("there was nothing");
  }
}
BENCHMARK(receive_and_delete_durably)
    ->Arg(1)
    ->Arg(1'000'000)
    ->Iterations(10'000)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace spotdrill
