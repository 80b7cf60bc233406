#include "apps/campaign.hpp"

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <memory>

#include "apps/data_dir.hpp"
#include "apps/fresh_shares.hpp"
#include "apps/interrupts.hpp"
#include "apps/publish.hpp"
#include "apps/rehearsal.hpp"
#include "base/shell_words.hpp"
#include "drill/campaign/campaign.hpp"
#include "report/campaign.hpp"
#include "report/live.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

using NextVariant = std::function<std::optional<drill::Variant>()>;
using NoteTrial = std::function<void(const drill::Verdict&)>;

/// Where a campaign's trials come from.
struct Plan {
  std::string kind;
  std::vector<drill::Axis> axes;
  NextVariant next;
  NoteTrial note = [](const drill::Verdict&) {};
  std::size_t count = 0;  ///< 0: not known beforehand.
};

Plan plan_of(std::string kind, std::vector<drill::Variant> variants) {
  Plan plan{.kind = std::move(kind), .axes = {}, .next = {}, .count = variants.size()};
  auto waiting = std::make_shared<std::vector<drill::Variant>>(std::move(variants));
  plan.next = [waiting, at = std::size_t{0}]() mutable -> std::optional<drill::Variant> {
    if (at == waiting->size()) return std::nullopt;
    return (*waiting)[at++];
  };
  return plan;
}

Result<Plan, std::string> make_plan(const RunWords& words, const drill::Definition& definition,
                                    std::uint64_t seed) {
  if (words.repeat) {
    return plan_of("repeat", TRY(drill::repeat(definition, *words.repeat, seed)));
  }
  if (words.worst_moment) {
    auto search = std::make_shared<drill::WorstMoment>(TRY(drill::WorstMoment::create(definition)));
    return Plan{.kind = "worst-moment",
                .axes = {},
                .next = [search] { return search->next(); },
                .note = [search](const drill::Verdict& verdict) { search->note(verdict); }};
  }
  std::vector<drill::Axis> axes;
  for (const std::string& text : words.sweep) axes.push_back(TRY(drill::parse_axis(text)));
  Plan plan = plan_of("sweep", TRY(drill::sweep(definition, axes)));
  plan.axes = std::move(axes);
  return plan;
}

/// The command line of one trial: the campaign's, with what was different in the trial in place of
/// what made it a campaign.
std::string command_of(const RunWords& words, const drill::Variant& variant, std::uint64_t seed) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < words.all.size(); ++i) {
    const std::string& word = words.all[i];
    if (word == "--") {
      break;
    }
    const std::string name = word.substr(0, word.find('='));
    if (name == "--worst-moment") continue;
    const bool dropped = name == "--repeat" || name == "--sweep" || name == "--seed" ||
                         name == "--report" || name == "--junit" || name == "--summary" ||
                         name == "--interrupt-at" || name == "--terminate-at" || name == "--notice";
    if (!dropped) {
      kept.push_back(word);
    } else if (word.find('=') == std::string::npos) {
      ++i;  // Its value.
    }
  }
  kept.insert(kept.end(), variant.options.begin(), variant.options.end());
  kept.insert(kept.end(), {"--seed", fmt::format("{}", seed)});
  if (!words.command.empty()) {
    kept.emplace_back("--");
    kept.insert(kept.end(), words.command.begin(), words.command.end());
  }
  return shell_words(kept);
}

class CampaignRun {
 public:
  CampaignRun(const RunWords& words, Plan plan, report::Campaign campaign, fs::path directory)
      : words_(words),
        plan_(std::move(plan)),
        campaign_(std::move(campaign)),
        directory_(std::move(directory)),
        out_(told_to(words.output)) {}

  int run() {
    tell("Campaign {}: {}\n", campaign_.drill, campaign_.kind);
    campaign_.finished = true;
    while (auto variant = plan_.next()) {
      if (interrupts() == 0) try_one(std::move(*variant));
      if (interrupts() > 0) note_failure("interrupted");
      if (campaign_.failure) break;
    }
    report::sum_up(campaign_);
    return leave_reports();
  }

 private:
  /// Says how far it is, unless nobody wants to know.
  template <class... Args>
  void tell(fmt::format_string<Args...> format, Args&&... args) {
    if (words_.output.quiet) return;
    fmt::print(out_, format, std::forward<Args>(args)...);
    std::fflush(out_);
  }

  void note_failure(std::string why) {
    campaign_.finished = false;
    if (!campaign_.failure) campaign_.failure = std::move(why);
  }

