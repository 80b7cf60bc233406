#include "drill/readings/fact_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/iso8601.hpp"
#include "drill/readings/figures.hpp"
#include "drill/readings/needs.hpp"
#include "drill/readings/upload_facts.hpp"

namespace spotdrill::drill {

namespace {

using client::ServerFact;

/// Operations of one instance, each with each of its results, of which the calls are counted.
constexpr std::size_t api_calls_max = 256;

std::int64_t integer_at(const json::object& details, std::string_view key) {
  const json::value* value = details.if_contains(key);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

Duration seconds_at(const json::object& details, std::string_view key) {
  const json::value* value = details.if_contains(key);
  if (value == nullptr || !value->is_number()) return Duration::zero();
  return std::chrono::duration_cast<Duration>(
      std::chrono::duration<double>{value->to_number<double>()});
}

/// Keeps the first of several moments.
void note_first(std::optional<Instant>& moment, Instant at) {
  if (!moment) moment = at;
}

/// Notes that an instance ended itself. By EC2's operations it is known from who called them and
/// from the reason that EC2 has for the end, in whichever order these are told.
void note_own_end(InstanceTimeline& instance, Instant at) {
  if (instance.asked_for_own_end || !instance.shutdown_begun) return;
  const auto ends_instances = [](const ApiCalls& calls) {
    return calls.code.empty() &&
           (calls.operation == "ec2:TerminateInstances" || calls.operation == "ec2:StopInstances");
  };
  const bool by_call =
      instance.state_reason == "Client.UserInitiatedShutdown" &&
      std::any_of(instance.api_calls.begin(), instance.api_calls.end(), ends_instances);
  if (by_call || instance.state_reason == "Client.InstanceInitiatedShutdown") {
    instance.asked_for_own_end = std::min(at, *instance.shutdown_begun);
  }
}

std::string state_changed(InstanceTimeline& instance, const ServerFact& fact) {
  const std::string_view state = string_at(fact.details, "state");
  const std::string_view reason = string_at(fact.details, "reason");
  if (!reason.empty()) instance.state_reason = reason;
  if (state == "running") note_first(instance.running, fact.at);
  if (state == "shutting-down" || state == "stopping") {
    note_first(instance.shutdown_begun, fact.at);
    note_own_end(instance, fact.at);
  }
  if (state == "terminated" || state == "stopped") note_first(instance.ended, fact.at);
  return state.empty() ? std::string{} : fmt::format("instance {}", state);
}

std::string notice_given(InstanceTimeline& instance, const ServerFact& fact) {
  note_first(instance.notice, fact.at);
  instance.deadline = parse_iso8601(string_at(fact.details, "deadline"));
  const std::string_view action = string_at(fact.details, "action");
  std::string text = fmt::format("interruption notice: {}",
                                 action.empty() ? std::string_view{"terminate"} : action);
  if (instance.deadline) text += " at " + iso8601_seconds(*instance.deadline);
  return text;
}

void note_notice_poll(InstanceTimeline& instance, const ServerFact& fact, std::string_view path) {
  auto known = std::find_if(instance.notice_polls.begin(), instance.notice_polls.end(),
                            [&](const NoticePolls& each) { return each.path == path; });
  if (known == instance.notice_polls.end()) {
    if (instance.notice_polls.size() >= notice_paths_max) return;
    instance.notice_polls.push_back({.path = std::string{path}, .first = fact.at});
    known = instance.notice_polls.end() - 1;
  }
  const auto told = static_cast<std::uint64_t>(integer_at(fact.details, "polls"));
  known->count = std::max(known->count + 1, told);
  known->status = static_cast<int>(integer_at(fact.details, "status"));
  if (known->status == 404) note_first(known->first_not_found, fact.at);
  if (known->status != 401) known->last_answered = fact.at;
}

std::string polled(InstanceTimeline& instance, const ServerFact& fact) {
  const std::string_view path = string_at(fact.details, "path");
  note_notice_poll(instance, fact, path);
  if (path.ends_with("events/recommendations/rebalance") &&
      integer_at(fact.details, "status") == 200) {
    note_first(instance.first_rebalance_answer, fact.at);
    return {};
  }
  const bool about_notice =
      path.ends_with("spot/instance-action") || path.ends_with("spot/termination-time");
  if (!about_notice) return {};
  note_first(instance.first_notice_poll, fact.at);
  if (const json::value* interval = fact.details.if_contains("interval_seconds")) {
    if (interval->is_number()) {
      instance.notice_poll_interval = std::chrono::duration_cast<Duration>(
          std::chrono::duration<double>{interval->to_number<double>()});
    }
  }
  if (integer_at(fact.details, "status") != 200 || instance.first_notice_answer) return {};
  instance.first_notice_answer = fact.at;
  return "the workload has read the notice";
}

ProcessEnd end_in(const json::object& details) {
  const bool signalled = details.contains("signal");
  return {.signalled = signalled,
          .value = static_cast<int>(integer_at(details, signalled ? "signal" : "code"))};
}

std::string user_data_ended(InstanceTimeline& instance, const ServerFact& fact) {
  note_first(instance.user_data_ended, fact.at);
  instance.user_data_end = end_in(fact.details);
  instance.left_alive = true;  // Until it is told that nothing is.
  return "user data " + end_text(*instance.user_data_end);
}

std::string processes_gone(InstanceTimeline& instance, const ServerFact& fact) {
  const Instant at = fact.at - seconds_at(fact.details, "seconds_ago");
  note_first(instance.gone, at);
  instance.gone_end = end_in(fact.details);
  const bool with_user_data = !instance.user_data_ended || at - *instance.user_data_ended < 2s;
  if (with_user_data || instance.shutdown_begun) return {};
  return fmt::format("nothing is left of what user data started: {} {}",
                     string_at(fact.details, "name"), end_text(*instance.gone_end));
}

/// The files that a shutdown's facts name; those that are named again were still open at the kill.
void note_open_files(InstanceTimeline& instance, const json::object& details, bool killed) {
  const json::value* list = details.if_contains("open_files");
  if (list == nullptr || !list->is_array()) return;
  for (const json::value& value : list->get_array()) {
    const json::object* object = value.if_object();
    if (object == nullptr) continue;
    const std::string_view path = string_at(*object, "path");
    const auto known = std::ranges::find(instance.open_files, path, &OpenFile::path);
    if (known != instance.open_files.end()) {
      known->killed |= killed;
      if (std::exchange(known->closed, false)) known->process = string_at(*object, "name");
      continue;
    }
    const json::value* append = object->if_contains("append");
    instance.open_files.push_back(
        {.path = std::string{path},
         .process = std::string{string_at(*object, "name")},
         .append = append != nullptr && append->is_bool() && append->get_bool(),
         .killed = killed});
  }
}

std::optional<Unmet::Kind> need_kind(std::string_view text) {
  if (text == "service" || text == "operation") return Unmet::Kind::Service;
  if (text == "name") return Unmet::Kind::Name;
  if (text == "command") return Unmet::Kind::Command;
  if (text == "user-data") return Unmet::Kind::UserData;
  if (text == "device") return Unmet::Kind::Device;
  if (text == "endpoint") return Unmet::Kind::Endpoint;
  if (text == "unit") return Unmet::Kind::Unit;
  return std::nullopt;
}

std::string processor_used(InstanceTimeline& instance, const ServerFact& fact) {
  if (string_at(fact.details, "phase") == "shutdown") {
    if (fact.details.contains("waited_seconds")) {
      instance.shutdown_waited = seconds_at(fact.details, "waited_seconds");
    }
    return {};
  }
  instance.processor = ProcessorUse{seconds_at(fact.details, "cpu_seconds"),
                                    seconds_at(fact.details, "drill_seconds")};
  return {};
}

std::string unavailable(InstanceTimeline& instance, const ServerFact& fact) {
  const std::optional<Unmet::Kind> kind = need_kind(string_at(fact.details, "kind"));
  if (!kind) return {};
  Unmet need{.kind = *kind,
             .what = std::string{string_at(fact.details, "what")},
             .detail = std::string{string_at(fact.details, "detail")},
             .at = fact.at};
  std::string text = fmt::format("{} is not here", to_text(need));
  add_need(instance.unmet, std::move(need));
  return text;
}

std::string processes_seen(InstanceTimeline& instance, const ServerFact& fact) {
  note_open_files(instance, fact.details, false);
  instance.processes.clear();
  const json::value* list = fact.details.if_contains("processes");
  if (list == nullptr || !list->is_array()) return {};
  for (const json::value& value : list->get_array()) {
    const json::object* object = value.if_object();
    if (object == nullptr) continue;
    ProcessSeen seen{.name = std::string{string_at(*object, "name")},
                     .pid = static_cast<int>(integer_at(*object, "pid")),
                     .parent = static_cast<int>(integer_at(*object, "parent"))};
    const json::value* caught = object->if_contains("caught");
    if (caught != nullptr && caught->is_array()) {
      for (const json::value& signal : caught->get_array()) {
        if (signal.is_int64()) seen.caught.push_back(static_cast<int>(signal.get_int64()));
      }
    }
    instance.processes.push_back(std::move(seen));
  }
  return {};
}

std::string metadata_refused(InstanceTimeline& instance, const ServerFact& fact) {
  const json::value* token = fact.details.if_contains("token");
  const bool had_token = token != nullptr && token->is_bool() && token->get_bool();
  std::string& path = had_token ? instance.imds_wrong_token : instance.imds_without_token;
  if (path.empty()) path = string_at(fact.details, "path");
  note_first(had_token ? instance.imds_wrong_token_at : instance.imds_without_token_at, fact.at);
  return {};
}

std::string metadata_accepted(InstanceTimeline& instance, const ServerFact& fact) {
  const json::value* token = fact.details.if_contains("token");
  const bool had_token = token != nullptr && token->is_bool() && token->get_bool();
  (had_token ? instance.imds_wrong_token_overcome : instance.imds_without_token_overcome) = true;
  return {};
}

/// The server tells of the first call and then whenever their number has doubled.
std::string called(InstanceTimeline& instance, const ServerFact& fact) {
  const std::string_view operation = string_at(fact.details, "operation");
  const std::string_view code = string_at(fact.details, "code");
  const std::int64_t told = integer_at(fact.details, "count");
  if (operation.empty() || told <= 0) return {};
  const auto count = static_cast<std::uint64_t>(told);
  std::vector<ApiCalls>& all = instance.api_calls;
  auto known = std::find_if(all.begin(), all.end(), [&](const ApiCalls& each) {
    return each.operation == operation && each.code == code;
  });
  if (known == all.end()) {
    if (all.size() >= api_calls_max) return {};
    all.push_back({.operation = std::string{operation},
                   .code = std::string{code},
                   .count = count,
                   .first = fact.at,
                   .last = fact.at,
                   .shortest_interval = {}});
    note_own_end(instance, fact.at);
    return {};
  }
  if (count <= known->count) return {};
  if (known->count >= calls_in_a_row && count - known->count >= calls_in_a_row) {
    const Duration interval =
        (fact.at - known->last) / static_cast<std::int64_t>(count - known->count);
    known->shortest_interval = std::min(known->shortest_interval.value_or(interval), interval);
  }
  known->count = count;
  known->last = fact.at;
  return {};
}

std::string shutdown_begun(InstanceTimeline& instance, const ServerFact& fact) {
  note_first(instance.shutdown_begun, fact.at);
  if (const json::value* grace = fact.details.if_contains("grace-seconds")) {
    if (grace->is_number()) {
      instance.shutdown_grace = std::chrono::duration_cast<Duration>(
          std::chrono::duration<double>{grace->to_number<double>()});
    }
  }
  return "shutdown: SIGTERM to every process";
}

std::string rebalance_recommended(InstanceTimeline& instance, const ServerFact& fact) {
  note_first(instance.rebalance, fact.at);
  return "rebalance recommendation";
}

std::string instance_ended(InstanceTimeline& instance, const ServerFact& fact) {
  note_first(instance.ended, fact.at);
  return {};
}

std::string processes_killed(InstanceTimeline& instance, const ServerFact& fact) {
  note_open_files(instance, fact.details, true);
  instance.killed = true;
  return "what was left after the grace period was killed";
}

std::string launch_failed(InstanceTimeline& instance, const ServerFact& fact) {
  instance.launch_failure = string_at(fact.details, "reason");
  return "the instance could not be started: " + instance.launch_failure;
}

struct FactKind {
  std::string_view name;
  std::string (*apply)(InstanceTimeline&, const ServerFact&);
};

constexpr std::array kinds{
    FactKind{"instance-state-change", state_changed},
    FactKind{"rebalance-recommendation", rebalance_recommended},
    FactKind{"interruption-notice", notice_given},
    FactKind{"imds-poll", polled},
    FactKind{"user-data-ended", user_data_ended},
    FactKind{"processes-gone", processes_gone},
    FactKind{"shutdown-begun", shutdown_begun},
    FactKind{"shutdown-processes", processes_seen},
    FactKind{"processes-killed", processes_killed},
    FactKind{"instance-ended", instance_ended},
    FactKind{"imds-refused", metadata_refused},
    FactKind{"imds-accepted", metadata_accepted},
    FactKind{"api-calls", called},
    FactKind{"launch-failed", launch_failed},
    FactKind{"unavailable", unavailable},
    FactKind{"instance-cpu", processor_used},
    FactKind{"s3-upload", uploaded},
    FactKind{"s3-upload-torn", torn_file_uploaded},
    FactKind{"s3-read", object_read},
};

InstanceTimeline* find_instance(Observation& observation, const std::string& id) {
  for (InstanceTimeline& instance : observation.instances) {
    if (instance.id == id) return &instance;
  }
  return nullptr;
}

}  // namespace

std::string apply_fact(Observation& observation, const ServerFact& fact) {
  if (fact.kind == "spot-request-status") {
    for (InstanceTimeline& instance : observation.instances) {
      if (instance.request_id == fact.resource) {
        instance.spot_status = string_at(fact.details, "code");
      }
    }
    return {};
  }
  InstanceTimeline* instance = find_instance(observation, fact.resource);
  if (instance == nullptr) return {};
  for (const FactKind& kind : kinds) {
    if (kind.name == fact.kind) return kind.apply(*instance, fact);
  }
  return {};
}

}  // namespace spotdrill::drill
