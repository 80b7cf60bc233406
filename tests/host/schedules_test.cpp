// cron and at in real instances: files and commands of user data, run at drill time's moments.
#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Schedules : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }
  void run(const std::string& script, bool first_boot = true) {
    world.launch("i-cron", "#!/bin/bash\n" + script, first_boot);
  }
  bool says(const std::string& text) { return world.wait_for_output("i-cron", text); }
  const std::string& output() { return world.output["i-cron"]; }

  HostWorld world{GetParam(), 100};
};

// Goal: what every way of installing says is run in its minute, by cron's few variables, its output
// not on the console but told as on a machine without mail; jobs overlap; the instance works on.
TEST_P(Schedules, EveryWayOfInstallingIsHeeded) {
  run(R"SH(
export OF_THE_SHELL=seen
(crontab -l 2>/dev/null; echo 'WHO="a job"'; echo '* * * * * echo "$WHO ${OF_THE_SHELL-unset} $PATH $PWD $LOGNAME" >/dev/console; echo lost; sleep 90') | crontab -
crontab -l | tail -1
echo '* * * * * root date +\%M >/dev/console%' >/etc/cron.d/direct
echo '* * * * * root echo never >/dev/console' >/etc/cron.d/with.dot
)SH");
  ASSERT_TRUE(says("\na job unset /run/spotdrill/bin:/usr/bin:/bin /root root\n")) << output();
  ASSERT_TRUE(world.run_until([&] {
    const std::size_t first = output().find("\na job unset");
    return output().find("\na job unset", first + 1) != std::string::npos;
  })) << output();
  EXPECT_EQ(output().find("lost\n"), std::string::npos) << output();
  EXPECT_EQ(output().find("never\n"), std::string::npos) << output();
  EXPECT_FALSE(world.gone.contains("i-cron"));
  world.host->shut_down("i-cron", 600s);
  ASSERT_TRUE(world.wait_for_end("i-cron"));
  EXPECT_EQ(world.killed.count("i-cron"), 0U);
  bool counted = false;
  for (const ProcessState& process : world.processes["i-cron"]) {
    counted = counted || process.name == "sleep" || process.name == "dash";
  }
  EXPECT_TRUE(counted);
}

TEST_P(Schedules, LogIsAsCronWritesIt) {
  run(R"SH(
echo '* * * * * echo lost' | crontab -
until grep -q discarding /var/log/syslog 2>/dev/null; do sleep 5; done
grep -c 'CRON\[[0-9]*\]: (root) CMD (echo lost)' /var/log/syslog >/dev/null && echo told
crontab -r
crontab -l
printf '61 * * * * x\n@often x\n' | crontab - || echo "code $?"
printf '* * * * * x' | crontab - || echo "code $?"
systemctl enable crond && systemctl is-active crond
service cron restart && service cron status
echo end
)SH");
  ASSERT_TRUE(says("\nend\n")) << output();
  EXPECT_NE(output().find("not started.\nactive\nend\n"), std::string::npos) << output();
  EXPECT_NE(output().find("told\n"), std::string::npos) << output();
  EXPECT_NE(output().find("no crontab for root\n\"-\":1: bad minute\n\"-\":2: bad time specifier\n"
                          "errors in crontab file, can't install.\ncode 1\n"
                          "new crontab file is missing newline before EOF, can't install.\n"
                          "code 1\nactive\n"),
            std::string::npos)
      << output();
}

// Goal: with nothing of cron's left, the instance's work is over when its processes have ended.
TEST_P(Schedules, JobsOfAtAreRunOnceAsWhoAskedWhereTheyAsked) {
  run(R"SH(
cd /tmp
export MARK="of the shell"
echo 'touch early' | batch
until [ -e early ]; do sleep 5; done
echo 'echo "$MARK in $PWD" >/dev/console; exit 7' | at now + 2 minutes
echo 'echo never >/dev/console' | at -q b 23:59 2030-01-01
atq | cut -f1
atrm 3
echo true | at whenever || echo "code $?"
)SH");
  ASSERT_TRUE(says("of the shell in /tmp\n")) << output();
  EXPECT_NE(output().find("job 2 at "), std::string::npos) << output();
  EXPECT_NE(output().find("\n2\n3\n"), std::string::npos) << output();
  EXPECT_NE(output().find("Garbled time\ncode 1\n"), std::string::npos) << output();
  ASSERT_TRUE(world.run_until([&] { return world.gone.contains("i-cron"); })) << output();
  EXPECT_EQ(output().find("never\n"), std::string::npos) << output();
  EXPECT_EQ(world.gone["i-cron"].last.value, 7);
}

// Goal: crontabs outlive a stop; @reboot is for the boots after the one that installed it.
TEST_P(Schedules, RebootEntriesAreRunAtTheNextBoot) {
  run("echo '@reboot echo booted again >/dev/console' | crontab -; echo installed; sleep 10000\n");
  ASSERT_TRUE(says("installed\n")) << output();
  world.host->shut_down("i-cron", 5s);
  ASSERT_TRUE(world.wait_for_end("i-cron"));
  if (output().find("kept in memory") != std::string::npos) GTEST_SKIP() << "no layer is kept";
  EXPECT_EQ(output().find("booted again"), std::string::npos) << output();
  run("", false);
  EXPECT_TRUE(says("booted again\n")) << output();
}

INSTANTIATE_TEST_SUITE_P(Modes, Schedules, ::testing::Values(HostMode::Root, HostMode::Userns),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
