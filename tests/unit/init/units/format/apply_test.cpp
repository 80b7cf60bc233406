#include <gtest/gtest.h>

#include "init/units/format/unit.hpp"

namespace spotdrill::init::units {
namespace {

Unit read(std::string_view name, std::string_view text) {
  Unit unit;
  EXPECT_TRUE(split_name(name, unit));
  apply(parse_unit_file(text).assignments, {{'H', "host"}}, unit);
  return unit;
}

TEST(UnitName, HasItsParts) {
  Unit unit;
  ASSERT_TRUE(split_name("worker@a-b.service", unit));
  EXPECT_EQ(unit.prefix + "|" + unit.instance + "|" + unit.kind, "worker|a-b|service");
  for (const char* name : {"worker", ".service", "a/b.service", "x.exe", "@x.service"}) {
    EXPECT_FALSE(split_name(name, unit)) << name;
  }
}

TEST(Apply, KeysAreUnderstood) {
  const Unit unit =
      read("w@1.service",
           "[Unit]\nAfter=a.service b.target\nDescription=job %i on %H\n"
           "[Service]\nType=notify\nExecStart=/bin/w %i\nExecStartPre=-/bin/p\n"
           "Environment=\"A=1 2\" B=%I\nRestart=on-failure\nRestartSec=5\n"
           "TimeoutStopSec=5min\nKillSignal=SIGINT\nKillMode=mixed\n"
           "SuccessExitStatus=75 SIGUSR1\nLimitNOFILE=1K:infinity\n"
           "StandardOutput=append:/var/log/w.log\n[Install]\nWantedBy=multi-user.target\n");
  EXPECT_EQ(unit.after, (std::vector<std::string>{"a.service", "b.target"}));
  EXPECT_EQ(unit.description, "job 1 on host");
  const Service& service = unit.service;
  EXPECT_EQ(service.type, ServiceType::Notify);
  EXPECT_EQ(service.exec.at("ExecStart").front().words.back(), "1");
  EXPECT_TRUE(service.exec.at("ExecStartPre").front().ignore_failure);
  EXPECT_EQ(service.environment.at("A"), "1 2");
  EXPECT_EQ(service.restart, RestartWhen::OnFailure);
  EXPECT_EQ(service.stop_timeout_us, 300 * second_us);
  EXPECT_EQ(service.kill_signal, 2);
  EXPECT_EQ(service.kill_mode, KillMode::Mixed);
  EXPECT_TRUE(service.success.contains(75 << 8));
  EXPECT_EQ(service.limits.front().soft, 1024U);
  EXPECT_EQ(service.standard_output.path, "/var/log/w.log");
  EXPECT_TRUE(unit.has_install);
  EXPECT_TRUE(unit.problems.empty());
  EXPECT_TRUE(unit.unmet.empty());
}

TEST(Apply, EmptyValueClearsWhatAnEarlierFileSaid) {
  const Unit unit = read("w.service",
                         "[Service]\nExecStart=/bin/a\nExecStart=\nExecStart=/bin/b\n"
                         "Environment=A=1\nEnvironment=\n[Unit]\nAfter=x.service\nAfter=\n");
  ASSERT_EQ(unit.service.exec.at("ExecStart").size(), 1U);
  EXPECT_EQ(unit.service.exec.at("ExecStart").front().path, "/bin/b");
  EXPECT_TRUE(unit.service.environment.empty());
  EXPECT_TRUE(unit.after.empty());
}

TEST(Apply, WhatIsNotObeyedIsTold) {
  const Unit unit =
      read("w.service",
           "[Unit]\nConditionVirtualization=vm\n[Service]\nExecStart=/bin/a\n"
           "MemoryHigh=1G\nDynamicUser=no\nProtectSystem=full\nTyp=simple\nRestart=maybe\n");
  EXPECT_EQ(unit.unmet, (std::vector<std::string>{"ConditionVirtualization=vm", "MemoryHigh=1G"}));
  EXPECT_EQ(unit.ignored, (std::vector<std::string>{"DynamicUser", "ProtectSystem"}));
  EXPECT_EQ(unit.problems.size(), 2U);
}

TEST(Apply, AMemoryLimitIsKeptAndSaidToHaveNoEffect) {
  const Unit unit = read("w.service", "[Service]\nExecStart=/bin/a\nMemoryMax=1536M\n");
  EXPECT_EQ(unit.service.memory_max, 1536ULL << 20);
  EXPECT_EQ(unit.ignored, (std::vector<std::string>{"MemoryMax"}));
  EXPECT_TRUE(unit.unmet.empty());
  EXPECT_EQ(read("w.service", "[Service]\nMemoryMax=infinity\n").service.memory_max, 0U);
  EXPECT_EQ(read("w.service", "[Service]\nMemoryMax=50%\n").unmet,
            (std::vector<std::string>{"MemoryMax=50%"}));
  EXPECT_EQ(read("w.service", "[Service]\nMemoryMax=much\n").problems.size(), 1U);
}

TEST(Apply, OneshotHasNoStartTimeoutAndTimerKnowsItsService) {
  EXPECT_EQ(read("o.service", "[Service]\nType=oneshot\n").service.start_timeout_us, infinite_us);
  const Unit timer = read("t.timer", "[Timer]\nOnBootSec=1min\nOnCalendar=hourly\n");
  EXPECT_EQ(timer.timer.unit, "t.service");
  EXPECT_EQ(timer.timer.after.front().span, 60 * second_us);
}

}  // namespace
}  // namespace spotdrill::init::units
