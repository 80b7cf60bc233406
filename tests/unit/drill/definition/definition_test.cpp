#include "drill/definition/definition.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "scratch.hpp"

namespace spotdrill::drill {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class DefinitionFile : public testing::Test {
 protected:
  DefinitionFile() {
    write("job.sh", "#!/bin/sh\necho 100%\n");
    write("spec.json", R"({"ImageId": "ami-1", "UserData": "IyEvYmluL3NoCg=="})");
    write("template.json", R"({
  "description": "a template",
  "roleArn": "arn:aws:iam::123456789012:role/fis",
  "stopConditions": [{"source": "none"}],
  "targets": {},
  "actions": {}
})");
  }

  void write(const std::string& name, const std::string& content) {
    std::ofstream{directory_ / name} << content;
  }

  Read<Definition> parse(std::string_view text) {
    return parse_definition(text, directory_ / "drill.yaml");
  }

  /// The mistakes in `text`, without the directory.
  std::vector<std::string> mistakes(std::string_view text) {
    std::vector<std::string> lines;
    Read<Definition> read = parse(text);
    if (read) return lines;
    for (const Mistake& mistake : read.error()) {
      lines.push_back(to_text(mistake).substr(directory_.string().size() + 1));
    }
    return lines;
  }

  ScratchDirectory scratch_;
  std::filesystem::path directory_ = scratch_.path();
};

TEST_F(DefinitionFile, WholeDrillIsRead) {
  const Read<Definition> read = parse(R"(
drill: a-drill
workload:
  user-data: job.sh
  progress: {metric: fisworkshop/unsaved}
  saved: {file: /mnt/efs/saved, pattern: 'step (\d+)'}
  checkpoint: /mnt/efs/checkpoint
  total: 200
  replace: none
  parameters: {Duration: 5}
  tags: {Name: Fis/Spot}
  timeout: 30m
faults:
  - interrupt-at: 50%
    notice: 3m
  - terminate-at: 90s
expect: [completes, lost-work <= 5%, notice-handled-within 30s]
speed: 20
)");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_EQ(read->name, "a-drill");
  EXPECT_EQ(read->workload.user_data, "#!/bin/sh\necho 100%\n");
  EXPECT_EQ(read->workload.progress->metric_namespace, "fisworkshop");
  EXPECT_EQ(read->workload.progress->metric_name, "unsaved");
  EXPECT_EQ(read->workload.saved->file, "/mnt/efs/saved");
  EXPECT_EQ(read->workload.saved->pattern, R"(step (\d+))");
  EXPECT_EQ(read->workload.checkpoint, "/mnt/efs/checkpoint");
  EXPECT_EQ(read->workload.total, 200);
  EXPECT_EQ(read->workload.replace, Replace::None);
  EXPECT_EQ(read->workload.parameters.at("Duration"), "5");
  EXPECT_EQ(read->workload.tags.at("Name"), "Fis/Spot");
  ASSERT_THAT(read->faults, SizeIs(2));
  EXPECT_EQ(read->faults[0].kind, Fault::Kind::Interrupt);
  EXPECT_EQ(read->faults[0].moment.progress_percent, 50);
  EXPECT_EQ(read->faults[0].notice, 3min);
  EXPECT_EQ(read->faults[1].kind, Fault::Kind::Terminate);
  EXPECT_EQ(read->faults[1].moment.after_start, 90s);
  ASSERT_THAT(read->expect, SizeIs(3));
  EXPECT_EQ(read->expect[1].percent, 5);
  EXPECT_EQ(read->expect[2].time, 30s);
  EXPECT_EQ(read->speed, Speed{20});
}

TEST_F(DefinitionFile, AwsDocumentsAreTakenAsTheyAre) {
  const Read<Definition> read = parse("workload: {launch: spec.json}\nfaults: template.json\n");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_EQ(read->name, "drill");
  EXPECT_EQ(read->workload.launch.at("ImageId").as_string(), "ami-1");
  ASSERT_THAT(read->faults, SizeIs(1));
  EXPECT_EQ(read->faults[0].kind, Fault::Kind::Template);
  EXPECT_THAT(read->faults[0].where, testing::EndsWith("template.json"));
  ASSERT_THAT(read->expect, SizeIs(3));
  EXPECT_EQ(read->expect[0].text, "completes (expected by default)");
  EXPECT_EQ(read->workload.progress->pattern, "") << "it is looked for";
}

