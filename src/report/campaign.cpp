#include "report/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "drill/readings/figures.hpp"
#include "protocol/json_walk.hpp"
#include "protocol/shape_json.hpp"

namespace spotdrill::report {

namespace {

/// The smallest value that at least `part` of the sorted values do not exceed.
double nearest_rank(const std::vector<double>& sorted, double part) {
  const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(sorted.size())));
  return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

void add_distribution(Campaign& campaign, const char* what, const char* unit,
                      std::optional<double> (*value_of)(const Trial&)) {
  std::vector<double> values;
  for (const Trial& trial : campaign.trials) {
    if (!trial.interrupted) continue;
    if (const auto value = value_of(trial)) values.push_back(*value);
  }
  if (values.empty()) return;
  std::ranges::sort(values);
  campaign.distributions.push_back({.what = what,
                                    .unit = unit,
                                    .count = static_cast<std::int64_t>(values.size()),
                                    .least = values.front(),
                                    .median = nearest_rank(values, 0.5),
                                    .p90 = nearest_rank(values, 0.9),
                                    .p99 = nearest_rank(values, 0.99),
                                    .greatest = values.back()});
}

std::string bold(const std::string& words, TextStyle style) {
  return style.colour ? "\033[1m" + words + "\033[0m" : words;
}

}  // namespace

std::string value_text(const Distribution& of, double value) {
  return of.unit == "percent" ? drill::percent_text(value) : drill::time_text(duration_of(value));
}

const Trial* worst_trial(const Campaign& campaign) {
  return campaign.worst ? &campaign.trials[static_cast<std::size_t>(*campaign.worst)] : nullptr;
}

const Trial* trial_at(const Campaign& campaign, std::size_t row, std::size_t column) {
  const std::vector<std::int64_t> wanted{static_cast<std::int64_t>(row),
                                         static_cast<std::int64_t>(column)};
  const auto found = std::ranges::find(campaign.trials, wanted, &Trial::coordinates);
  return found == campaign.trials.end() ? nullptr : &*found;
}

std::ptrdiff_t passed_trials(const Campaign& campaign) {
  return std::ranges::count(campaign.trials, name(drill::Outcome::Passed), &Trial::outcome);
}

bool any_failed(const Campaign& campaign) {
  return std::ranges::count(campaign.trials, name(drill::Outcome::Failed), &Trial::outcome) > 0;
}

bool all_passed(const Campaign& campaign) {
  const auto open =
      std::ranges::count(campaign.trials, name(drill::Outcome::Inconclusive), &Trial::outcome);
  const std::ptrdiff_t passed = passed_trials(campaign);
  return campaign.finished && passed > 0 &&
         passed + open == static_cast<std::ptrdiff_t>(campaign.trials.size());
}

double most_lost(const Campaign& campaign) {
  double most = 0;
  for (const Trial& trial : campaign.trials) most = std::max(most, trial.lost_percent);
  return most;
}

Trial trial_of(const Report& report) {
  Trial trial{.outcome = report.outcome,
              .completed = report.completed,
              .lost_percent = report.lost_percent,
              .lost_seconds = report.lost_seconds,
              .took_seconds = report.took_seconds};
  for (const api::report::Interruption& each : report.interruptions) {
    if (report.interruptions.size() > 1 && each.lost_percent) {
      trial.lost_at_once_percent =
          std::max(trial.lost_at_once_percent.value_or(0), *each.lost_percent);
    }
    trial.interrupted = trial.interrupted || each.felt;
    if (!trial.progress && each.progress) trial.progress = 100 * *each.progress / report.total;
    if (!each.handled_at || !each.notice_at) continue;
    const double seconds = seconds_of(*each.handled_at - *each.notice_at);
    trial.handled_seconds = std::max(trial.handled_seconds.value_or(seconds), seconds);
  }
  return trial;
}

Result<Campaign, std::string> read_campaign(std::string_view json) {
  Campaign campaign =
      TRY(protocol::read_json<Campaign>(TRY(parse_document(json, "campaign", campaign_format))));
  const auto count = static_cast<std::int64_t>(campaign.trials.size());
  if (campaign.worst && (*campaign.worst < 0 || *campaign.worst >= count)) {
    return refuse(std::string{"its worst trial is none of its trials"});
  }
  return campaign;
}

