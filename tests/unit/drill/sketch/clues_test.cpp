#include "drill/sketch/clues.hpp"

#include <gmock/gmock.h>

#include "drill/sketch/lookup.hpp"

namespace spotdrill::drill::sketch {
namespace {

using testing::HasSubstr;

Clues clues_of(const std::string& text, const std::vector<std::string>& command = {}) {
  return find_clues(read_user_data("job.sh", text, "/nowhere"), command);
}

TEST(FindClues, NamesTheLineOfEach) {
  const Clues clues = clues_of(
      "#!/bin/bash\n# SIGTERM is said here only\necho \"$n%\"\ntrap save TERM\n"
      "curl -s http://169.254.169.254/latest/meta-data/spot/instance-action\nmv a.new "
      "/mnt/efs/a.ckpt\n");
  ASSERT_TRUE(clues.progress);
  EXPECT_EQ(to_text(clues.progress->at), "job.sh:3: echo \"$n%\"");
  EXPECT_EQ(clues.handles_sigterm.value().line, 4U);
  EXPECT_EQ(clues.asks_for_notice.value().line, 5U);
  EXPECT_EQ(clues.checkpoint.value().line, 6U);
  EXPECT_EQ(clues.shared.value().line, 6U);
  EXPECT_FALSE(clues.handles_sigint);
}

TEST(FindClues, APathOfACheckpointIsNotPrinted) {
  const Clues clues =
      find_clues(read_user_data("train.py",
                                "print(f'step {s}/60 loss {l:.3f}')\n"
                                "os.makedirs(f'out/checkpoint-{s}')\n"
                                "torch.save(state, f'out/checkpoint-{s}/model.pt')\n",
                                "/nowhere"),
                 {"python3", "train.py"});
  ASSERT_TRUE(clues.saved);
  EXPECT_EQ(clues.saved->source.kind, NumberSource::Kind::Checkpoints) << to_text(clues.saved->at);
}

TEST(FindClues, PrefersMetricsToWhatIsPrinted) {
  const Clues clues = clues_of(
      "NAMESPACE=work/shop\necho \"$n%\"\n"
      "aws cloudwatch put-metric-data --namespace $NAMESPACE --metric-name unsaved --value $n\n"
      "aws cloudwatch put-metric-data --namespace $NAMESPACE --metric-name checkpointed --value "
      "$c\n");
  EXPECT_EQ(to_text(clues.progress.value().source), "metric work/shop/unsaved");
}

TEST(FindClues, FindsTheNamespaceAfterItsMetricsToo) {
  const Clues clues = clues_of(
      "checkpointed = 0\nput_metric_data(\n  MetricData=[{'MetricName': 'unsaved', 'Value': a},\n"
      "    {'MetricName': \"checkpointed\", 'Value': b}],\n  Namespace='fisworkshop')\n");
  EXPECT_EQ(to_text(clues.progress.value().source), "metric fisworkshop/unsaved");
  EXPECT_EQ(to_text(clues.saved.value().source), "metric fisworkshop/checkpointed");
  EXPECT_FALSE(clues.checkpoint) << "to count checkpoints is not to have them";
}

// Goal: a job that tells of its progress in CloudWatch Logs alone is read there.
TEST(FindClues, FindsTheLogGroupThatMessagesGoTo) {
  const auto group = [](const std::string& text) {
    const Clues clues = clues_of(text);
    return clues.progress ? clues.progress->source.log_group : "none";
  };
  EXPECT_EQ(group("GROUP=/job/steps\naws logs create-log-stream --log-group-name $GROUP "
                  "--log-stream-name a\naws logs put-log-events --log-group-name $GROUP "
                  "--log-stream-name a --log-events file://events\n"),
            "/job/steps");
  EXPECT_EQ(group("logs.put_log_events(logGroupName='steps', logStreamName=name,\n"), "steps");
  EXPECT_EQ(group("[/var/log/job]\nlog_group_name = /job/steps\n"), "/job/steps");
  EXPECT_EQ(group("docker run --log-driver=awslogs --log-opt awslogs-group=steps image\n"),
            "steps");
  EXPECT_EQ(group("aws logs delete-log-group --log-group-name steps\n"), "none");
  EXPECT_EQ(group("echo \"$n%\"\nlogs.put_log_events(logGroupName='steps')\n"), "")
      << "what it prints is nearer";
  const Clues told = clues_of(
      "logs.put_log_events(logGroupName='steps', logStreamName='a', logEvents=[\n"
      "    {'timestamp': now, 'message': f'progress {n} %'}])\n");
  EXPECT_EQ(to_text(told.progress.value().source), "logs steps:progress *([0-9.]+) *%");
}

TEST(FindClues, ReadsWhatACountCountsTo) {
  EXPECT_EQ(clues_of("count=25\necho \"done $n of $count\"\n").progress.value().total, 25);
  EXPECT_EQ(clues_of("echo \"done $n of ${count:-30}\"\n").progress.value().total, 30);
  EXPECT_EQ(
      clues_of("MAX_STEPS = 1_000\nmax_steps = 500\nprint(f'step {n}')\n").progress.value().total,
      500);
  const Clues given = clues_of(
      "parser.add_argument('--epochs', type=int, default=5)\n"
      "print(f'epoch {n}/{args.epochs}')\n",
      {"python3", "train.py", "--epochs", "12"});
  EXPECT_EQ(given.progress.value().total, 12) << "the command line counts more than the default";
  const Clues endless = clues_of("print(f'step {n}')\n");
  EXPECT_FALSE(endless.progress);
  EXPECT_TRUE(endless.endless);
}

TEST(FindClues, TakesSavedWorkInTheUnitOfProgressOnly) {
  EXPECT_TRUE(clues_of("print(f'{n} %')\nprint(f'saved {m} %')\n").saved);
  EXPECT_FALSE(clues_of("print(f'{n} %')\nprint(f'saved step {m}')\n").saved);
}

TEST(FindClues, SaysWhatItWouldTakeElseAndWhatIsAGuess) {
  const Clues bars = clues_of("print(f'Epoch {e}/3: {p}%|')\n");
  EXPECT_EQ(to_text(bars.progress.value().source), "log /Epoch *([0-9.]+)/3/");
  EXPECT_FALSE(bars.progress->guess);
  EXPECT_EQ(bars.runner_up.value().unit, PrintedNumber::Unit::Percent);
  EXPECT_TRUE(clues_of("echo \"$n%\"\n").progress.value().guess) << "Nothing names it.";
  EXPECT_FALSE(clues_of("echo \"progress $n%\"\n").progress.value().guess);
  const Clues two = clues_of("echo \"$n of 30\"\necho \"$m of 6 records\"\n");
  EXPECT_TRUE(two.progress.value().guess) << "One is as likely as the other.";
  EXPECT_EQ(two.progress->total, 30);
}

TEST(FindClues, TakesCheckpointsForWhatIsSaved) {
  const Clues clues =
      clues_of("print(f'step {step}/200')\nd = f'/mnt/efs/run/checkpoint-{step}'\n");
  EXPECT_EQ(to_text(clues.saved.value().source), "checkpoints /mnt/efs/run/checkpoint-*");
  const Clues told = clues_of("print(f'step {step}/200')\nprint(f'saved {step}')\n");
  EXPECT_EQ(to_text(told.saved.value().source), "log /saved *([0-9.]+)/");
  EXPECT_FALSE(clues_of("print(f'step {step}/200')\nprint(f'saved {name}')\n").saved);
}

TEST(FindClues, KnowsTheLogOfMdrun) {
  const Clues clues = clues_of(
      "cd /mnt/efs/md\ngmx mdrun -v -s topol.tpr -cpi state.cpt -append -nsteps 5000\n"
      "echo \"step $n\"\n");
  EXPECT_EQ(to_text(clues.saved.value().source), "file /mnt/efs/md/md.log");
  EXPECT_EQ(clues.saved->source.pattern, "Writing checkpoint, step ([0-9]+)");
  EXPECT_EQ(clues.progress.value().total, 5000);
}

TEST(FindClues, WarnsOfPythonThatHoldsBackItsOutput) {
  EXPECT_TRUE(clues_of("python3 train.py\nprint(f'{n} %')\n").buffered);
  EXPECT_TRUE(clues_of("python3 train.py\nprint(f'{n} %')\nfile.flush()\n").buffered);
  EXPECT_FALSE(clues_of("python3 -u train.py\nprint(f'{n} %')\n").buffered);
  EXPECT_FALSE(clues_of("python3 train.py\nprint(f'{n} %', flush=True)\n").buffered);
}

// Goal: what a job in the background prints is looked for where it goes.
TEST(FindClues, FollowWhatIsPrintedIntoAFile) {
  const auto in_background = [](const std::string& target) {
    JobTexts job;
    job.texts.push_back({.name = "user-data.sh",
                         .lines = {"nohup python3 -u /opt/job/worker.py " + target + " 2>&1 &"}});
    job.texts.push_back({.name = "worker.py", .lines = {"print(f'progress {n} %')"}});
    return find_clues(job, {});
  };
  EXPECT_TRUE(in_background("> /var/log/worker.log").redirected);
  EXPECT_FALSE(in_background("").redirected);
  EXPECT_FALSE(in_background("| tee /var/log/worker.log").redirected);
  EXPECT_FALSE(in_background("> /dev/console").redirected);
  const Clues kept = in_background("> /mnt/efs/worker.log");
  EXPECT_FALSE(kept.redirected);
  EXPECT_EQ(to_text(kept.progress.value().source), "file /mnt/efs/worker.log");
  EXPECT_EQ(kept.progress->source.pattern, "progress *([0-9.]+) *%");
}

TEST(FindClues, NamesOtherMountPoints) {
  const Clues clues = clues_of("cp a /mnt/data/a\ncp b /mnt/data/b\n");
  ASSERT_EQ(clues.mounts.size(), 1U);
  EXPECT_EQ(clues.mounts[0].second, "/mnt/data");
  EXPECT_FALSE(clues.shared);
}

TEST(FindClues, PassesOverDocstrings) {
  JobTexts job;
  job.texts.push_back(
      {.name = "a.py", .lines = {"\"\"\"Handles SIGTERM", "or SIGINT.\"\"\"", "'''", "x = 1"}});
  const Clues clues = find_clues(job, {});
  EXPECT_FALSE(clues.handles_sigterm);
  EXPECT_FALSE(clues.handles_sigint);
}

}  // namespace
}  // namespace spotdrill::drill::sketch
