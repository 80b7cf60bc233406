// What an execution is started with: it is refused in words, or state machines that look at every
// part of it run to an end, give JSON that can be read again, and run the same a second time.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "asl/definition.hpp"
#include "asl/execution.hpp"
#include "services/states/errors.hpp"

namespace {

using namespace spotdrill;
using asl::Input;

/// Each by itself: what the input does not have ends an execution.
constexpr std::array definitions{
    R"s({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
      "Parameters": {"whole.$": "$", "all.$": "$..*", "last.$": "$..a[-1:]", "first.$": "$..a[0]",
        "more.$": "$..[?(@.a > 1 || @.b == 'x')]", "text.$": "States.JsonToString($)",
        "hash.$": "States.Hash($, 'SHA-1')", "told.$": "States.Format('{} of {}', $, $$)"},
      "ResultPath": "$.p.q"}}})s",
    R"s({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemSelector": {
        "item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"},
      "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "InputPath": "$.item",
        "Next": "Q"}, "Q": {"Type": "Pass", "Assign": {"v.$": "$"}, "End": true}}}}}})s",
    R"s({"StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "D", "Choices": [
        {"And": [{"Variable": "$.a", "IsPresent": true}, {"Or": [
          {"Variable": "$.a", "NumericLessThan": 7}, {"Variable": "$.a", "StringMatches": "x*y"},
          {"Variable": "$.a", "TimestampGreaterThan": "2020-01-01T00:00:00Z"},
          {"Variable": "$.a", "StringEqualsPath": "$.a"}]}], "Next": "D"}]},
      "D": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "E", "States": {"E": {"Type": "Pass", "OutputPath": "$", "End": true}}},
        {"StartAt": "F", "States": {"F": {"Type": "Fail", "ErrorPath": "$.a", "CausePath":
          "States.JsonToString($)"}}}], "Catch": [{"ErrorEquals": ["States.ALL"],
          "ResultPath": "$.caught", "Next": "G"}]}, "G": {"Type": "Succeed"}}})s",
    R"s({"StartAt": "W", "States": {"W": {"Type": "Wait", "TimestampPath": "$.a", "End": true}}})s",
    R"s({"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$.a", "Next": "T"},
      "T": {"Type": "Pass", "End": true, "Parameters": {"a.$": "States.StringToJson($.b)",
        "n.$": "States.MathAdd($.a, $.a)"}}}})s",
    R"s({"StartAt": "T", "States": {"T": {"Type": "Task", "ResultSelector": {"s.$": "$", "n.$":
        "$.length()"}, "Resource": "arn:aws:states:::aws-sdk:ssm:putParameter", "ResultPath": "$.a",
      "TimeoutSecondsPath": "$.t", "Next": "U"}, "U": {"Type": "Pass", "Parameters": {"u.$":
        "States.ArrayUnique($.a.s)", "m.$": "States.JsonMerge($, $.a, false)"}, "End": true}}})s"};

using Machine = std::shared_ptr<const asl::StateMachine>;

asl::Execution made(const Machine& machine, const std::string& input) {
  asl::Start start;
  start.execution_name = "e";
  start.input = asl::Payload::of_text(asl::make_text(input));
  return {machine, std::move(start)};
}

/// Runs it, with tasks that give what they are given; returns what it heard of.
std::vector<Input> run(asl::Execution& execution) {
  std::vector<Input> inputs{{.kind = Input::Kind::Begin, .text = {}, .error = {}}};
  for (std::size_t next = 0; next < inputs.size(); ++next) {
    execution.apply(Input{inputs[next]});
    for (const asl::Request& request : execution.take_requests()) {
      inputs.push_back({.kind = Input::Kind::TaskSucceeded,
                        .at = inputs[next].at,
                        .task = request.task,
                        .text = *request.parameters.text(),
                        .error = {}});
    }
    if (next + 1 < inputs.size()) continue;
    if (const auto due = execution.next_due()) {
      inputs.push_back({.kind = Input::Kind::Wake, .at = *due, .text = {}, .error = {}});
    } else if (execution.has_more()) {
      inputs.push_back(
          {.kind = Input::Kind::Continue, .at = inputs[next].at, .text = {}, .error = {}});
    }
  }
  return inputs;
}

std::string history_of(const asl::Execution& execution) {
  std::string text;
  for (const asl::HistoryEvent& event : execution.history()) {
    text += to_text(asl::render(event, /*include_data=*/true)) + "\n";
  }
  return text;
}

void check(const Machine& machine, const std::string& input) {
  asl::Execution execution = made(machine, input);
  const std::vector<Input> inputs = run(execution);
  if (execution.status() == asl::Status::Running) std::abort();
  if (execution.status() == asl::Status::Succeeded &&
      !parse_json(*execution.output().text()).has_value()) {
    std::abort();
  }
  asl::Execution again = made(machine, input);
  for (const Input& each : inputs) {
    again.apply(each);
    (void)again.take_requests();
  }
  if (history_of(again) != history_of(execution)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<Machine> machines = [] {
    std::vector<Machine> all;
    for (const char* definition : definitions) {
      all.push_back(asl::parse_definition(definition).machine);
      if (all.back() == nullptr) std::abort();
    }
    return all;
  }();
  const std::string input{reinterpret_cast<const char*>(data), size};
  const auto taken = states::check_execution_input(input);
  if (!taken.has_value()) {
    if (taken.error().code.empty() || taken.error().message.empty()) std::abort();
    return 0;
  }
  for (const Machine& machine : machines) check(machine, input);
  return 0;
}
