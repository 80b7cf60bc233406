// Twelve jobs, each with one moment at which an interruption costs far more than at any other. They
// are of 100 steps, of three seconds each, and save every fifth of them; they run in no time. What
// a search for the worst moment finds of these is measured, beside moments chosen by chance.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "drill/campaign/campaign.hpp"
#include "drill/verdict/verdict.hpp"

namespace spotdrill::planted {

using drill::FaultMoment;

/// Units: seconds from the start, percent of the whole.
struct Span {
  double from = 0;
  double to = 0;
};

struct Job {
  std::string name;
  std::vector<Span> fragile;          ///< A fault in one of these costs `cost`.
  double cost = 90;                   ///< More than 100: the work is never done.
  std::vector<double> without_save;   ///< Saves that are left out: their moments.
  Span pause{};                       ///< Progress stands still.
  bool fragile_in_recovery = false;   ///< A second fault while it is taken up.
  bool fragile_when_resumed = false;  ///< A second fault at the resumed part.
  bool shows_nothing = false;         ///< Undisturbed, nothing tells of its moment: it takes luck.
};

inline constexpr double step_seconds = 3;
inline constexpr int step_count = 100;
inline constexpr double save_seconds = 0.2;

/// When step `k` of 100 is done.
inline double time_of_step(const Job& job, int k) {
  const double at = k * step_seconds;
  return at > job.pause.from ? at + job.pause.to - job.pause.from : at;
}

/// When saves end.
inline std::vector<double> saves_of(const Job& job) {
  std::vector<double> saves;
  for (int k = 5; k <= step_count; k += 5) {
    const double at = time_of_step(job, k) + save_seconds;
    const auto left_out = [&](double each) { return std::abs(each - at) < step_seconds; };
    if (std::ranges::none_of(job.without_save, left_out)) saves.push_back(at);
  }
  return saves;
}

/// A span at every save but the last, from its end on.
inline std::vector<Span> at_saves(double from, double to) {
  std::vector<Span> spans;
  for (const double save : saves_of({})) {
    if (save < step_count * step_seconds) spans.push_back({save + from, save + to});
  }
  return spans;
}

inline std::vector<Job> jobs() {
  return {
      {.name = "writes its checkpoint in place", .fragile = at_saves(-save_seconds, 0)},
      {.name = "removes the old checkpoint 50 ms before the new one is there",
       .fragile = at_saves(-0.125, -0.075)},
      {.name = "writes the index 50 ms after the data", .fragile = at_saves(0, 0.05)},
      {.name = "skips three saves", .fragile = {}, .cost = 19, .without_save = {120, 135, 150}},
      {.name = "keeps nothing of its first phase until the second has begun",
       .fragile = {{150, 170}},
       .pause = {150, 170}},
      {.name = "leaves a lock before its first save", .fragile = {{0, 15}}, .cost = 1000},
      {.name = "marks its set-up as done too early", .fragile = {{0.5, 2}}, .cost = 1000},
      {.name = "truncates its result at the end", .fragile = {{297, 300}}, .cost = 99},
      {.name = "restores by moving the checkpoint away",
       .fragile = {},
       .fragile_in_recovery = true},
      {.name = "keeps one generation, of the instance before",
       .fragile = {},
       .fragile_when_resumed = true},
      {.name = "rotates its files in the open, for 12 s",
       .fragile = {{200, 212}},
       .shows_nothing = true},
      {.name = "has one slow save, of 4 s", .fragile = {{240, 244}}, .pause = {240, 244}},
  };
}

/// What an undisturbed run of `job` shows.
inline drill::Observation undisturbed(const Job& job) {
  const Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  const auto at = [&](double seconds) {
    return start + std::chrono::duration_cast<Duration>(std::chrono::duration<double>{seconds});
  };
  drill::Observation seen{.began = start, .server_observed = true, .has_saved = true};
  drill::InstanceTimeline instance{.id = "i-1", .requested = start, .running = start};
  for (int k = 1; k <= step_count; ++k) {
    instance.progress.push_back({.at = at(time_of_step(job, k)), .value = static_cast<double>(k)});
  }
  for (const double save : saves_of(job)) {
    int done = 0;
    while (done < step_count && time_of_step(job, done + 1) <= save) ++done;
    instance.saved.push_back({.at = at(save), .value = static_cast<double>(done)});
  }
  seen.ended = at(time_of_step(job, step_count) + 1);
  instance.user_data_ended = seen.ended;
  instance.user_data_end = drill::ProcessEnd{};
  instance.ended = seen.ended;
  instance.ended_by_drill = true;
  seen.instances.push_back(std::move(instance));
  return seen;
}

/// When a fault begins. Units: seconds from the start.
inline double time_of(const Job& job, const FaultMoment& moment) {
  const auto seconds = [](Duration of) { return std::chrono::duration<double>{of}.count(); };
  if (moment.after_start) return seconds(*moment.after_start);
  int step = 0;
  while (moment.progress_percent && step < *moment.progress_percent && step < step_count) ++step;
  const double there = time_of_step(job, step) + seconds(moment.delay);
  if (!moment.while_saving) return there;
  const std::vector<double> saves = saves_of(job);
  for (std::size_t i = 1; i < saves.size(); ++i) {
    if (saves[i] > there) return saves[i] - save_seconds / 2;
  }
  return there;
}

/// What a fault at a moment costs. Units: percent.
inline double cost_at(const Job& job, double at) {
  for (const Span& span : job.fragile) {
    if (at >= span.from && at < span.to) return job.cost;
  }
  double saved = 0;
  for (const double save : saves_of(job)) {
    if (save <= at) saved = save;
  }
  return std::max(0.0, at - saved) / step_seconds;
}

inline double cost_of(const Job& job, const std::vector<drill::Fault>& faults) {
  double cost = cost_at(job, time_of(job, faults.at(0).moment));
  if (faults.size() < 2) return cost;
  const bool in_recovery = faults[1].moment.while_recovering;
  if (in_recovery ? job.fragile_in_recovery : job.fragile_when_resumed) cost += job.cost;
  return cost;
}

/// How far a campaign has got when it has seen `cost`: what is planted, and nothing less.
inline bool is_found(const Job& job, double cost) {
  return cost >= std::min(job.cost, 100.0);
}

inline drill::Verdict verdict_of(double cost) {
  drill::Verdict verdict{.completed = cost < 1000};
  verdict.lost_percent = std::min(cost, 100.0);
  return verdict;
}

/// A drill of these jobs, terminated without a notice.
inline drill::Definition definition() {
  drill::Definition definition{.name = "planted"};
  definition.workload.progress = drill::NumberSource{};
  definition.workload.checkpoint = "/job/checkpoint";
  definition.faults.push_back(
      drill::make_fault(drill::Fault::Kind::Terminate, {.progress_percent = 50}, {}));
  return definition;
}

}  // namespace spotdrill::planted
