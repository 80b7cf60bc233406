#include "drill/sketch/sketch.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <map>

#include "drill/definition/definition.hpp"
#include "drill/sketch/job_texts.hpp"
#include "drill/sketch/yaml_text.hpp"
#include "scratch.hpp"

namespace spotdrill::drill::sketch {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SketchOf : public testing::Test {
 protected:
  SketchOf() : before_(fs::current_path()) { fs::current_path(scratch_.path()); }
  ~SketchOf() override { fs::current_path(before_); }

  static void write(const std::string& name, const std::string& content) {
    std::ofstream{name} << content;
  }

  /// The drill that is written, as a drill reads it.
  static Definition read(const Subject& subject) {
    const auto sketch = sketch_drill(subject);
    EXPECT_TRUE(sketch) << (sketch ? "" : sketch.error());
    if (!sketch) return {};
    const auto definition = parse_definition(sketch->yaml, "drill.yaml");
    EXPECT_TRUE(definition) << sketch->yaml
                            << (definition ? "" : to_text(definition.error().front()));
    return definition ? *definition : Definition{};
  }

  static std::vector<std::string> expectations(const Definition& definition) {
    std::vector<std::string> texts;
    for (const Expectation& each : definition.expect) texts.push_back(each.text);
    return texts;
  }

  ScratchDirectory scratch_;
  fs::path before_;
};

TEST_F(SketchOf, ACommandReadsItsScript) {
  write("train.py",
        "import helper\nsignal.signal(signal.SIGTERM, stop)\ntorch.save(state, 'last.ckpt')\n"
        "print(f'{n} %')\n");
  write("helper.py", "urlopen('http://169.254.169.254/latest/meta-data/spot/instance-action')\n");
  const Definition drill = read({.command = {"python3", "train.py"}, .drill = "drill.yaml"});
  EXPECT_EQ(drill.name, "train");
  EXPECT_THAT(drill.workload.command, ElementsAre("python3", "-u", "train.py"));
  EXPECT_EQ(to_text(drill.workload.progress.value()), "log /([0-9.]+) *%/");
  EXPECT_EQ(drill.faults.at(0).moment.progress_percent, 50);
  EXPECT_THAT(expectations(drill),
              ElementsAre("completes", "notice-handled-within 30s", "ends-before-deadline",
                          "resumes", "lost-work <= 5%"));
  EXPECT_EQ(drill.speed, automatic_speed);
}

TEST_F(SketchOf, AModuleOfPythonIsAScriptToo) {
  fs::create_directories("train");
  write("train/main.py", "print(f'epoch {n}/{args.epochs}')\n");
  const Definition drill = read(
      {.command = {"python3", "-u", "-m", "train.main", "--epochs", "5"}, .drill = "drill.yaml"});
  EXPECT_EQ(drill.workload.total, 5);
}

TEST_F(SketchOf, WhatNothingIsKnownOfIsInterruptedAfterATime) {
  const Definition drill = read({.command = {"sleep", "300"}, .drill = "drill.yaml"});
  EXPECT_EQ(drill.faults.at(0).moment.after_start, 90s);
  EXPECT_THAT(expectations(drill), ElementsAre("completes"));
}

TEST_F(SketchOf, UserDataSharesTheDirectoryOfWhatItStarts) {
  fs::create_directories("job");
  write("job/launch.sh", "#!/bin/bash\nexec python3 -u /opt/job/train.py /mnt/efs/x\n");
  write("job/train.py", "print(f'{n} %')\n");
  const Definition drill = read({.user_data = "job/launch.sh", .drill = "drill.yaml"});
  EXPECT_EQ(drill.name, "job");
  ASSERT_EQ(drill.workload.shared.size(), 1U);
  EXPECT_EQ(drill.workload.shared[0].guest, "/opt/job");
  EXPECT_EQ(drill.workload.shared[0].host, fs::canonical("job"));
}

TEST_F(SketchOf, UserDataThatStartsWhatIsNotHereSaysSo) {
  write("job.sh", "cat >/srv/made.py <<E\nE\npython3 /srv/made.py\nexec /opt/job/train /mnt/efs\n");
  const auto sketch = sketch_drill({.user_data = "job.sh", .drill = "drill.yaml"});
  ASSERT_TRUE(sketch);
  EXPECT_THAT(sketch->found, Contains(HasSubstr("/opt/job/train is not here")));
  EXPECT_THAT(sketch->found, Not(Contains(HasSubstr("/srv/made.py is not here"))));
}

TEST_F(SketchOf, ALaunchSpecificationIsReadForItsUserData) {
  // "#!/bin/sh\necho $n%\n"
  write("spec.json", R"({"ImageId": "ami-1", "UserData": "IyEvYmluL3NoCmVjaG8gJG4lCg=="})");
  const Definition drill = read({.launch = "spec.json", .drill = "drill.yaml"});
  EXPECT_EQ(to_text(drill.workload.progress.value()), "log /([0-9.]+)%/");
  write("bare.json", R"({"ImageId": "ami-1"})");
  const auto refused = sketch_drill({.launch = "bare.json", .drill = "drill.yaml"});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error(), HasSubstr("add --user-data"));
}

