#include "drill/sketch/machine_inputs.hpp"

#include <gmock/gmock.h>

namespace spotdrill::drill::sketch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> inputs_of(std::string_view states) {
  const auto value = parse_json(R"({"StartAt":"A","States":)" + std::string{states} + "}");
  return machine_inputs(value->as_object());
}

TEST(MachineInputs, AreWhatStatesReadOfThem) {
  EXPECT_THAT(inputs_of(R"-({"A":{"Type":"Task","Resource":"r","End":true,"Parameters":{
      "Value.$":"States.Format('{} {}', $.duration, $['job name'].x)","Fixed":"$.none",
      "Inner":{"Type.$":"$.type"}
}
}
})-"),
              ElementsAre("duration", "job name", "type"));
  EXPECT_THAT(inputs_of(R"-({"A":{"Type":"Wait","SecondsPath":"$.wait","Next":"B"},
      "B":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericLessThanPath":"$.limit",
      "Next":"C"}],"Default":"C"},"C":{"Type":"Succeed"}})-"),
              ElementsAre("limit", "n", "wait"));
}

TEST(MachineInputs, AreNotWhatTheMachinePutsThereItself) {
  EXPECT_THAT(inputs_of(R"-({"A":{"Type":"Task","Resource":"r","ResultPath":"$.made","Next":"B",
      "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"C"}]},
      "B":{"Type":"Pass","Parameters":{"a.$":"$.made.x","b.$":"$.given"},"Next":"C"},
      "C":{"Type":"Task","Resource":"r","Parameters":{"x.$":"$.a"},"End":true}})-"),
              ElementsAre("a", "given"));  // The catcher's way leads to C with the input.
  EXPECT_THAT(inputs_of(R"-({"A":{"Type":"Task","Resource":"r","Next":"B"},
      "B":{"Type":"Pass","Parameters":{"a.$":"$.of.the.result","c.$":"$$.Execution.Input.c"},
      "End":true}})-"),
              ElementsAre("c"));
}

TEST(MachineInputs, OfLoopsAndBranchesAreFoundAndItemsAreNone) {
  EXPECT_THAT(inputs_of(R"-({"A":{"Type":"Parallel","Branches":[{"StartAt":"P","States":{"P":
      {"Type":"Wait","SecondsPath":"$.in_branch","End":true}}}],"ResultPath":null,"Next":"B"},
      "B":{"Type":"Map","ItemsPath":"$.items","ResultPath":null,"ItemProcessor":{"StartAt":"M",
      "States":{"M":{"Type":"Wait","SecondsPath":"$.of_item","End":true}}},"Next":"A"}})-"),
              ElementsAre("in_branch", "items"));
}

std::vector<std::string> inputs_in_jsonata(std::string_view states) {
  const auto value = parse_json(R"({"QueryLanguage":"JSONata","StartAt":"A","States":)" +
                                std::string{states} + "}");
  return machine_inputs(value->as_object());
}

TEST(MachineInputs, OfQueriesAreThoseOfTheirStates) {
  EXPECT_THAT(inputs_in_jsonata(R"-({"A":{"Type":"Task","Resource":"r","Next":"B",
      "Arguments":{"V":"{% $states.input.duration & $states.input.'job name' %}","F":"$states.input.no",
      "W":["{% $states.input['x'].y + $states.inputs.z %}"]},"Output":"{% $states.input %}",
      "Assign":{"a":"{% $states.input.assigned & $states.result.r %}"},
      "Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}]},
      "B":{"Type":"Choice","Default":"C","Choices":[{"Next":"C","Output":{"only":1},
      "Condition":"{% $states.input.n > 1 and $exists($states.input.perhaps) %}"}]},
      "C":{"Type":"Wait","Seconds":"{% $states.context.Execution.Input.wait + $states.input.perhaps %}",
      "Next":"D"},"D":{"Type":"Pass","Output":{"a":1},"Next":"E"},
      "E":{"Type":"Pass","Output":"{% $states.input.made %}","End":true}})-"),
              ElementsAre("assigned", "duration", "job name", "n", "wait"));
  EXPECT_THAT(
      inputs_of(
          R"-({"A":{"Type":"Map","QueryLanguage":"JSONata","Items":"{% $states.input.items %}",
      "ItemProcessor":{"StartAt":"M","States":{"M":{"Type":"Wait","SecondsPath":"$.of_item","End":true}}},
      "Output":"{%$states.input%}","Next":"B"},
      "B":{"Type":"Wait","SecondsPath":"$.in_path","End":true}})-"),
      ElementsAre("in_path", "items"));
}

TEST(MachineInputs, ThatAreAskedForNeedNotBeThere) {
  EXPECT_THAT(inputs_of(R"-({"A":{"Type":"Choice","Default":"B","Choices":[{"And":[
      {"Variable":"$.x","IsPresent":true},{"Variable":"$.x","StringEquals":"1"}],"Next":"B"}]},
      "B":{"Type":"Succeed"}})-"),
              IsEmpty());
  EXPECT_THAT(inputs_of(R"-({"A":{"Type":"Pass","Parameters":{"all.$":"$","t.$":"$$.Task.Token"},
      "End":true}})-"),
              IsEmpty());
}

}  // namespace
}  // namespace spotdrill::drill::sketch
