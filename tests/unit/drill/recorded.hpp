// Drills of which the output was recorded, for tests of what is made out of it: no server, no
// process.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "drill/observations.hpp"
#include "drill/readings/output_reader.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// A drill of which the outputs were recorded: two instances, the first of them killed.
class Recorded {
 public:
  explicit Recorded(const std::string& progress, const std::string& saved = {})
      : progress_(progress) {
    if (!saved.empty()) saved_.emplace(saved);
    seen_.server_observed = true;
    seen_.has_saved = saved_.has_value();
    instance(0);
  }

  Recorded& print(double at, const std::string& line) {
    InstanceTimeline& now = seen_.instances.back();
    for (Reading& each : progress_.read(line, second(at))) now.progress.push_back(each);
    if (saved_) {
      for (Reading& each : saved_->read(line, second(at))) now.saved.push_back(each);
    }
    seen_.series = progress_.series();
    seen_.ended = second(at);
    return *this;
  }

  Recorded& kill(double at) {
    InstanceTimeline& now = seen_.instances.back();
    now.shutdown_begun = now.user_data_ended = now.ended = second(at);
    now.user_data_end = ProcessEnd{.signalled = true, .value = 15};
    progress_.next_instance();
    if (saved_) saved_->next_instance();
    instance(at + 1);
    return *this;
  }

  Recorded& end(double at, int code = 0) {
    seen_.instances.back().user_data_ended = second(at);
    seen_.instances.back().user_data_end = ProcessEnd{.value = code};
    seen_.ended = second(at);
    return *this;
  }

  Observation& seen() { return seen_; }
  [[nodiscard]] Work work() const { return model_work(seen_); }
  [[nodiscard]] double lost() const { return work().interruptions.at(0).lost_percent.value_or(-1); }

 private:
  void instance(double at) {
    seen_.instances.push_back({.id = fmt::format("i-{:017}", seen_.instances.size() + 1),
                               .requested = second(at),
                               .running = second(at)});
  }

  OutputReader progress_;
  std::optional<OutputReader> saved_;
  Observation seen_;
};

}  // namespace spotdrill::drill
