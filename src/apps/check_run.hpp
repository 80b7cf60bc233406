// Runs a drill's `check` on its results, inside an instance of its own, with AWS operations only.
// It judges nothing (drill/results/judgement.hpp).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "client/client.hpp"
#include "drill/definition/definition.hpp"
#include "drill/readings/results_seen.hpp"

namespace spotdrill::apps {

struct CheckOptions {
  std::string run_id;
  std::function<bool()> stop_requested = [] { return false; };
};

/// User data that runs `check` where and as the workload's command runs, and then prints a line
/// with `mark` and the exit code: AWS does not tell how user data ends.
std::string check_user_data(const drill::Check& check, const drill::Workload& workload,
                            std::string_view mark);

/// What a console says of a check that prints `mark` at its end.
drill::CheckSeen read_check_console(std::string_view console, std::string_view mark);

/// Launches the instance, waits for the check's end or its timeout, and ends the instance.
drill::CheckSeen run_check(const drill::Definition& definition, client::Client& client,
                           const CheckOptions& options);

}  // namespace spotdrill::apps
