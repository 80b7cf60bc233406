// Valid definitions by chance: lines of states below one another, with loops that end.
#pragma once

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "engine/random.hpp"

namespace spotdrill::asl {

class RandomMachine {
 public:
  explicit RandomMachine(std::uint64_t seed) : random_(seed) {}

  /// A definition, to be begun with an object that has an array "i".
  std::string definition() {
    const std::string limit = chance(5) ? R"("TimeoutSeconds": 40, )" : "";
    return "{" + limit + line(2).substr(1);
  }

 private:
  bool chance(std::uint64_t one_in) { return random_.below(one_in) == 0; }

  template <std::size_t Count>
  const char* one_of(const std::array<const char*, Count>& all) {
    return all.at(random_.below(Count));
  }

  /// A line of one state or some, the last of which ends it.
  std::string line(int depth) {
    const std::string name = fmt::format("L{}", ++lines_);
    const int count = static_cast<int>(random_.below(4)) + 1;
    std::string states;
    for (int index = 0; index < count; ++index) {
      const auto next = fmt::format("{}_{}", name, index + 1);
      states += state(fmt::format("{}_{}", name, index), next, depth) + ", ";
    }
    states +=
        fmt::format(R"("{}_{}": {})", name, count,
                    chance(8) ? R"({"Type": "Fail", "Error": "F"})" : R"({"Type": "Succeed"})");
    return fmt::format(R"({{"StartAt": "{}_0", "States": {{{}}}}})", name, states);
  }

  std::string state(const std::string& name, const std::string& next, int depth) {
    switch (random_.below(depth > 0 ? 9U : 6U)) {
      case 0:
        return pass(name, next);
      case 1:
        return fmt::format(R"("{}": {{"Type": "Wait", "Seconds": {}, "Next": "{}"}})", name,
                           random_.below(4) * 3, next);
      case 2:
        return loop(name, next);
      case 3:
      case 4:
      case 5:
        return task(name, next);
      case 6:
        return parallel(name, next, depth);
      default:
        return map(name, next, depth);
    }
  }

  std::string pass(const std::string& name, const std::string& next) {
    const char* does =
        chance(25) ? R"("InputPath": "$.missing")" : R"s("Parameters": {"u.$": "States.UUID()"})s";
    return fmt::format(R"("{}": {{"Type": "Pass", {}, "ResultPath": "$.p", "Next": "{}"}})", name,
                       does, next);
  }

  /// Three times round a Pass.
  std::string loop(const std::string& name, const std::string& next) {
    const std::string variable = fmt::format("v{}", ++variables_);
    return fmt::format(R"s("{0}": {{"Type": "Pass", "Assign": {{"{1}": 0}}, "Next": "{0}b"}},
      "{0}b": {{"Type": "Pass", "Assign": {{"{1}.$": "States.MathAdd(${1}, 1)"}}, "Next": "{0}c"}},
      "{0}c": {{"Type": "Choice", "Choices": [
        {{"Variable": "${1}", "NumericLessThan": 3, "Next": "{0}b"}}], "Default": "{2}"}})s",
                       name, variable, next);
  }

  std::string effort(const std::string& next) {
    std::string members;
    if (chance(2)) {
      members += fmt::format(
          R"(, "Retry": [{{"ErrorEquals": ["{}"], "IntervalSeconds": {}, "MaxAttempts": 2{}}}])",
          one_of(std::array{"States.ALL", "E", "States.Timeout"}), random_.below(3),
          chance(2) ? R"(, "JitterStrategy": "FULL")" : "");
    }
    if (chance(2)) {
      members += fmt::format(
          R"(, "Catch": [{{"ErrorEquals": ["{}"], "ResultPath": "$.e", "Next": "{}"}}])",
          one_of(std::array{"States.ALL", "E", "States.TaskFailed"}), next);
    }
    return members;
  }

  std::string task(const std::string& name, const std::string& next) {
    constexpr std::array resources{"arn:aws:states:::aws-sdk:ec2:describeInstances",
                                   "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                                   "arn:aws:states:::states:startExecution.sync:2",
                                   "arn:aws:states:eu-west-1:000000000000:activity:a",
                                   "arn:aws:lambda:eu-west-1:000000000000:function:f"};
    return fmt::format(
        R"("{}": {{"Type": "Task", "Resource": "{}", "ResultPath": "$.t", "Next": "{}"{}{}}})",
        name, one_of(resources), next, effort(next),
        chance(2) ? R"(, "TimeoutSeconds": 9, "HeartbeatSeconds": 4)" : "");
  }

  std::string parallel(const std::string& name, const std::string& next, int depth) {
    std::string branches = line(depth - 1);
    for (std::uint64_t more = random_.below(3); more > 0; --more)
      branches += ", " + line(depth - 1);
    return fmt::format(
        R"("{}": {{"Type": "Parallel", "ResultPath": null, "Next": "{}", "Branches": [{}]{}}})",
        name, next, branches, effort(next));
  }

  std::string map(const std::string& name, const std::string& next, int depth) {
    const bool distributed = chance(4);
    std::string processor = line(depth - 1);
    if (distributed) {
      processor = R"({"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, )" +
                  processor.substr(1);
    }
    return fmt::format(
        R"("{}": {{"Type": "Map", "ItemsPath": "$.i", "ItemSelector": {{"i.$": "$.i"}},
          "MaxConcurrency": {}, "ResultPath": null, "Next": "{}", "ItemProcessor": {}{}}})",
        name, random_.below(3), next, processor, effort(next));
  }

  Random random_;
  int lines_ = 0;
  int variables_ = 0;
};

}  // namespace spotdrill::asl
