// What transitions of state machines cost: of the pure machine, and through the store.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "asl/definition.hpp"
#include "asl/execution.hpp"
#include "base/assert.hpp"
#include "services/states/executions.hpp"
#include "services/states/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/sqlite_store.hpp"
#include "wire/router.hpp"
#include "world.hpp"

namespace spotdrill {
namespace {

/// A Pass and a Choice, 1,000 times over.
constexpr std::string_view loop = R"json({"StartAt": "Add", "States": {
  "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
  "More": {"Type": "Choice",
           "Choices": [{"Variable": "$.n", "NumericLessThan": 1000, "Next": "Add"}],
           "Default": "Done"},
  "Done": {"Type": "Succeed"}}})json";

constexpr std::string_view over_items = R"json({"StartAt": "Each", "States": {
  "Each": {"Type": "Map", "ItemProcessor": {
    "StartAt": "Take", "States": {"Take": {"Type": "Pass", "End": true}}}, "End": true}}})json";

/// As loop, until the history is as long as a history may be.
constexpr std::string_view longest_loop = R"json({"StartAt": "Add", "States": {
  "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
  "More": {"Type": "Choice",
           "Choices": [{"Variable": "$.n", "NumericLessThan": 10000, "Next": "Add"}],
           "Default": "Done"},
  "Done": {"Type": "Succeed"}}})json";

