// What the findings about asking for the interruption notice have in common.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

inline constexpr std::string_view how_to_poll =
    "Poll http://169.254.169.254/latest/meta-data/spot/instance-action every 5 seconds (with an "
    "IMDSv2 token) and save as soon as it answers 200.";

/// Whether a request about the notice was answered, with 404 or 200, after `at`.
inline bool answered_about_notice(const InstanceTimeline& instance,
                                  const std::optional<Instant>& at) {
  return std::any_of(instance.notice_polls.begin(), instance.notice_polls.end(),
                     [&](const NoticePolls& polls) {
                       return at && polls.last_answered && *polls.last_answered >= *at;
                     });
}

/// Whether nothing inside was told of the interruption, though it ran when the notice was there.
/// Only our server knows who asked.
inline bool missed_notice(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  if (!scene.observation.server_observed || !interruption.notice) return false;
  if (interruption.first_seen || scene.instance.first_rebalance_answer) return false;
  // A workload that ended before its notice had no reason to ask for it.
  return !interruption.workload_ended || *interruption.workload_ended >= *interruption.notice;
}

/// Whether whoever was refused for `path` at `at` was answered later. Who was refused the notice
/// has to be given an answer about it; `other` tells of the same for every other path.
inline bool refusal_was_overcome(const InstanceTimeline& instance, std::string_view path,
                                 const std::optional<Instant>& at, bool other) {
  bool about_notice = false;
  bool answered = false;
  for (const NoticePolls& polls : instance.notice_polls) {
    const bool same = path.find(polls.path) != std::string_view::npos;
    about_notice = about_notice || same;
    if (at && polls.last_answered && *polls.last_answered >= *at) answered = answered || same;
  }
  return about_notice ? answered : other || answered_about_notice(instance, at);
}

}  // namespace spotdrill::drill
