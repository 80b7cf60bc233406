// Runner: one drill while it is carried out. Its run is in runner.cpp, what comes before it in
// runner_prepare.cpp, what it looks at meanwhile in runner_look.cpp, how it follows a state machine
// in runner_workflow.cpp. For these only; whoever wants a drill calls run_drill() of runner.hpp.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/server_observer.hpp"
#include "drill/readings/log_source.hpp"
#include "drill/run/checkpoint_watch.hpp"
#include "drill/run/cloud.hpp"
#include "drill/run/deployed_stack.hpp"
#include "drill/run/drill_clock.hpp"
#include "drill/run/experiments.hpp"
#include "drill/run/runner.hpp"
#include "drill/run/workflow.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// Whether an instance in this state has ended.
inline bool is_over(const std::string& state) {
  return state == "terminated" || state == "stopped";
}

class Runner {
 public:
  Runner(const Definition& definition, client::Client& client, const RunOptions& options,
         RunListener& listener)
      : definition_(definition),
        cloud_(client),
        client_(client),
        options_(options),
        listener_(listener),
        observer_(client),
        experiments_(cloud_, definition.faults, seen_.faults),
        stack_(cloud_, definition.deploy),
        workflow_(cloud_, definition.workload.state_machine, seen_.execution) {}

  Observation run();

 private:
  /// Notes why the drill cannot go on.
  template <class T>
  bool failed(const Called<T>& called) {
    if (called) return false;
    if (seen_.failure.empty()) seen_.failure = called.error();
    return true;
  }

  /// Whether the endpoint answered. `since`: when it ceased to; too long ago is a failure.
  template <class T>
  bool answered(const Called<T>& called,
                std::optional<std::chrono::steady_clock::time_point>& since) {
    const auto now = std::chrono::steady_clock::now();
    if (called) {
      since.reset();
      return true;
    }
    if (!since) since = now;
    if (now - *since >= options_.silence_max) failed(called);
    return false;
  }

  /// Tells what happens now, after what happened before.
  void tell(const std::string& resource, const std::string& text);
  /// Reads the journal on; notes besides what it read.
  void take_facts();
  void note_facts();
  [[nodiscard]] bool is_early(const client::ServerFact& fact) const;

  void look_at_clock() {
    if (const auto now = observer_.server_now())
      clock_.set(*now, observer_.rate(), observer_.skipped());
    const Instant drill = clock_.now();
    const auto by =
        clock_watch_.look(drill, std::chrono::steady_clock::now(), clock_.rate(), clock_.skipped());
    if (by && !seen_.clock_jump) seen_.clock_jump = ClockJump{drill, *by};
  }

  /// Until the next look is due, or until the checkpoint's file is written to.
  void pause();
  /// When the drill itself has something to do, if that is known.
  [[nodiscard]] std::optional<Instant> next_moment() const;

  bool prepare();
  bool deploy();
  bool prepare_launch();
  bool prepare_sources();
  bool launch();
  bool wait_for_instance(InstanceTimeline& instance);
  bool take_over(InstanceTimeline instance);
  void rehearse();
  void look();
  void look_at_instance();
  void note_state(InstanceTimeline& instance, const InstanceNow& now);
  void look_at_console();
  void look_for_needs(InstanceTimeline& instance);
  /// After the end of the instance that works: what it left on shared places.
  void look_at_what_is_left();
  /// At the drill's end: what became of files that were being written.
  void look_at_open_files();
  void look_at_prices();
  void look_at_sources();
  void make_work();
  void look_at_work();
  void tell_choice();
  void tell_silence();
  void look_at_checkpoint();
  void look_for_endpoint();
  [[nodiscard]] Standing standing() const;
  [[nodiscard]] std::optional<Instant> guess_when(const Fault& fault) const;
  void begin_faults();
  void cut_notices_short();
  bool replace();
  [[nodiscard]] bool has_come_to(double percent) const;
  [[nodiscard]] bool awaits_save() const;
  [[nodiscard]] std::optional<Instant> when_due(const FaultMoment& moment) const;
  [[nodiscard]] bool is_due(const Fault& fault) const;
  [[nodiscard]] bool is_uploading() const;
  [[nodiscard]] bool never_began(const InstanceTimeline& instance) const;
  [[nodiscard]] bool workload_is_over();
  void clean_up();

  // With a state machine.
  [[nodiscard]] bool has_workflow() const {
    return definition_.workload.replace == Replace::StateMachine;
  }
  void follow();
  void look_at_execution();
  void note_wishes(std::vector<Workflow::Wish> wishes);
  void take_up_requests();
  bool take_up(Workflow::Wish& wish);
  void look_at_earlier_instances();
  [[nodiscard]] bool execution_is_over();
  void end_execution();

  void wait_for_ends(const std::vector<std::string>& alive);

  const Definition& definition_;
  Cloud cloud_;
  client::Client& client_;
  const RunOptions& options_;
  RunListener& listener_;
  client::ServerObserver observer_;
  DrillClock clock_;
  ClockWatch clock_watch_;
  Observation seen_;
  Experiments experiments_;
  DeployedStack stack_;
  Workflow workflow_;
  std::vector<Workflow::Wish> requested_;  ///< By the execution; no instance is known of them yet.
  std::vector<client::ServerFact> facts_;  ///< Read, and not yet noted.
  json::object specification_;
  std::string account_;
  std::string state_;  ///< Of the instance that runs now.
  std::unique_ptr<Source> progress_;
  std::unique_ptr<Source> saved_;
  std::unique_ptr<Source> done_;
  Instant looked_;                                  ///< When the newest look began.
  Work work_;                                       ///< Made of what was seen at the newest look.
  bool changed_ = true;                             ///< More has been seen since.
  std::chrono::steady_clock::time_point work_due_;  ///< When it may be made anew.
  ConsoleReader output_;                            ///< Of the instance that runs now.
  std::string line_before_;                         ///< That it read last.
  std::filesystem::file_time_type began_ = std::filesystem::file_time_type::clock::now();
  std::map<std::string, std::filesystem::file_time_type> gone_since_;  ///< By instance.
  std::string choice_;  ///< What was told of where progress is read.
  int choices_told_ = 0;
  std::chrono::steady_clock::time_point heard_from_ = std::chrono::steady_clock::now();
  std::optional<CheckpointWatch> checkpoint_;
  std::optional<std::chrono::steady_clock::time_point> idle_since_;
  std::optional<std::chrono::steady_clock::time_point> silent_since_;
  std::optional<std::chrono::steady_clock::time_point> execution_silent_since_;
  int fruitless_ = 0;

  /// An instance that is terminated before the time that its notice names.
  struct ShortNotice {
    std::string instance;
    Instant until;
  };
  std::vector<ShortNotice> short_notices_;
};

}  // namespace spotdrill::drill
