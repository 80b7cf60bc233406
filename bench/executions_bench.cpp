// What transitions of state machines cost: of the pure machine, and through the store.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "asl/definition.hpp"
#include "asl/execution.hpp"
#include "base/assert.hpp"
#include "services/states/executions.hpp"
#include "services/states/states.hpp"
#include "sim/virtual_time.hpp"
#include "store/sqlite_store.hpp"
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

/// STANDARD executions of the loop over SQLite, each turn committed. Wanted: 10,000 transitions a
/// second.
void durable_loop(benchmark::State& state) {
  const auto directory = std::filesystem::temp_directory_path() / "spotdrill-executions-bench";
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  {
    const auto store = std::move(*open_sqlite_store(directory / "bench.sqlite"));
    sim::VirtualTime time{Instant{std::chrono::hours{24 * 365 * 50}}};
    Random random{1};
    IdSource ids{random};
    Journal journal{*store};
    World world{time, time, random, ids, journal, *store};
    wire::Dispatcher dispatcher;
    states::States machines{world, Place{"123456789012", "us-east-1"}};
    machines.begin(dispatcher);
    states::StateMachineRecord record;
    record.name = "loop";
    record.type = "STANDARD";
    machines.machines().put("loop", record);
    states::Configuration configuration;
    configuration.definition = loop;
    configuration.role_arn = "arn:aws:iam::123456789012:role/bench";
    machines.revise("loop", configuration);
    const auto target = machines.resolve(machines.machine_arn("loop"));
    ASSERT(target.has_value());
    std::int64_t transitions = 0;
    for (auto _ : state) {
      const auto started = machines.executions().start(*target, {.input = R"({"n": 0})"});
      ASSERT(started.has_value());
      ASSERT(store->commit());
      while ((*machines.executions().find(started->arn))->status == "RUNNING") {
        time.run_for(Duration{1});
        ASSERT(store->commit());
      }
      transitions += 2'001;
    }
    state.SetItemsProcessed(transitions);
  }
  std::filesystem::remove_all(directory);
}
BENCHMARK(durable_loop)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace spotdrill
