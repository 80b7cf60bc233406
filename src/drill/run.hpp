// Runner: one drill while it is carried out. Its run is in runner.cpp, what it looks at meanwhile
// in runner_look.cpp. For these only; whoever wants a drill calls run_drill() of runner.hpp.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "client/server_observer.hpp"
#include "drill/cloud.hpp"
#include "drill/drill_clock.hpp"
#include "drill/experiments.hpp"
#include "drill/runner.hpp"
#include "drill/sources.hpp"

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
        experiments_(cloud_, definition.faults, seen_.faults) {}

  Observation run();

 private:
  /// Notes why the drill cannot go on.
  template <class T>
  bool failed(const Called<T>& called) {
    if (called) return false;
    if (seen_.failure.empty()) seen_.failure = called.error();
    return true;
  }

  /// Tells what happens now, after what happened before.
  void tell(const std::string& resource, const std::string& text);
  /// Reads the journal on; notes besides what it read.
  void take_facts();
  void note_facts();

  void look_at_clock() {
    if (const auto now = observer_.server_now()) clock_.set(*now, observer_.rate());
  }

  void pause() const { std::this_thread::sleep_for(options_.poll_interval); }

  bool prepare();
  bool launch();
  bool wait_for_instance(InstanceTimeline& instance);
  void rehearse();
  void look();
  void look_at_instance();
  void look_at_console();
  void look_at_sources();
  void look_for_endpoint();
  void begin_faults();
  bool replace();
  [[nodiscard]] bool is_due(const Fault& fault) const;
  [[nodiscard]] bool workload_is_over();
  void clean_up();
  void wait_for_ends(const std::vector<std::string>& alive);

  const Definition& definition_;
  Cloud cloud_;
  client::Client& client_;
  const RunOptions& options_;
  RunListener& listener_;
  client::ServerObserver observer_;
  DrillClock clock_;
  Observation seen_;
  Experiments experiments_;
  std::vector<client::ServerFact> facts_;  ///< Read, and not yet noted.
  json::object specification_;
  std::string account_;
  std::string state_;  ///< Of the instance that runs now.
  std::unique_ptr<Source> progress_;
  std::unique_ptr<Source> saved_;
  std::optional<std::chrono::steady_clock::time_point> idle_since_;
  std::optional<std::chrono::steady_clock::time_point> silent_since_;
  int fruitless_ = 0;
};

}  // namespace spotdrill::drill