void sum_up(Campaign& campaign) {
  campaign.distributions.clear();
  add_distribution(campaign, "work lost", "percent",
                   [](const Trial& trial) { return std::optional{trial.lost_percent}; });
  add_distribution(campaign, "work lost", "seconds",
                   [](const Trial& trial) { return std::optional{trial.lost_seconds}; });
  add_distribution(campaign, "notice handled after", "seconds",
                   [](const Trial& trial) { return trial.handled_seconds; });
  add_distribution(campaign, "work done after", "seconds", [](const Trial& trial) {
    return trial.completed ? std::optional{trial.took_seconds} : std::nullopt;
  });
  campaign.worst.reset();
  for (std::size_t i = 0; i < campaign.trials.size(); ++i) {
    const Trial& trial = campaign.trials[i];
    if (!trial.interrupted) continue;
    if (const Trial* worst = worst_trial(campaign)) {
      // What was never done is worse than what was done again.
      const auto key = [](const Trial& each) {
        return std::tuple{!each.completed, each.lost_percent, each.lost_seconds};
      };
      if (key(trial) <= key(*worst)) continue;
    }
    campaign.worst = static_cast<std::int64_t>(i);
  }
}

std::string to_text(const Trial& trial) {
  if (!trial.interrupted) {
    return fmt::format("not interrupted, done after {}; {}",
                       drill::time_text(duration_of(trial.took_seconds)), trial.outcome);
  }
  const std::string at_once =
      trial.lost_at_once_percent && *trial.lost_at_once_percent < trial.lost_percent
          ? fmt::format(" in all, {} at most at once",
                        drill::percent_text(*trial.lost_at_once_percent))
          : "";
  return fmt::format("lost {}{}, {} of work{}; {}", drill::percent_text(trial.lost_percent),
                     at_once, drill::time_text(duration_of(trial.lost_seconds)),
                     trial.completed ? "" : ", not completed", trial.outcome);
}

std::string passed_text(const Campaign& campaign) {
  const auto open =
      std::ranges::count(campaign.trials, name(drill::Outcome::Inconclusive), &Trial::outcome);
  const auto judged = static_cast<std::ptrdiff_t>(campaign.trials.size()) - open;
  std::string text = fmt::format("{} of {} passed", passed_trials(campaign), judged);
  if (open > 0) text += fmt::format(", {} neither passed nor failed", open);
  return text;
}

std::string untried_text(const api::campaign::Stretch& untried) {
  return fmt::format(
      "Nothing began between {} and {} of the work, for {}: what is fragile for less than that may "
      "lie there. More --trials look closer.",
      drill::percent_text(untried.from_percent), drill::percent_text(untried.to_percent),
      drill::time_text(duration_of(untried.seconds)));
}

std::string to_headline(const Campaign& campaign, TextStyle style) {
  std::string text = fmt::format("Campaign {}: {}{}\n", bold(campaign.drill, style),
                                 passed_text(campaign), campaign.finished ? "" : ", not finished");
  if (campaign.failure) text += fmt::format("  {}\n", *campaign.failure);
  return text;
}

std::string to_text(const Campaign& campaign, TextStyle style) {
  std::string text = "\n" + to_headline(campaign, style) + "\n";
  if (!campaign.distributions.empty()) {
    text += fmt::format("  {:<22} {:>9} {:>9} {:>9} {:>9} {:>9}\n", "", "least", "median", "p90",
                        "p99", "greatest");
  }
  for (const Distribution& each : campaign.distributions) {
    text += fmt::format("  {:<22} {:>9} {:>9} {:>9} {:>9} {:>9}\n", each.what,
                        value_text(each, each.least), value_text(each, each.median),
                        value_text(each, each.p90), value_text(each, each.p99),
                        value_text(each, each.greatest));
  }
  const Trial* worst = worst_trial(campaign);
  if (worst == nullptr) {
    if (campaign.trials.empty()) return text;
    return text +
           "  No trial was interrupted: the work was done before. Is there a checkpoint of an "
           "earlier run in the drill's directory, or does it have too little to do?\n";
  }
  text += fmt::format("\n{}: {}\n  {}\n  To see it again:\n    {}\n", bold("The worst", style),
                      worst->label, to_text(*worst), worst->command);
  if (campaign.untried) text += fmt::format("\n{}\n", untried_text(*campaign.untried));
  return text;
}

std::string to_json(const Campaign& campaign) {
  std::string text;
  protocol::append_json(text, protocol::write_json(campaign));
  return text;
}

std::vector<NamedText> files_of(const Campaign& campaign) {
  return {{"campaign.html", to_html(campaign)},
          {"campaign.json", to_json(campaign) + "\n"},
          {"campaign.txt", to_text(campaign)}};
}

}  // namespace spotdrill::report