TEST_F(SketchOf, AStateMachineReplacesItsInstances) {
  write("workflow.asl.json", R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})");
  write("job.sh", "echo $n%\n");
  const Definition drill =
      read({.user_data = "job.sh", .state_machine = "workflow.asl.json", .drill = "drill.yaml"});
  EXPECT_EQ(drill.workload.replace, Replace::StateMachine);
}

TEST_F(SketchOf, WhatIsGuessedAndWhatIsNotHereAreSaid) {
  write("job.sh", "docker run x\necho \"$n of 30 files\"\necho \"$p%\"\n");
  const auto sketch = sketch_drill({.user_data = "job.sh", .drill = "drill.yaml"});
  ASSERT_TRUE(sketch);
  EXPECT_THAT(sketch->yaml, HasSubstr("\n  # Not here: docker."));
  EXPECT_THAT(sketch->yaml, HasSubstr("\n  # The runner-up: progress: {log: '([0-9.]+)%'}"));
  EXPECT_THAT(sketch->found, Contains(HasSubstr("The runner-up")));
  write("guess.sh", "echo \"$p%\"\n");
  const auto guess = sketch_drill({.user_data = "guess.sh", .drill = "drill.yaml"});
  EXPECT_THAT(guess.value().yaml, HasSubstr("\n  # A guess: progress: guess.sh:1"));
}

TEST_F(SketchOf, AStaticProgramKeepsRealTime) {
  write("static", std::string("\177ELF\2\1\1") + std::string(100, '\0') + "%d%% done");
  fs::permissions("static", fs::perms::owner_all);
  EXPECT_EQ(read({.command = {"./static"}, .drill = "drill.yaml"}).speed, Speed{});
}

TEST_F(SketchOf, WhatCannotBeReadIsNamed) {
  EXPECT_EQ(sketch_drill({.user_data = "no.sh"}).error(), "no.sh cannot be read.");
  write("bad.json", "{");
  EXPECT_THAT(sketch_drill({.launch = "bad.json"}).error(), HasSubstr("bad.json is not JSON"));
}

// Goal: for every example, the drill that is written is one, and knows where progress is read.
TEST(SketchOfExamples, AllAreDrills) {
  // Of each, what its author would have written.
  const std::map<std::string, std::string> expected{
      {"python-pickle", "log /progress *([0-9.]+) *%/"},
      {"shell-files", "log /done *([0-9.]+) *of/"},
      {"make-pipeline", "log /made *([0-9.]+) *of *25/"},
      {"s3-checkpoints", "log /step *([0-9.]+)//"},
      {"queue-worker", "log /done *([0-9.]+) *of/"},
      {"sqs-worker", "log /done *([0-9.]+) *of/"},
      {"gromacs-style", "log /step *([0-9.]+), *remaining/"},
      {"lightning-style", "log /global_step=([0-9.]+)/"},
      {"python-naive", "metric spotdrill/python-naive/progress"},
      // Their compiled job is not beside them.
      {"checkpointed-batch", "the output's figures"},
      {"state-machine", "the output's figures"}};
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator{SPOTDRILL_EXAMPLES}) {
    for (const char* name : {"launch.sh", "job.sh", "user-data.sh"}) {
      Subject subject{.user_data = entry.path() / name, .drill = entry.path() / "new.yaml"};
      if (!fs::exists(subject.user_data)) continue;
      const fs::path machine = entry.path() / "workflow.asl.json";
      if (fs::exists(machine)) subject.state_machine = machine;
      const auto sketch = sketch_drill(subject);
      ASSERT_TRUE(sketch) << entry.path();
      const auto drill = parse_definition(sketch->yaml, subject.drill);
      ASSERT_TRUE(drill) << to_text(drill.error().front()) << "\n" << sketch->yaml;
      EXPECT_EQ(to_text(drill->workload.progress.value()), expected.at(entry.path().filename()))
          << sketch->yaml;
      ++count;
    }
  }
  EXPECT_EQ(count, expected.size());
}

TEST(YamlText, IsReadBackAsItWas) {
  for (const std::string text : {"a", "-u", "null", "yes", "a b", "it's", "a: b", "#x", "[", "a\nb",
                                 "\"", "%d", "é", "*x", "50%"}) {
    const auto drill = parse_definition(
        "workload: {command: " + yaml_list({"x", text}) + "}\nfaults: []\n", "drill.yaml");
    ASSERT_TRUE(drill) << text << to_text(drill.error().front());
    EXPECT_EQ(drill->workload.command.at(1), text);
  }
}

}  // namespace
}  // namespace spotdrill::drill::sketch
