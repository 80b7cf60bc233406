#include "apps/check_run.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <thread>

#include "apps/admin_client.hpp"
#include "base/base64.hpp"
#include "base/shell_words.hpp"
#include "client/server_observer.hpp"
#include "drill/readings/console_lines.hpp"
#include "drill/run/cloud.hpp"
#include "drill/run/launch_plan.hpp"

namespace spotdrill::apps {
namespace {

constexpr std::chrono::milliseconds check_poll_interval{50};

/// How long the endpoint may refuse to answer, and the instance take to end. Real time.
constexpr std::chrono::seconds check_silence_max{10};

constexpr std::size_t check_lines_told = 3;

class CheckRun {
 public:
  CheckRun(const drill::Definition& definition, client::Client& client, const CheckOptions& options)
      : definition_(definition),
        cloud_(client),
        observer_(client),
        options_(options),
        mark_(fmt::format("spotdrill: the check of {} has ended with", options.run_id)) {}

  drill::CheckSeen run() {
    observer_.connect();
    if (launch()) follow();
    end();
    return seen_;
  }

 private:
  bool launch();
  void follow();
  void end();

  [[nodiscard]] Instant now() {
    (void)observer_.poll();
    return observer_.server_now().value_or(real_now());
  }

  /// Notes why it cannot go on.
  template <class T>
  bool went_wrong(const drill::Called<T>& called) {
    if (called) return false;
    if (seen_.failure.empty()) seen_.failure = called.error();
    return true;
  }

  const drill::Definition& definition_;
  drill::Cloud cloud_;
  client::ServerObserver observer_;
  const CheckOptions& options_;
  std::string mark_;
  std::string request_;
  std::string instance_;
  drill::CheckSeen seen_;
};

bool CheckRun::launch() {
  auto plan = drill::plan_launch(cloud_, definition_.workload);
  if (went_wrong(plan)) return false;
  plan->specification["UserData"] =
      base64_encode(check_user_data(*definition_.check, definition_.workload, mark_));
  const auto request = cloud_.request_spot_instance(plan->specification);
  if (went_wrong(request)) return false;
  request_ = *request;
  const Instant began = now();
  while (!options_.stop_requested()) {
    const auto described = cloud_.describe_request(request_);
    if (went_wrong(described)) return false;
    if (!described->instance_id.empty()) {
      instance_ = described->instance_id;
      (void)cloud_.create_tags(instance_, drill::instance_tags(definition_, options_.run_id));
      return true;
    }
    if (described->state != "open" || now() - began > definition_.check->timeout) {
      seen_.failure =
          fmt::format("its Spot request is {}: {}", described->state, described->status_message);
      return false;
    }
    std::this_thread::sleep_for(check_poll_interval);
  }
  seen_.failure = "interrupted";
  return false;
}

void CheckRun::follow() {
  const Instant began = now();
  auto answered = std::chrono::steady_clock::now();
  while (true) {
    const auto state = cloud_.describe_instance(instance_);
    const auto console = cloud_.console(instance_);
    if (console) {
      seen_ = read_check_console(*console, mark_);
      answered = std::chrono::steady_clock::now();
    }
    if (seen_.exit_code) return;
    if (state && (state->state == "terminated" || state->state == "stopped")) {
      // What it printed last may have come between the two looks.
      if (const auto last = cloud_.console(instance_)) seen_ = read_check_console(*last, mark_);
      return;
    }
    if (options_.stop_requested()) {
      seen_.failure = "interrupted";
      return;
    }
    if (std::chrono::steady_clock::now() - answered > check_silence_max) {
      seen_.failure = "the endpoint does not answer any more";
      return;
    }
    if (now() - began > definition_.check->timeout) {
      seen_.timed_out = true;
      return;
    }
    std::this_thread::sleep_for(check_poll_interval);
  }
}

void CheckRun::end() {
  if (!request_.empty()) (void)cloud_.cancel_requests({request_});
  if (instance_.empty() || !cloud_.terminate({instance_})) return;
  const auto until = std::chrono::steady_clock::now() + check_silence_max;
  while (std::chrono::steady_clock::now() < until) {
    const auto state = cloud_.describe_instance(instance_);
    if (!state || state->state == "terminated") return;
    std::this_thread::sleep_for(check_poll_interval);
  }
}

}  // namespace

std::string check_user_data(const drill::Check& check, const drill::Workload& workload,
                            std::string_view mark) {
  const std::string directory = workload.command.empty() ? "/" : workload.directory.string();
  return fmt::format(
      "#!/bin/bash\n{}cd {} || exit 1\n{}\ncode=$?\nprintf '\\n%s %d\\n' {} \"$code\"\n",
      workload.prelude, shell_word(directory), shell_words(check.command), shell_word(mark));
}

drill::CheckSeen read_check_console(std::string_view console, std::string_view mark) {
  drill::CheckSeen seen{.ran = true, .exit_code = {}, .last_lines = {}, .failure = {}};
  const std::size_t at = console.rfind(mark);
  // The code's line must be whole: "12" may be the beginning of 127.
  if (at != std::string_view::npos && console.find('\n', at) != std::string_view::npos) {
    const std::string_view rest = console.substr(std::min(at + mark.size() + 1, console.size()));
    int code = 0;
    if (std::from_chars(rest.data(), rest.data() + rest.size(), code).ec == std::errc{}) {
      seen.exit_code = code;
    }
  }
  seen.last_lines = drill::last_lines(console.substr(0, at), check_lines_told);
  return seen;
}

drill::CheckSeen run_check(const drill::Definition& definition, client::Client& client,
                           const CheckOptions& options) {
  return CheckRun{definition, client, options}.run();
}

}  // namespace spotdrill::apps