TEST_F(DefinitionFile, InlineTemplateKeepsItsTypes) {
  const Read<Definition> read = parse(R"(
workload: {user-data: job.sh}
faults:
  description: inline
  roleArn: arn:aws:iam::123456789012:role/fis
  actions: {wait: {actionId: 'aws:fis:wait', parameters: {duration: PT1M}}}
  stopConditions: [{source: none}]
  experimentOptions: {emptyTargetResolutionMode: skip}
  tags: {count: "3"}
)");
  ASSERT_TRUE(read) << to_text(read.error().front());
  const json::object& document = read->faults.at(0).experiment_template;
  EXPECT_EQ(document.at("tags").at("count").as_string(), "3");
  EXPECT_THAT(read->faults[0].where, HasSubstr("drill.yaml:4:3"));
}

TEST_F(DefinitionFile, NetworkIsOpenOrNotAndMayBeCut) {
  const Read<Definition> read = parse(R"(
workload: {user-data: job.sh}
network: aws-only
)");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_EQ(read->network, "aws-only");
  const Read<Definition> cut = parse(R"(
workload: {user-data: job.sh}
faults:
  - interrupt-at: 50%
  - {network: aws-only, at: 90s}
)");
  ASSERT_TRUE(cut) << to_text(cut.error().front());
  ASSERT_THAT(cut->faults, SizeIs(2));
  EXPECT_EQ(cut->faults[1].kind, Fault::Kind::Network);
  EXPECT_EQ(cut->faults[1].moment.after_start, 90s);
  EXPECT_EQ(cut->network, "open") << "else there were nothing to cut off";
}

TEST_F(DefinitionFile, MistakesOfTheNetworkAreNamed) {
  const std::string job = "workload: {user-data: job.sh}\n";
  EXPECT_THAT(mistakes(job + "network: aws_only\n"),
              ElementsAre(HasSubstr("'aws_only' is no network (did you mean 'aws-only'?); expected "
                                    "open or aws-only")));
  EXPECT_THAT(mistakes(job + "faults: [{network: open, at: 50%}]\n"),
              ElementsAre(HasSubstr("'open' is no network; expected aws-only")));
  EXPECT_THAT(mistakes(job + "faults: [{network: aws-only}]\n"),
              ElementsAre(HasSubstr("needs 'at: 50%' (or 90s): from when on?")));
  EXPECT_THAT(mistakes(job + "network: aws-only\nfaults: [{network: aws-only, at: 50%}]\n"),
              ElementsAre(HasSubstr("leaves nothing that a fault could cut off")));
}

TEST_F(DefinitionFile, StateMachineMayBeWhatRequestsInstances) {
  // With one nothing else has to say what runs: it may have a launch specification of its own.
  const Read<Definition> read = parse(R"(
workload:
  replace:
    state-machine: {StartAt: End, States: {End: {Type: Succeed}}}
    input: {speed: 3}
)");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_EQ(read->workload.replace, Replace::StateMachine);
  EXPECT_EQ(read->workload.state_machine.definition.at("StartAt").as_string(), "End");
  EXPECT_EQ(read->workload.state_machine.input.at("speed").as_int64(), 3);
  EXPECT_THAT(read->workload.state_machine.where, HasSubstr("drill.yaml:4:20"));
  EXPECT_THAT(mistakes("workload: {replace: {state-machin: a.json}}"),
              ElementsAre(HasSubstr("did you mean 'state-machine'?")));
  EXPECT_THAT(mistakes("workload: {replace: {input: {}}}"),
              ElementsAre(HasSubstr("replace needs either 'state-machine'")));
}

TEST_F(DefinitionFile, AStackMayBeDeployedAndItsMachineExecuted) {
  write("template.yaml", "Resources: {}\n");
  const Read<Definition> read = parse(R"(
deploy: {template: template.yaml, parameters: {Stage: test, Minutes: 2}}
workload:
  replace: {execution-of: Machine, input: {JobDuration: "2"}}
  saved: {dynamodb: '${stack.Table}/id=7/percentage'}
)");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_EQ(read->deploy->text, "Resources: {}\n");
  EXPECT_EQ(read->deploy->parameters,
            (std::map<std::string, std::string>{{"Minutes", "2"}, {"Stage", "test"}}));
  EXPECT_EQ(read->workload.state_machine.output, "Machine");
  EXPECT_EQ(read->workload.state_machine.input.at("JobDuration").as_string(), "2");
  EXPECT_EQ(read->workload.saved->table, "${stack.Table}");
  EXPECT_THAT(mistakes("workload: {replace: {execution-of: Machine}}"),
              ElementsAre(HasSubstr("which template does 'deploy' name?")));
  EXPECT_THAT(mistakes("deploy: {parameters: {}}\nworkload: {command: a}"),
              ElementsAre(HasSubstr("deploy needs 'template'")));
  EXPECT_THAT(mistakes("deploy: none.yaml\nworkload: {command: a}"),
              ElementsAre(HasSubstr("none.yaml")));
}

