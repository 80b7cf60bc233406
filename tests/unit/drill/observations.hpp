// Observations made by hand, for tests of verdict, findings and reports.
#pragma once

#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// 2026-01-01T00:00:00Z and some seconds.
inline Instant second(double seconds) {
  using namespace std::chrono;
  const Instant start = sys_days{year{2026} / 1 / 1};
  return start + duration_cast<Duration>(duration<double>{seconds});
}

/// One report for each second from `from` to `to`; progress goes from `value` up by `step`.
inline std::vector<Reading> steady(double from, double to, double value, double step) {
  std::vector<Reading> readings;
  for (double at = from; at <= to; at += 1) {
    readings.push_back({.at = second(at), .value = value});
    value += step;
  }
  return readings;
}

/// A job of 100 s, told at 50 s, saved at 55 s and ended by itself, whose replacement goes on.
inline Observation handled_well() {
  Observation seen{
      .began = second(0), .ended = second(240), .server_observed = true, .has_saved = true};
  InstanceTimeline first{.id = "i-00000000000000001",
                         .request_id = "sir-00000001",
                         .requested = second(0),
                         .running = second(0)};
  first.rebalance = second(50);
  first.notice = second(50);
  first.deadline = second(170);
  first.first_notice_poll = second(1);
  first.first_notice_answer = second(54);
  first.progress = steady(0, 55, 0, 1);
  first.saved = {{second(20), 20}, {second(40), 40}, {second(55), 55}};
  first.user_data_ended = second(56);
  first.user_data_end = ProcessEnd{.value = 75};
  first.shutdown_begun = second(170);
  first.ended = second(171);
  first.state_reason = "Server.SpotInstanceTermination";
  first.spot_status = "instance-terminated-by-experiment";
  InstanceTimeline next{.id = "i-00000000000000002",
                        .request_id = "sir-00000002",
                        .requested = second(172),
                        .running = second(172)};
  next.progress = steady(173, 218, 55, 1);
  next.saved = {{second(193), 75}, {second(218), 100}};
  next.user_data_ended = second(219);
  next.user_data_end = ProcessEnd{};
  next.ended = second(221);
  next.ended_by_drill = true;
  seen.instances = {first, next};
  seen.faults = {{.text = "Spot interruption at 50 %, 2m notice",
                  .experiment_id = "EXP1",
                  .began = second(50),
                  .state = "completed"}};
  return seen;
}

/// The same without anything that handles an interruption: it starts again from zero.
inline Observation handled_badly() {
  Observation seen = handled_well();
  InstanceTimeline& first = seen.instances[0];
  first.first_notice_poll.reset();
  first.first_notice_answer.reset();
  first.progress = steady(0, 90, 0, 1);
  first.saved = {{second(20), 20}, {second(40), 40}};
  first.user_data_ended = second(170.1);
  first.user_data_end = ProcessEnd{.signalled = true, .value = 15};
  InstanceTimeline& next = seen.instances[1];
  next.progress = steady(173, 273, 0, 1);
  next.saved = {{second(193), 20}, {second(273), 100}};
  next.user_data_ended = second(274);
  next.ended = second(276);
  seen.ended = second(300);
  seen.user_data = "import signal\nsignal.signal(signal.SIGINT, handler)\n";
  return seen;
}

}  // namespace spotdrill::drill
