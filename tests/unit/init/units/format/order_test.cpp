#include "init/units/format/order.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <map>

namespace spotdrill::init::units {
namespace {

struct World {
  std::map<std::string, Unit> units;
  Unit& add(const std::string& name) {
    Unit& unit = units[name];
    EXPECT_TRUE(split_name(name, unit));
    return unit;
  }
  [[nodiscard]] Lookup lookup() const {
    return [this](const std::string& name) {
      const auto found = units.find(name);
      return found == units.end() ? nullptr : &found->second;
    };
  }
};

TEST(Order, StartTakesWhatIsRequiredAndWhatIsWanted) {
  World world;
  world.add("a.service").requires_units = {"b.service"};
  world.units["a.service"].wants = {"c.service"};
  world.add("b.service");
  world.add("c.service").requires_units = {"d.service", "a.service"};
  std::string told;
  for (const Pulled& each : units_to_start("a.service", world.lookup())) {
    told += each.name + (each.required ? "! " : " ");
  }
  EXPECT_EQ(told, "a.service! b.service! c.service d.service ");
}

TEST(Order, StopTakesWhoCannotStayWithout) {
  World world;
  world.add("a.service");
  world.add("b.service").requires_units = {"a.service"};
  world.add("c.service").binds_to = {"b.service"};
  world.add("d.service").wants = {"a.service"};
  const auto stopped = units_to_stop(
      "a.service", {"a.service", "b.service", "c.service", "d.service"}, world.lookup());
  EXPECT_EQ(stopped, (std::vector<std::string>{"a.service", "b.service", "c.service"}));
}

TEST(Order, StopsInTheInverseOrderOfStarts) {
  World world;
  Unit& first = world.add("first.service");
  Unit& second = world.add("second.service");
  second.after = {"first.service"};
  EXPECT_TRUE(waits_for(second, JobKind::Start, first, JobKind::Start));
  EXPECT_FALSE(waits_for(first, JobKind::Start, second, JobKind::Start));
  EXPECT_TRUE(waits_for(first, JobKind::Stop, second, JobKind::Stop));
  EXPECT_FALSE(waits_for(second, JobKind::Stop, first, JobKind::Stop));
  EXPECT_TRUE(waits_for(first, JobKind::Start, second, JobKind::Stop));
}

// systemd.service(5), table "Exit causes and the effect of the Restart= settings".
TEST(Restart, FollowsTheTable) {
  constexpr int exited_3 = 3 << 8;
  struct Row {
    RestartWhen when;
    bool clean, code, signal, timeout;
  };
  constexpr Row rows[] = {{RestartWhen::No, false, false, false, false},
                          {RestartWhen::Always, true, true, true, true},
                          {RestartWhen::OnSuccess, true, false, false, false},
                          {RestartWhen::OnFailure, false, true, true, true},
                          {RestartWhen::OnAbnormal, false, false, true, true},
                          {RestartWhen::OnAbort, false, false, true, false}};
  for (const Row& row : rows) {
    Service service;
    service.restart = row.when;
    EXPECT_EQ(restarts(service, "success", 0), row.clean);
    EXPECT_EQ(restarts(service, "exit-code", exited_3), row.code);
    EXPECT_EQ(restarts(service, "signal", SIGKILL), row.signal);
    EXPECT_EQ(restarts(service, "timeout", SIGKILL), row.timeout);
  }
  Service service;
  service.restart = RestartWhen::Always;
  service.restart_prevent.codes = {3};
  EXPECT_FALSE(restarts(service, "exit-code", exited_3));
}

TEST(Restart, EndBySigtermIsCleanForADaemonOnly) {
  Service service;
  EXPECT_EQ(result_of(service, SIGTERM, true), "success");
  EXPECT_EQ(result_of(service, SIGTERM, false), "signal");
  EXPECT_EQ(result_of(service, 75 << 8, true), "exit-code");
  service.success.codes = {75};
  EXPECT_EQ(result_of(service, 75 << 8, true), "success");
  service.type = ServiceType::Oneshot;
  EXPECT_EQ(result_of(service, SIGTERM, true), "signal");
}

}  // namespace
}  // namespace spotdrill::init::units
