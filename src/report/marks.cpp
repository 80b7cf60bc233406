#include "report/marks.hpp"

#include <algorithm>

#include "report/facts.hpp"

namespace spotdrill::report {

namespace {

const api::report::Instance* instance_named(const Report& report, const std::string& id) {
  for (const api::report::Instance& instance : report.instances) {
    if (instance.instance == id) return &instance;
  }
  return nullptr;
}

void mark_replacement(const Report& report, const api::report::Interruption& each,
                      std::vector<Mark>& marks) {
  const auto* next = each.replacement ? instance_named(report, *each.replacement) : nullptr;
  if (next == nullptr) return;
  if (next->running_at) marks.push_back({*next->running_at, "replacement", "replaced"});
  if (next->progress.empty()) return;
  const auto& first = next->progress.front();
  marks.push_back({first.at, "resumed",
                   "went on from " + of_whole(report, each.resume_point.value_or(first.value))});
}

}  // namespace

std::vector<Mark> marks_of(const Report& report) {
  std::vector<Mark> marks;
  for (const api::report::Interruption& each : report.interruptions) {
    const auto mark = [&](const std::optional<Instant>& at, const char* css, const char* label) {
      if (at) marks.push_back({*at, css, label});
    };
    mark(each.rebalance_recommendation_at, "rebalance", "rebalance");
    mark(each.notice_at, "notice", "notice");
    mark(each.notice_first_read_at, "read", "read");
    if (!each.felt) continue;
    mark(each.shutdown_begun_at, "shutdown", "SIGTERM");
    const auto* instance = instance_named(report, each.instance);
    const bool killed = instance != nullptr && instance->killed.value_or(false);
    mark(each.instance_ended_at, "gone", killed ? "killed" : "gone");
    mark_replacement(report, each, marks);
  }
  std::ranges::stable_sort(marks, {}, &Mark::at);
  return marks;
}

}  // namespace spotdrill::report