TEST_F(DefinitionFile, EveryMistakeIsNamedWithItsPlace) {
  EXPECT_THAT(
      mistakes(R"(workload:
  user-data: job.sh
  progres: {metric: a/b}
  replace: untill-complete
expect:
  - lost-wrok <= 5%
speed: fast
)"),
      ElementsAre(AllOf(HasSubstr("drill.yaml:3:3: 'progres' is not known in workload"),
                        HasSubstr("did you mean 'progress'?")),
                  AllOf(HasSubstr("drill.yaml:4:12:"), HasSubstr("did you mean 'until-complete'?")),
                  AllOf(HasSubstr("drill.yaml:6:5:"), HasSubstr("did you mean 'lost-work'?")),
                  AllOf(HasSubstr("drill.yaml:7:8:"),
                        HasSubstr("expected auto, or a number from 1 to 1000"))));
}

TEST_F(DefinitionFile, WhatCannotBeReadIsSaid) {
  EXPECT_THAT(mistakes("workload: {user-data: none.sh}"),
              ElementsAre(AllOf(HasSubstr("drill.yaml:1:23: cannot read"), HasSubstr("none.sh"))));
  EXPECT_THAT(mistakes("workload: {user-data: job.sh}\nfaults: job.sh"),
              ElementsAre(HasSubstr("is not JSON")));
  EXPECT_THAT(mistakes("workload: [1"), ElementsAre(HasSubstr("this is not YAML")));
  EXPECT_THAT(mistakes("just text"), ElementsAre(HasSubstr("a drill must be a mapping")));
  EXPECT_THAT(mistakes(""), ElementsAre(HasSubstr("a drill must be a mapping")));
  EXPECT_THAT(mistakes("drill: x"), ElementsAre(HasSubstr("a drill needs 'workload'")));
  EXPECT_THAT(mistakes("workload: {total: 5}"),
              ElementsAre(HasSubstr("needs 'launch', 'user-data' or 'command'")));
}

TEST_F(DefinitionFile, MistakesInDocumentsAreNamedThere) {
  write("broken.json", "{\n  \"actions\": {},\n  oops\n}\n");
  EXPECT_THAT(mistakes("workload: {user-data: job.sh}\nfaults: broken.json"),
              ElementsAre(HasSubstr("broken.json:3:3: this is not JSON: ")));
  write("cut.json", "{\n  \"actions\": {");
  EXPECT_THAT(mistakes("workload: {user-data: job.sh}\nfaults: {template: cut.json}"),
              ElementsAre(HasSubstr("cut.json:2:15: this is not JSON: ")));
  write("typo.json",
        "{\n  \"description\": \"a\", \"roleArn\": \"b\", \"stopConditions\": [],\n"
        "  \"actions\": {\"a\": {\"actionId\": \"c\",\n    \"tragets\": {}}}\n}\n");
  EXPECT_THAT(mistakes("workload: {user-data: job.sh}\nfaults: typo.json"),
              ElementsAre(AllOf(HasSubstr("typo.json:4:5: this is not an FIS experiment template"),
                                HasSubstr("tragets: there is no such member"))));
  write("spec.json", R"({"ImageID": "ami-1", "UserData": "IyEvYmluL3NoCg=="})");
  EXPECT_THAT(mistakes("workload: {launch: spec.json}"),
              ElementsAre(HasSubstr("spec.json:1:2: this is not a launch specification")));
}

TEST_F(DefinitionFile, ValuesThatContradictOneAnotherAreRefused) {
  EXPECT_THAT(mistakes("workload: {user-data: job.sh, command: [a]}"),
              ElementsAre(HasSubstr("exclude each other")));
  EXPECT_THAT(mistakes("workload: {user-data: job.sh, progress: {metric: a/b, file: c}}"),
              ElementsAre(HasSubstr("has to be one of")));
  EXPECT_THAT(mistakes("workload: {user-data: job.sh, progress: {log: 'no group'}}"),
              ElementsAre(HasSubstr("exactly one group")));
  EXPECT_THAT(mistakes("workload: {user-data: job.sh}\nfaults: {interrupt-at: 50%, notice: 20m}"),
              ElementsAre(HasSubstr("from 1s to 15m")));
  EXPECT_THAT(mistakes("workload: {user-data: job.sh}\nexpect: [saved-after-notice]"),
              ElementsAre(HasSubstr("workload has 'saved'")));
}