std::string history_request(const std::string& arn, const std::string& token) {
  json::object request{{"executionArn", arn}, {"maxResults", 1'000}};
  if (!token.empty()) request.emplace("nextToken", token);
  return to_text(request);
}

std::shared_ptr<const asl::StateMachine> machine_of(std::string_view definition) {
  const asl::Parsed parsed = asl::parse_definition(definition);
  ASSERT(parsed.valid());
  return parsed.machine;
}

asl::Start start_with(std::string input) {
  asl::Start start;
  start.execution_name = "bench";
  start.input = asl::Payload::of_text(asl::make_text(std::move(input)));
  return start;
}

std::unique_ptr<asl::Execution> run(const std::shared_ptr<const asl::StateMachine>& machine,
                                    const asl::Start& start, const asl::Limits& limits) {
  auto execution = std::make_unique<asl::Execution>(machine, start, limits);
  execution->apply({.kind = asl::Input::Kind::Begin, .at = Instant{}, .text = {}, .error = {}});
  while (execution->has_more()) {
    execution->apply(
        {.kind = asl::Input::Kind::Continue, .at = Instant{}, .text = {}, .error = {}});
  }
  ASSERT(execution->status() == asl::Status::Succeeded);
  return execution;
}

/// Wanted: 200,000 transitions a second on one core.
void pure_loop(benchmark::State& state) {
  const auto machine = machine_of(loop);
  const asl::Start start = start_with(R"({"n": 0})");
  std::int64_t transitions = 0;
  for (auto _ : state) transitions += run(machine, start, {})->transitions();
  state.SetItemsProcessed(transitions);
}
BENCHMARK(pure_loop)->Unit(benchmark::kMillisecond);

/// Wanted: under 2 seconds.
void map_over_10000_items(benchmark::State& state) {
  const auto machine = machine_of(over_items);
  std::string input = "[";
  for (int item = 0; item < 10'000; ++item) input += (item == 0 ? "" : ",") + std::to_string(item);
  const asl::Start start = start_with(input + "]");
  const asl::Limits limits{.history_events = 0};
  for (auto _ : state) run(machine, start, limits);
}
BENCHMARK(map_over_10000_items)->Unit(benchmark::kMillisecond);

/// Step Functions over SQLite, with a state machine called "loop".
class Durable {
 public:
  explicit Durable(std::string_view definition) {
    dispatcher_.add(states::service(regions_));
    states::StateMachineRecord record;
    record.name = "loop";
    record.type = "STANDARD";
    machines().machines().put("loop", record);
    states::Configuration configuration;
    configuration.definition = definition;
    configuration.role_arn = "arn:aws:iam::123456789012:role/bench";
    machines().revise("loop", configuration);
  }
  Durable(const Durable&) = delete;
  Durable& operator=(const Durable&) = delete;
  ~Durable() {
    regions_.clear();
    store_.reset();
    std::filesystem::remove_all(directory_);
  }

  /// Runs it to its end, each turn committed; returns its ARN.
  std::string run() {
    const auto target = machines().resolve(machines().machine_arn("loop"));
    ASSERT(target.has_value());
    const auto started = machines().executions().start(*target, {.input = R"({"n": 0})"});
    ASSERT(started.has_value());
    ASSERT(store_->commit());
    while ((*machines().executions().find(started->arn))->status == "RUNNING") {
      time_.run_for(Duration{1});
      ASSERT(store_->commit());
    }
    return started->arn;
  }

  /// Asks as a client does, by HTTP's body.
  protocol::HttpResponse ask(std::string_view operation, std::string body) {
    protocol::HttpRequest request;
    request.headers = {{"Host", "states.us-east-1.amazonaws.com"},
                       {"Content-Type", "application/x-amz-json-1.0"},
                       {"X-Amz-Target", "AWSStepFunctions." + std::string{operation}}};
    request.body = std::move(body);
    protocol::HttpResponse reply;
    router_.handle(request, [&](const protocol::HttpResponse& response) { reply = response; });
    return reply;
  }

 private:
  static std::filesystem::path fresh_directory() {
    auto directory = std::filesystem::temp_directory_path() / "spotdrill-executions-bench";
    std::filesystem::remove_all(directory);
    std::filesystem::create_directories(directory);
    return directory;
  }
  states::States& machines() { return regions_.at("us-east-1"); }

  std::filesystem::path directory_ = fresh_directory();
  std::unique_ptr<Store> store_ = std::move(*open_sqlite_store(directory_ / "bench.sqlite"));
  sim::VirtualTime time_{Instant{std::chrono::hours{24 * 365 * 50}}};
  Random random_{1};
  IdSource ids_{random_};
  Journal journal_{*store_};
  World world_{time_, time_, random_, ids_, journal_, *store_};
  wire::Dispatcher dispatcher_;
  wire::Regional<states::States> regions_{[this](const std::string& region) {
    auto made = std::make_unique<states::States>(world_, Place{"123456789012", region});
    made->begin(dispatcher_);
    return made;
  }};
  bench::NoKeys keys_;
  wire::Router router_{dispatcher_, keys_, time_, ids_, {.auth_required = false}};
};

/// STANDARD executions of the loop. Wanted: 10,000 transitions a second.
void durable_loop(benchmark::State& state) {
  Durable durable{loop};
  std::int64_t transitions = 0;
  for (auto _ : state) {
    durable.run();
    transitions += 2'001;
  }
  state.SetItemsProcessed(transitions);
}
BENCHMARK(durable_loop)->Unit(benchmark::kMillisecond);

/// The last page of 1,000 events of a history that is as long as one becomes. Wanted: milliseconds,
/// as for the first.
void history_page(benchmark::State& state) {
  Durable durable{longest_loop};
  const std::string arn = durable.run();
  std::string token;
  for (auto page = state.range(0); page > 1; --page) {
    const auto reply = durable.ask("GetExecutionHistory", history_request(arn, token));
    const auto parsed = parse_json(reply.body);
    ASSERT(parsed.has_value());
    token = string_at(parsed->get_object(), "nextToken");
    ASSERT(!token.empty());
  }
  const std::string request = history_request(arn, token);
  for (auto _ : state) {
    if (durable.ask("GetExecutionHistory", request).status != 200) state.SkipWithError("refused");
  }
}
BENCHMARK(history_page)->ArgName("page")->Arg(1)->Arg(25)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace spotdrill