  void try_one(drill::Variant variant) {
    // The run without faults, which a search begins with, is no trial.
    const std::string number = variant.definition.faults.empty()
                                   ? "undisturbed"
                                   : fmt::format("{:03}", campaign_.trials.size() + 1);
    tell("  {}{}  {}: ", number, plan_.count > 0 ? fmt::format("/{:03}", plan_.count) : "",
         variant.label);
    const std::string command = command_of(words_, variant, seed());
    const auto shares = FreshShares::make(variant.definition.workload, FreshShares::Of::All,
                                          {data_directory(words_.target.data), directory_});
    if (!shares) return fail(shares.error());
    RunWords words = words_;
    words.seed = seed();
    const auto began = std::chrono::steady_clock::now();
    report::Recording told =
        rehearse_once(words, variant.definition, campaign_.campaign + "-" + number,
                      {.on_copies = true, .references = &references_});
    told.source.command = command;
    plan_.note(told.verdict);
    const report::Report report = report::make_report(told);
    const auto written =
        report::write_files(report::files_of(report, told.seen), directory_ / number);
    if (!written) return fail(written.error());
    report::Trial trial = report::trial_of(report);
    trial.real_seconds =
        std::chrono::duration<double>{std::chrono::steady_clock::now() - began}.count();
    trial.label = std::move(variant.label);
    trial.run = number;
    trial.command = command;
    for (const std::size_t each : variant.coordinates) {
      trial.coordinates.push_back(static_cast<std::int64_t>(each));
    }
    tell("{}\n", report::to_text(trial));
    if (told.verdict.outcome == drill::Outcome::CouldNotRun) {
      note_failure(told.seen.failure);
    }
    if (!variant.definition.faults.empty()) {
      campaign_.trials.push_back(std::move(trial));
    } else if (!told.verdict.completed) {
      note_failure("even undisturbed, the work is not completed; see " +
                   (directory_ / number / "report.txt").string());
    }
  }

  void fail(const std::string& why) {
    tell("could not be run\n");
    note_failure(why);
  }

  [[nodiscard]] std::uint64_t seed() const { return static_cast<std::uint64_t>(campaign_.seed); }

  int leave_reports() {
    const report::TextStyle style{.colour = report::live_style(out_).colour};
    fmt::print(out_, "{}",
               words_.output.quiet ? report::to_headline(campaign_, style)
                                   : report::to_text(campaign_, style));
    const auto paths =
        write_outputs({.files = report::files_of(campaign_),
                       .junit = [this] { return report::to_junit(campaign_); },
                       .markdown = [this] { return report::to_markdown(campaign_); }},
                      directory_, words_.output);
    if (!paths) {
      complain(paths.error());
      return exit_usage;
    }
    end_with(*paths, directory_, words_.output);
    if (words_.output.json) fmt::print("{}\n", report::to_json(campaign_));
    std::fflush(nullptr);
    if (!campaign_.finished) return exit_usage;
    // A moment at which nothing is felt any more takes nothing from what the others show.
    if (report::all_passed(campaign_)) return exit_good;
    return report::any_failed(campaign_) ? exit_failed : exit_inconclusive;
  }

  const RunWords& words_;
  Plan plan_;
  report::Campaign campaign_;
  fs::path directory_;
  std::FILE* out_;
  References references_;
};

int refuse_campaign(const std::string& sentence) {
  complain(sentence);
  return exit_usage;
}

}  // namespace

int run_campaign(const RunWords& words, const drill::Definition& definition) {
  if (!words.target.endpoint.empty()) {
    return refuse_campaign(
        "A campaign needs a fresh server for every trial: leave --endpoint away.");
  }
  // A seed that nobody gave is told, so that the campaign can be had again.
  const std::uint64_t seed = words.seed.value_or(static_cast<std::uint64_t>(std::time(nullptr)));
  auto plan = make_plan(words, definition, seed);
  if (!plan) return refuse_campaign(plan.error());
  report::Campaign campaign{.format = report::campaign_format,
                            .drill = definition.name,
                            .campaign = make_run_id(definition.name),
                            .kind = plan->kind,
                            .seed = static_cast<std::int64_t>(seed),
                            .command = shell_words(words.all),
                            .version = SPOTDRILL_VERSION,
                            .began_at = real_now()};
  for (const drill::Axis& axis : plan->axes) campaign.axes.push_back({axis.name, axis.values});
  const auto directory = ReportDirectory::make(words, campaign.campaign);
  if (!directory) return refuse_campaign(directory.error());
  if (const auto outputs = check_outputs(words.output); !outputs) {
    return refuse_campaign(outputs.error());
  }
  catch_interrupts();
  return CampaignRun{words, std::move(*plan), std::move(campaign), directory->path()}.run();
}

}  // namespace spotdrill::apps