TEST_F(DefinitionFile, TheMiddleOfASaveIsAMomentWhereTheCheckpointIsNamed) {
  const Read<Definition> read = parse(
      "workload: {command: [./job], checkpoint: state/newest}\nfaults: {terminate-at: saving}\n");
  ASSERT_TRUE(read) << to_text(read.error().front());
  EXPECT_TRUE(read->faults.at(0).moment.while_saving);
  EXPECT_EQ(read->faults.at(0).text, "termination without notice in the middle of a save");
  EXPECT_EQ(read->workload.checkpoint, directory_ / "state/newest");
  EXPECT_THAT(mistakes("workload: {user-data: job.sh}\nfaults: {terminate-at: saving}\n"),
              ElementsAre(HasSubstr("when workload has 'checkpoint'")));
  EXPECT_THAT(mistakes("workload: {user-data: job.sh, checkpoint: newest}\n"),
              ElementsAre(HasSubstr("'newest' must be an absolute path")));
}

TEST(ParseExpectation, KnowsItsWords) {
  EXPECT_EQ(parse_expectation("completes within 10m")->time, 10min);
  EXPECT_EQ(parse_expectation("lost-work<=5 %")->percent, 5);
  EXPECT_EQ(parse_expectation(" lost-work <= 30s ")->kind, Expectation::Kind::LostWorkTime);
  EXPECT_EQ(parse_expectation("resumes")->kind, Expectation::Kind::Resumes);
  EXPECT_EQ(parse_expectation("goodput>= 90%")->percent, 90);
  EXPECT_THAT(parse_expectation("goodput <= 90%").error(), HasSubstr("expected goodput >= 90%"));
  EXPECT_THAT(parse_expectation("goodput >= 90s").error(), HasSubstr("expected goodput >= 90%"));
  EXPECT_THAT(parse_expectation("lost-work < 5%").error(), HasSubstr("expected lost-work <= 5%"));
  EXPECT_THAT(parse_expectation("lost-work <= 105%").error(), HasSubstr("expected lost-work"));
  EXPECT_THAT(parse_expectation("notice-handled-within").error(), HasSubstr("expected"));
  EXPECT_THAT(parse_expectation("resumes 5").error(), HasSubstr("expected resumes"));
  EXPECT_THAT(parse_expectation("").error(), HasSubstr("is no expectation"));
}

TEST(ParseSource, KnowsItsKinds) {
  EXPECT_EQ(to_text(*parse_source("metric:AWS/EC2/CPU")), "metric AWS/EC2/CPU");
  EXPECT_EQ(parse_source("metric:AWS/EC2/CPU")->metric_namespace, "AWS/EC2");
  EXPECT_EQ(to_text(*parse_source("file:out/progress")), "file out/progress");
  EXPECT_EQ(to_text(*parse_source("log:(\\d+)%")), "log /(\\d+)%/");
  EXPECT_EQ(to_text(*parse_source("s3://ckpt/run/step-*")), "s3://ckpt/run/step-*");
  EXPECT_EQ(parse_source("s3:s3://ckpt/run/step-*")->key, "run/step-*");
  EXPECT_THAT(parse_source("s3://ckpt/").error(), HasSubstr("s3://BUCKET/KEY"));
  EXPECT_THAT(parse_source("s3://ck*/a").error(), HasSubstr("in the key only"));
  EXPECT_THAT(parse_source("metrik:a/b").error(), HasSubstr("did you mean 'metric'?"));
  EXPECT_THAT(parse_source("metric:ab").error(), HasSubstr("NAMESPACE/NAME"));
  EXPECT_THAT(parse_source("log:((").error(), HasSubstr("is no regular expression"));
}

TEST(ParseMoment, IsAPartOrATime) {
  EXPECT_EQ(parse_moment("50%")->progress_percent, 50);
  EXPECT_EQ(parse_moment("1m30s")->after_start, 90s);
  EXPECT_TRUE(parse_moment("saving")->while_saving);
  EXPECT_THAT(parse_moment("half").error(), HasSubstr("is no moment"));
  EXPECT_THAT(parse_moment("150%").error(), HasSubstr("is no moment"));
}

}  // namespace
}  // namespace spotdrill::drill
