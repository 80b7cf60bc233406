// What Publish costs between socket and socket, with its deliveries and their commit on the disk:
// by the number of subscriptions, each with a filter policy that lets the message through.
#include <benchmark/benchmark.h>

#include "services/sns/operations.hpp"
#include "services/sqs/operations.hpp"
#include "wire/router.hpp"
#include "world.hpp"

namespace spotdrill {
namespace {

const std::string topic_arn = "arn:aws:sns:us-east-1:123456789012:t";

/// SNS and SQS over a store on the disk, with the topic "t" and queues that are subscribed to it.
struct Publishing {
  explicit Publishing(std::int64_t subscriptions) {
    dispatcher.add(sns::service(topics));
    options.auth_required = false;
    (void)sns::create_topic(topics.at("us-east-1"), {.name = "t"});
    for (std::int64_t queue = 0; queue < subscriptions; ++queue)
      subscribe("q" + std::to_string(queue));
  }

  void subscribe(const std::string& queue) {
    (void)sqs::create_queue(queues.at("us-east-1"), {.queue_name = queue});
    (void)sns::subscribe(topics.at("us-east-1"),
                         {.topic_arn = topic_arn,
                          .protocol = "sqs",
                          .endpoint = "arn:aws:sqs:us-east-1:123456789012:" + queue,
                          .attributes = {{"FilterPolicy", R"({"size":[{"numeric":[">",1]}]})"}}},
                         {});
  }

  bool publish() {
    protocol::HttpRequest request;
    request.headers = {{"Host", "sns.us-east-1.amazonaws.com"},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body =
        "Action=Publish&Version=2010-03-31&Message=a+message+of+some+words&TopicArn=" + topic_arn +
        "&MessageAttributes.entry.1.Name=size&MessageAttributes.entry.1.Value.DataType="
        "Number&MessageAttributes.entry.1.Value.StringValue=7";
    int status = 0;
    wire::Router{dispatcher, keys, still.time, still.ids, options}.handle(
        std::move(request),
        [&](const protocol::HttpResponse& response) { status = response.status; });
    return status == 200;
  }

  /// As the wiring does it.
  Result<void> enqueue(const sns::QueueMessage& message) {
    const std::string name = message.queue.substr(message.queue.rfind(':') + 1);
    TRY(sqs::send_message(
        queues.at("us-east-1"),
        {.queue_url = queues.at("us-east-1").url(name), .message_body = message.body}, {}));
    return {};
  }

  bench::DiskStore store{"sns"};
  bench::StillWorld still;
  World world{still.time, still.time, still.random, still.ids, still.journal, *store};
  wire::Regional<sqs::Sqs> queues{[this](const std::string& region) {
    return std::make_unique<sqs::Sqs>(world, Place{"123456789012", region});
  }};
  wire::Regional<sns::Sns> topics{[this](const std::string& region) {
    return std::make_unique<sns::Sns>(
        world, Place{"123456789012", region},
        [this](const sns::QueueMessage& message) { return enqueue(message); });
  }};
  wire::Dispatcher dispatcher;
  bench::NoKeys keys;
  wire::RouterOptions options;
};

void publish_durably(benchmark::State& state) {
  Publishing publishing{state.range(0)};
  for (auto _ : state) {
    if (!publishing.publish()) state.SkipWithError("it was refused");
    if (!publishing.store->commit()) state.SkipWithError("the disk is full");
  }
}
BENCHMARK(publish_durably)->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace spotdrill
