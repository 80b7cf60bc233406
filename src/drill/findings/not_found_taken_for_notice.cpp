#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/lower_case.hpp"
#include "drill/findings/findings.hpp"
#include "drill/findings/job_words.hpp"
#include "drill/findings/user_data_end.hpp"
#include "drill/findings/work_lost.hpp"

namespace spotdrill::drill {

namespace {

/// Who takes the first answer for a notice asks no more, or once more beside the end.
constexpr std::uint64_t polls_max = 2;

/// Who takes an answer for a notice ends soon after it: within the step in hand.
constexpr Duration soon = 1min;

/// What the 404 page has in it, as AWS sends it.
constexpr std::string_view page_title = "404 - Not Found";

/// Whether a job's line asks for the notice with curl and takes every answer for one.
bool takes_every_page(std::string_view line) {
  const auto says = [&](std::string_view word) { return line.find(word) != line.npos; };
  const bool asks = says("instance-action") || says("termination-time") || says("/rebalance");
  if (!asks || !says("curl ")) return false;
  for (const std::string_view word : {"--fail", "http_code", "/dev/null", "grep", "jq", "--head"}) {
    if (says(word)) return false;
  }
  // "-f", "-sf", "-fsS": one of the letters after a single dash.
  for (std::size_t at = line.find(" -"); at != line.npos; at = line.find(" -", at + 1)) {
    for (std::size_t i = at + 2; i < line.size(); ++i) {
      const char letter = line[i];
      if (letter == 'f' || letter == 'I' || letter == 'i') return false;
      if (std::isalpha(static_cast<unsigned char>(letter)) == 0) break;
    }
  }
  return true;
}

/// When the workload ended by itself: its user data did, or it ended its own instance.
std::optional<Instant> own_end(const InstanceTimeline& instance) {
  const bool in_shutdown = instance.shutdown_begun && instance.user_data_ended &&
                           *instance.user_data_ended >= *instance.shutdown_begun;
  if (instance.asked_for_own_end) return instance.asked_for_own_end;
  return in_shutdown ? std::nullopt : instance.user_data_ended;
}

/// The path that was first answered with 404.
const NoticePolls* first_not_found(const InstanceTimeline& instance) {
  const NoticePolls* first = nullptr;
  for (const NoticePolls& polls : instance.notice_polls) {
    if (!polls.first_not_found) continue;
    if (first == nullptr || *polls.first_not_found < *first->first_not_found) first = &polls;
  }
  return first;
}

/// Whether it said after `from` that it knows of an interruption.
bool says_interrupted(const InstanceTimeline& instance, Instant from) {
  constexpr std::array<std::string_view, 7> words{"interrupt", "preempt", "terminat", "notice",
                                                  "spot",      "reclaim", "evict"};
  for (const ConsolePart& part : instance.console_parts) {
    if (part.at < from) continue;
    const std::string text = lower_case(part.text);
    const auto in_text = [&](std::string_view word) { return text.find(word) != text.npos; };
    if (std::any_of(words.begin(), words.end(), in_text)) return true;
  }
  return false;
}

/// Whether the end was meant, and was not that of work that is done or of a mistake.
bool ended_on_purpose(const InstanceScene& scene, Instant asked, bool sure) {
  const InstanceTimeline& instance = scene.instance;
  const std::optional<ProcessEnd>& end = instance.user_data_end;
  if (end && !end->signalled && asks_to_be_started_again(end->value)) return true;
  const bool saved = std::any_of(instance.saved.begin(), instance.saved.end(),
                                 [&](const Reading& reading) { return reading.at >= asked; });
  const bool says = says_interrupted(instance, asked);
  if (end && !end->signalled && end->value == 0) return says || (saved && sure);
  if (instance.asked_for_own_end) return says || saved || sure;
  // Whoever was told may have ended the rest by a signal; a mistake ends with a code of its own.
  return sure && says;
}

bool is_done(const InstanceScene& scene) {
  const std::vector<Sample>& progress = scene.done.progress;
  return !progress.empty() && progress.back().value >= scene.work.total;
}

/// Whether nothing of an interruption was there to be told of when the workload ended.
bool nothing_was_up(const InstanceTimeline& instance, Instant end) {
  const bool notice = instance.notice && *instance.notice <= end;
  const bool rebalance = instance.rebalance && *instance.rebalance <= end;
  return !notice && !rebalance;
}

/// When it ended by itself with work left and nothing up; nothing: it did not.
std::optional<Instant> needless_end(const InstanceScene& scene) {
  const std::optional<Instant> end = own_end(scene.instance);
  const bool needless = end && nothing_was_up(scene.instance, *end) && !is_done(scene) &&
                        !outlived_user_data(scene.instance);
  return needless ? end : std::nullopt;
}

/// ": its user data exited with 75"; empty of one that ended its own instance.
std::string how_it_ended(const InstanceTimeline& instance) {
  if (!instance.user_data_end || instance.asked_for_own_end) return {};
  return fmt::format(": its user data {}", end_text(*instance.user_data_end));
}

/// The moment and the path of the 404 that an instance ended at; null when it did not.
const NoticePolls* ended_at_404(const InstanceScene& scene, bool text) {
  const InstanceTimeline& instance = scene.instance;
  const NoticePolls* asked = first_not_found(instance);
  const std::optional<Instant> end = needless_end(scene);
  if (asked == nullptr || !end || *end < *asked->first_not_found) return nullptr;
  const bool page = instance.console.find(page_title) != std::string::npos;
  if (asked->count > polls_max && !text) return nullptr;
  return ended_on_purpose(scene, *asked->first_not_found, text || page) ? asked : nullptr;
}

/// A request for a notice that was refused for its token, and when.
struct Refusal {
  std::string path;
  Instant at;
};

std::optional<Refusal> refusal_of(const InstanceTimeline& instance) {
  const auto of = [](const std::string& path, const std::optional<Instant>& at, bool overcome) {
    const bool notice = path.find("/spot/") != path.npos || path.find("/rebalance") != path.npos;
    return notice && at && !overcome ? std::optional<Refusal>{{path, *at}} : std::nullopt;
  };
  if (auto found = of(instance.imds_wrong_token, instance.imds_wrong_token_at,
                      instance.imds_wrong_token_overcome)) {
    return found;
  }
  return of(instance.imds_without_token, instance.imds_without_token_at,
            instance.imds_without_token_overcome);
}

/// The refusal that an instance ended at, as if it had been a notice.
std::optional<Refusal> ended_at_401(const InstanceScene& scene) {
  const InstanceTimeline& instance = scene.instance;
  const std::optional<Refusal> refused = refusal_of(instance);
  const std::optional<Instant> end = needless_end(scene);
  if (!refused || !end || *end < refused->at || *end - refused->at > soon) return std::nullopt;
  const std::optional<ProcessEnd>& how = instance.user_data_end;
  const bool asks = how && !how->signalled && asks_to_be_started_again(how->value);
  const bool well = instance.asked_for_own_end || how == ProcessEnd{};
  return asks || (well && says_interrupted(instance, refused->at)) ? refused : std::nullopt;
}

Finding refusal_taken_for_notice(const InstanceTimeline& instance, const Refusal& refused) {
  return {.cause =
              "The workload likely takes a refusal (401) of the instance metadata for an "
              "interruption notice: it ends although nothing interrupts it.",
          .evidence = fmt::format(
              "{} asked for {} and was answered 401, because its token was missing or not valid "
              "any more. {} later the workload ended by itself{}",
              instance.id, refused.path, time_text(*own_end(instance) - refused.at),
              how_it_ended(instance)),
          .remedy =
              "Only 200 is a notice: 404 says that there is none yet, and at 401 a new token has "
              "to be taken (X-aws-ec2-metadata-token-ttl-seconds says how long one lives).",
          .shows_itself = true};
}

std::string polls_text(const NoticePolls& asked) {
  return asked.count == 1 ? "once" : fmt::format("{} times", asked.count);
}

}  // namespace

std::optional<Finding> not_found_taken_for_notice(const InstanceScene& scene) {
  if (!scene.observation.server_observed) return std::nullopt;
  const bool text = any_job_line(scene.observation, takes_every_page);
  const NoticePolls* asked = ended_at_404(scene, text);
  if (asked == nullptr) {
    const std::optional<Refusal> refused = ended_at_401(scene);
    if (!refused) return std::nullopt;
    return refusal_taken_for_notice(scene.instance, *refused);
  }
  const InstanceTimeline& instance = scene.instance;
  const auto also = std::count_if(scene.observation.instances.begin(),
                                  scene.observation.instances.end(), [&](const auto& other) {
                                    return other.id != instance.id &&
                                           ended_at_404(scene_of(scene, other), text) != nullptr;
                                  });
  std::string evidence = fmt::format(
      "{} asked for {} {} and was answered 404: no notice was there. {} later the workload ended "
      "by itself{}",
      instance.id, asked->path, polls_text(*asked),
      time_text(*own_end(instance) - *asked->first_not_found), how_it_ended(instance));
  if (text) evidence += "; the job's text asks with curl without -f";
  if (also > 0) evidence += fmt::format("; so did {} more", also);
  return Finding{
      .cause = fmt::format("The workload {}takes the 404 page of the instance metadata for an "
                           "interruption notice: it ends although nothing interrupts it.",
                           text ? "" : "likely "),
      .evidence = std::move(evidence),
      .remedy =
          "404 says that there is no notice yet. Ask with 'curl -f' (--fail): without it curl "
          "prints the 404 page and succeeds. Elsewhere look at the status, not at the body: only "
          "200 is a notice.",
      .shows_itself = true};
}

}  // namespace spotdrill::drill
