// systemctl and its kin in real instances: services are started, watched, and stopped in order.
#include <csignal>

#include "host/host_world.hpp"

namespace spotdrill::testing {
namespace {

class Units : public ::testing::TestWithParam<HostMode> {
 protected:
  void SetUp() override {
    if (!world.open()) GTEST_SKIP() << world.missing;
  }
  void run(const std::string& script) { world.launch("i-unit", "#!/bin/bash\n" + script); }
  [[nodiscard]] std::size_t place_of(const std::string& text) {
    return world.output["i-unit"].find(text);
  }
  bool says(const std::string& text) { return world.wait_for_output("i-unit", text); }

  HostWorld world{GetParam(), 20};
};

// Goal: a unit that user data writes runs, prints to the console and the journal, hears SIGTERM
// first and is asked for its end; what it ends with is the workload's end.
TEST_P(Units, WorkerIsTheWorkload) {
  run(R"SH(
cat >/etc/worker.env <<E
WHO="the worker"
E
cat >/etc/systemd/system/worker.service <<E
[Service]
EnvironmentFile=/etc/worker.env
ExecStartPre=/bin/echo before
ExecStart=/bin/bash -c 'trap "echo \$WHO saves; exit 75" TERM; echo up in \$PWD; while :; do sleep 0.05; done'
Restart=on-failure
[Install]
WantedBy=multi-user.target
E
systemctl daemon-reload
systemctl enable --now worker
echo $(systemctl is-active worker; systemctl is-enabled worker)
until journalctl -u worker --no-pager | grep 'up in /'; do sleep 1; done
echo user data is over
)SH");
  ASSERT_TRUE(says("user data is over")) << world.output["i-unit"] << world.failed["i-unit"];
  ASSERT_TRUE(world.run_until([&] { return world.user_data_ends.contains("i-unit"); }));
  EXPECT_LT(place_of("]: before\n"), place_of("]: up in /\n")) << world.output["i-unit"];
  EXPECT_NE(place_of("active enabled\n"), std::string::npos) << world.output["i-unit"];
  world.host->shut_down("i-unit", 10s);
  ASSERT_TRUE(world.wait_for_end("i-unit"));
  EXPECT_NE(place_of("]: the worker saves\n"), std::string::npos) << world.output["i-unit"];
  EXPECT_LT(place_of("the worker saves"), place_of("sent SIGTERM to all processes"));
  EXPECT_EQ(place_of("Scheduled restart"), std::string::npos);
  ASSERT_TRUE(world.gone.contains("i-unit"));
  EXPECT_EQ(world.gone["i-unit"].last.value, 75);
  EXPECT_TRUE(world.gone["i-unit"].during_shutdown);
  for (const ProcessState& process : world.processes["i-unit"]) {
    EXPECT_NE(process.name, "spotdrill-init");
  }
}

// Goal: a service that fails is started again, until its limit; then nothing is left.
TEST_P(Units, RestartsUntilItsLimit) {
  run(R"SH(
cat >/etc/systemd/system/worker.service <<E
[Unit]
StartLimitIntervalSec=1h
StartLimitBurst=3
[Service]
ExecStart=/bin/sh -c 'echo try; exit 3'
Restart=on-failure
RestartSec=1
E
systemctl start worker
)SH");
  ASSERT_TRUE(world.run_until([&] { return world.gone.contains("i-unit"); }))
      << world.output["i-unit"];
  ASSERT_TRUE(says("Failed with result 'start-limit-hit'")) << world.output["i-unit"];
  // Not while it waits to be started again.
  EXPECT_EQ(world.gone_told["i-unit"], 1);
  const std::string& all = world.output["i-unit"];
  std::size_t tries = 0;
  for (std::size_t at = 0; (at = all.find("]: try\n", at)) != std::string::npos; ++at) ++tries;
  EXPECT_EQ(tries, 3U) << all;
  EXPECT_EQ(world.gone["i-unit"].last.value, 3);
}

// Goal: services end in the inverse order of their starts, by ExecStop= before any signal, and one
// that does not end is killed when TimeoutStopSec= is over, not at the instance's grace.
TEST_P(Units, StopInInverseOrderByTheirOwnMeans) {
  run(R"SH(
cat >/etc/systemd/system/base.service <<E
[Service]
ExecStart=/bin/bash -c 'trap "echo base ends; exit 0" TERM; while :; do sleep 0.05; done'
E
cat >/etc/systemd/system/worker.service <<E
[Unit]
Requires=base.service
After=base.service
[Service]
ExecStart=/bin/bash -c 'trap "" TERM; touch /run/armed; while :; do sleep 0.05; done'
ExecStop=/bin/sh -c 'echo stopped by command \$MAINPID'
TimeoutStopSec=5
E
systemctl start worker
until [ -e /run/armed ]; do sleep 0.1; done
echo started
)SH");
  ASSERT_TRUE(says("started\n")) << world.output["i-unit"];
  world.host->shut_down("i-unit", 60s);
  ASSERT_TRUE(world.wait_for_end("i-unit"));
  EXPECT_NE(place_of("stopped by command "), std::string::npos) << world.output["i-unit"];
  EXPECT_LT(place_of("stopped by command "), place_of("timed out. Killing"));
  EXPECT_NE(place_of("base ends"), std::string::npos) << world.output["i-unit"];
  EXPECT_LT(place_of("timed out. Killing"), place_of("base ends")) << world.output["i-unit"];
  EXPECT_EQ(world.killed.count("i-unit"), 0U);
  bool heard = false;
  for (const ProcessState& process : world.processes["i-unit"]) {
    const auto& caught = process.caught;
    heard = heard || std::find(caught.begin(), caught.end(), SIGTERM) != caught.end();
  }
  EXPECT_TRUE(heard);
}

TEST_P(Units, ForkingNotifyOneshotAndTransient) {
  run(R"SH(
cat >/etc/systemd/system/fork.service <<E
[Service]
Type=forking
ExecStart=/bin/bash -c 'sleep 1000 & echo \$! >/run/fork.pid'
PIDFile=/run/fork.pid
E
cat >/etc/systemd/system/note.service <<E
[Service]
Type=notify
NotifyAccess=all
ExecStart=/bin/bash -c 'echo not yet; sleep 2; systemd-notify --ready --status=well; sleep 1000'
E
cat >/etc/systemd/system/once@.service <<E
[Service]
Type=oneshot
ExecStart=/bin/echo once %i
ExecStart=/bin/echo twice %i
RemainAfterExit=yes
E
systemctl start fork note once@a
echo $(systemctl is-active fork note once@a)
systemctl show -p StatusText --value note
[ "$(systemctl show -p MainPID --value fork)" = "$(cat /run/fork.pid)" ] && echo known
systemd-run --quiet --unit=loose -p Environment=A=b /bin/sh -c 'echo loose $A'
systemctl stop fork note
echo $(systemctl is-active fork note)
)SH");
  ASSERT_TRUE(says("inactive inactive\n")) << world.output["i-unit"];
  EXPECT_NE(place_of("active active active\n"), std::string::npos) << world.output["i-unit"];
  EXPECT_NE(place_of("well\nknown\n"), std::string::npos) << world.output["i-unit"];
  EXPECT_LT(place_of("]: once a\n"), place_of("]: twice a\n"));
  EXPECT_TRUE(says("]: loose b\n")) << world.output["i-unit"];
}

TEST_P(Units, TimersElapseInDrillTimeAndDropInsAreLaidOver) {
  run(R"SH(
cat >/etc/systemd/system/tick.service <<E
[Service]
Type=oneshot
ExecStart=/bin/echo from the file
E
mkdir /etc/systemd/system/tick.service.d
cat >/etc/systemd/system/tick.service.d/a.conf <<E
[Service]
ExecStart=
ExecStart=/bin/sh -c 'echo tick >>/run/ticks'
E
cat >/etc/systemd/system/tick.timer <<E
[Timer]
OnActiveSec=2
OnUnitActiveSec=4
E
systemctl start tick.timer
until [ "$(cat /run/ticks 2>/dev/null | wc -l)" -ge 3 ]; do sleep 0.5; done
echo three ticks
)SH");
  ASSERT_TRUE(says("three ticks")) << world.output["i-unit"];
  EXPECT_EQ(place_of("from the file"), std::string::npos);
  EXPECT_FALSE(world.gone.contains("i-unit"));
}

TEST_P(Units, WhatIsNotHereIsNamed) {
  run(R"SH(
cat >/etc/systemd/system/worker.service <<E
[Service]
ExecStart=/bin/echo went
CPUQuota=50%
WatchdogSec=0
E
systemctl start worker
systemctl start docker; echo "docker $?"
systemctl start amazon-ssm-agent; echo "agent $?"
)SH");
  ASSERT_TRUE(says("agent 0\n")) << world.output["i-unit"];
  EXPECT_EQ(place_of("docker 0\n"), std::string::npos);
  ASSERT_TRUE(world.run_until([&] { return world.missed["i-unit"].size() >= 2; }));
  std::string told;
  for (const Unavailable& thing : world.missed["i-unit"]) told += thing.what + "\n";
  EXPECT_EQ(told, "worker.service's CPUQuota=50%\nsystemctl start docker\n");
}

// Goal: an instance that is stopped and started again starts what it has enabled, as its user data
// does not run again.
TEST_P(Units, EnabledUnitsStartAtTheNextBoot) {
  run(R"SH(
cat >/etc/systemd/system/worker.service <<E
[Service]
ExecStart=/bin/sh -c 'echo boot >>/var/log/boots; cat /var/log/boots | wc -l; sleep 1000'
[Install]
WantedBy=multi-user.target
E
systemctl enable --now worker
until [ -s /var/log/boots ]; do sleep 0.1; done
echo set up
)SH");
  ASSERT_TRUE(says("set up")) << world.output["i-unit"];
  world.host->shut_down("i-unit", 5s);
  ASSERT_TRUE(world.wait_for_end("i-unit"));
  world.launch("i-unit", "", false);
  EXPECT_TRUE(says("]: 2\n")) << world.output["i-unit"];
  world.ended.erase("i-unit");
  world.host->shut_down("i-unit", 1s);
  EXPECT_TRUE(world.wait_for_end("i-unit"));
}

TEST_P(Units, OnlyRootChangesThem) {
  if (GetParam() == HostMode::Userns) GTEST_SKIP() << "may have one id only";
  run(R"SH(
cat >/etc/systemd/system/worker.service <<E
[Service]
User=ec2-user
WorkingDirectory=~
ExecStart=/bin/bash -c 'echo \$(id -un) in \$PWD; sleep 1000'
E
systemctl start worker
chmod 600 /etc/systemd/system/worker.service
su ec2-user -c 'systemctl cat worker || echo not shown; systemctl stop worker; echo "stop $?"; systemctl is-active worker'
)SH");
  EXPECT_TRUE(says("]: ec2-user in /home/ec2-user\n")) << world.output["i-unit"];
  EXPECT_TRUE(says("stop 1\n")) << world.output["i-unit"];
  EXPECT_TRUE(says("\nactive\n")) << world.output["i-unit"];
  EXPECT_NE(place_of("not shown\n"), std::string::npos);
  EXPECT_EQ(place_of("WorkingDirectory"), std::string::npos);
}

// Goal: who waits for a transient service gets its code, its streams where asked, and may choose of
// the journal by time and urgency.
TEST_P(Units, TransientServicesAreWaitedFor) {
  run(R"SH(
systemd-run --wait --unit=failing /bin/sh -c 'echo of the service; exit 7' 2>&1; echo "waited $?"
echo given | systemd-run --pipe /bin/sh -c 'read word; echo "piped $word"; exit 5' | tr a-z A-Z
echo "code ${PIPESTATUS[1]}"
systemd-run --quiet --unit=loud /bin/sh -c 'echo "<3>urgent"; echo "<6>calm"; sleep 1'
until journalctl -u loud -o cat | grep -q calm; do sleep 1; done
echo "urgent only: $(journalctl -u loud -o cat -p err | grep -cE 'urgent|calm')"
echo "later: $(journalctl -u loud -o cat --since=+1h)"
journalctl --since=whenever || echo "refused $?"
)SH");
  ASSERT_TRUE(says("refused 1\n")) << world.output["i-unit"];
  const std::string& all = world.output["i-unit"];
  for (const char* words : {"Running as unit: failing.service\n", "]: of the service\n",
                            "Finished with result: exit-code\n",
                            "Main processes terminated with: code=exited/status=7\n", "waited 7\n",
                            "PIPED GIVEN\n", "code 5\n", "urgent only: 1\n",
                            "later: -- No entries --\n", "Failed to parse timestamp: whenever\n"}) {
    EXPECT_NE(all.find(words), std::string::npos) << words << "\n" << all;
  }
}

// Goal: a service that goes silent is ended by SIGABRT and started again; one that speaks is not.
TEST_P(Units, WatchdogEndsWhoGoesSilent) {
  run(R"SH(
cat >/root/silent <<'F'
trap "echo aborted; exit 1" ABRT
echo "limit $WATCHDOG_USEC $((WATCHDOG_PID == $$))"
systemd-notify --ready
for i in 1 2 3; do sleep 40 & wait; systemd-notify WATCHDOG=1; done
echo silent
while :; do sleep 1 & wait; done
F
cat >/etc/systemd/system/silent.service <<E
[Service]
Type=notify
NotifyAccess=all
WatchdogSec=100
Restart=on-watchdog
RestartSec=1
ExecStart=/bin/bash /root/silent
E
systemctl start silent && echo started
)SH");
  ASSERT_TRUE(says("Scheduled restart job")) << world.output["i-unit"];
  EXPECT_NE(place_of("]: limit 100000000 1\n"), std::string::npos) << world.output["i-unit"];
  EXPECT_LT(place_of("]: silent\n"), place_of("Watchdog timeout (limit 1min 40s)!"));
  EXPECT_LT(place_of("Watchdog timeout"), place_of("]: aborted\n")) << world.output["i-unit"];
  EXPECT_NE(place_of("Failed with result 'watchdog'"), std::string::npos);
}

// Goal: the image's user becomes root by sudo as on its image, others do not.
TEST_P(Units, TheImagesUserMayBecomeRoot) {
  if (GetParam() != HostMode::Root) GTEST_SKIP() << "an instance of an ordinary user has one user";
  run(R"SH(
useradd stranger 2>/dev/null
cd /tmp
su ec2-user -c 'echo in | sudo sh -c "cat; id -un; pwd; echo by \$SUDO_USER >/root/by; exit 4"; echo "code $?"'
cat /root/by
su ec2-user -c 'sudo -u ubuntu id -un'
su stranger -c 'sudo id' 2>&1 || echo "refused $?"
)SH");
  ASSERT_TRUE(says("refused 1\n")) << world.output["i-unit"];
  EXPECT_NE(place_of("in\nroot\n/tmp\ncode 4\nby ec2-user\nubuntu\n"), std::string::npos)
      << world.output["i-unit"];
}

INSTANTIATE_TEST_SUITE_P(Modes, Units, ::testing::Values(HostMode::Root, HostMode::Userns),
                         name_of);

}  // namespace
}  // namespace spotdrill::testing
