#include "drill/campaign/worst_moment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "drill/campaign/interrupted.hpp"

namespace spotdrill::drill {

namespace {

/// Neighbours that differ by less differ by chance.
constexpr double excess_that_matters = 1;

/// What is never completed is worse than whatever is done again.
double cost_of(const Verdict& verdict) {
  return verdict.lost_percent + (verdict.completed ? 0 : 1000);
}

}  // namespace

Result<WorstMoment, std::string> WorstMoment::create(const Definition& definition,
                                                     std::size_t trials) {
  const Fault like = TRY(varied_fault(definition));
  if (!definition.workload.progress) {
    return refuse(
        std::string{"what an interruption loses is read from the progress: say where that is "
                    "(workload.progress, --progress)"});
  }
  return WorstMoment{definition, like, trials};
}

Duration WorstMoment::ahead() const {
  if (like_.kind != Fault::Kind::Interrupt) return Duration::zero();
  return std::min<Duration>(like_.notice, notice_full);
}

std::optional<Variant> WorstMoment::next() {
  if (!undisturbed_) {
    Variant variant{.label = "without faults", .definition = definition_};
    std::erase_if(variant.definition.faults, takes_instance);
    return variant;
  }
  if (begun_ == trials_ || !course_) return std::nullopt;
  if (waiting_.empty() && !twice_planned_) plan_twice();
  if (waiting_.empty()) {
    if (auto candidate = between()) waiting_.push_back(*std::move(candidate));
  }
  if (waiting_.empty()) return std::nullopt;
  running_ = std::move(waiting_.front());
  waiting_.pop_front();
  ++begun_;
  return interrupted(definition_, like_, running_->label, running_->moments);
}

void WorstMoment::note(const Observation& seen, const Verdict& verdict) {
  if (!undisturbed_) {
    undisturbed_ = true;
    course_ = Course::of(seen, verdict.work);
    if (course_) plan();
    return;
  }
  if (!running_ || running_->moments.size() != 1) return;
  const double cost = cost_of(verdict);
  if (!worst_ || cost > worst_->cost) worst_ = {running_->moments.front(), cost};
  if (!running_->at) return;
  // Who heeds a notice may lose nothing anywhere.
  const double usual =
      like_.kind == Fault::Kind::Interrupt ? 0 : course_->usual_loss(*running_->at).value_or(0);
  const Tried tried{*running_->at, running_->moments.front(), cost, cost - usual};
  tried_.insert(std::ranges::upper_bound(tried_, tried.at, {}, &Tried::at), tried);
}

std::optional<std::string> WorstMoment::why_none() const {
  if (!undisturbed_ || course_) return std::nullopt;
  return "the undisturbed run gives nothing to search by: it told no progress, or ran on more than "
         "one instance";
}

void WorstMoment::add(std::string_view label, Duration at) {
  if (at <= Duration::zero() || at >= last_beginning()) return;
  const auto same = [&](const Candidate& each) { return each.at == at; };
  if (std::ranges::any_of(waiting_, same)) return;
  waiting_.push_back(candidate_at(label, at));
}

WorstMoment::Candidate WorstMoment::candidate_at(std::string_view label, Duration at) const {
  const FaultMoment moment = course_->moment_at(at);
  return {fmt::format("{}, at {}", label, to_word(moment)), {moment}, at};
}

/// The work is cut off at `end`.
void WorstMoment::add_end(std::string_view label, Duration end) {
  add(label, end - ahead());
}

void WorstMoment::plan() {
  constexpr std::size_t pauses_max = 3;
  plan_saves();
  add("start-up", std::min<Duration>(1s, course_->length() / 2));
  add_end("the first percent", course_->time_of(1) + 1ms);
  add_end("the last percent", course_->time_of(99) + 1ms);
  auto pauses = course_->pauses();
  pauses.resize(std::min(pauses.size(), pauses_max));
  for (const Duration pause : pauses) add_end("a pause of progress", pause);
  if (waiting_.size() < 2) add("half-way", last_beginning() / 2);
}

/// Of many saves some: the one with most work before it, the last, the first.
void WorstMoment::plan_saves() {
  const Duration close = std::min<Duration>(1s, course_->length() / 100);
  std::vector<Course::Save> saves = course_->saves();
  // The last save of all has nothing after it that could be lost.
  if (!saves.empty()) saves.pop_back();
  std::erase_if(saves, [&](const Course::Save& save) { return save.at <= close + ahead(); });
  if (saves.empty()) return;
  const Course::Save most = *std::ranges::max_element(saves, {}, &Course::Save::work);
  add_end("just before a save", most.at - close);
  if (definition_.workload.shows_saves()) {
    waiting_.push_back({"within a save", {{.while_saving = true}}, {}});
    const double late = std::floor(course_->percent_at(course_->length() / 2));
    const FaultMoment moment{.progress_percent = late, .while_saving = true};
    waiting_.push_back({"within a save, at " + to_word(moment), {moment}, {}});
  }
  add_end("just after a save", most.at + std::min<Duration>(20ms, close));
  add_end("just before a save", saves.back().at - close);
  add_end("just before a save", saves.front().at - close);
}

/// At the resumed part, and while it is taken up.
void WorstMoment::plan_twice() {
  twice_planned_ = true;
  const FaultMoment once = worst_ ? worst_->moment : FaultMoment{.progress_percent = 50};
  waiting_.push_back({fmt::format("twice in a row, at {}", to_word(once)), {once, once}, {}});
  waiting_.push_back(
      {fmt::format("recovery, after {}", to_word(once)), {once, {.while_recovering = true}}, {}});
}

/// The longest time in which no fault began.
WorstMoment::Gap WorstMoment::widest_gap() const {
  Gap widest;
  Duration before{};
  const auto note = [&](Duration at) {
    if (at - before > widest.to - widest.from) widest = {before, at};
    before = at;
  };
  for (const Tried& tried : tried_) note(tried.at);
  note(last_beginning());
  return widest;
}

/// Between the two neighbours that differ most, beyond the work that lies between them.
std::optional<Duration> WorstMoment::between_unequal() const {
  const Duration finest = std::max<Duration>(2ms, course_->length() / 2000);
  std::optional<Duration> middle;
  double most = excess_that_matters;
  for (std::size_t i = 1; i < tried_.size(); ++i) {
    const Duration width = tried_[i].at - tried_[i - 1].at;
    const double difference = std::abs(tried_[i].excess - tried_[i - 1].excess);
    if (width <= finest || difference <= most) continue;
    most = difference;
    middle = tried_[i - 1].at + width / 2;
  }
  return middle;
}

std::optional<WorstMoment::Candidate> WorstMoment::between() {
  explores_ = !explores_;
  std::optional<Duration> at;
  if (!explores_) at = between_unequal();
  std::string_view label = "near the worst";
  if (!at) {
    const Gap widest = widest_gap();
    at = widest.from + (widest.to - widest.from) / 2;
    label = "where nothing was tried";
  }
  if (!at || *at <= Duration::zero()) return std::nullopt;
  return candidate_at(label, *at);
}

std::optional<WorstMoment::Stretch> WorstMoment::untried() const {
  if (!course_ || tried_.empty()) return {};
  const Gap gap = widest_gap();
  return Stretch{course_->percent_at(gap.from), course_->percent_at(gap.to), gap.to - gap.from};
}

}  // namespace spotdrill::drill
