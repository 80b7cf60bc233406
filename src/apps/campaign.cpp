#include "apps/campaign.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <fstream>
#include <functional>
#include <memory>

#include "apps/data_dir.hpp"
#include "apps/fresh_shares.hpp"
#include "apps/helper.hpp"
#include "apps/interrupts.hpp"
#include "apps/publish.hpp"
#include "apps/rehearsal.hpp"
#include "base/read_file.hpp"
#include "base/shell_words.hpp"
#include "drill/campaign/campaign.hpp"
#include "drill/campaign/worst_moment.hpp"
#include "drill/readings/figures.hpp"
#include "report/campaign.hpp"
#include "report/live.hpp"
#include "report/runs.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

using NextVariant = std::function<std::optional<drill::Variant>()>;
using NoteTrial = std::function<void(const report::Recording&)>;

/// Where a campaign's trials come from.
struct Plan {
  std::string kind;
  std::vector<drill::Axis> axes;
  NextVariant next;
  NoteTrial note = [](const report::Recording&) {};
  std::size_t count = 0;  ///< Trials, at most.
  /// Where a search has not looked; nothing: this is none.
  std::function<std::optional<drill::WorstMoment::Stretch>()> untried = [] {
    return std::optional<drill::WorstMoment::Stretch>{};
  };
  /// Why there was nothing to try; nothing: there was.
  std::function<std::optional<std::string>()> why_none = [] {
    return std::optional<std::string>{};
  };
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
    const std::size_t trials = words.trials.value_or(drill::search_trials);
    auto search =
        std::make_shared<drill::WorstMoment>(TRY(drill::WorstMoment::create(definition, trials)));
    return Plan{
        .kind = "worst-moment",
        .axes = {},
        .next = [search] { return search->next(); },
        .note = [search](const report::Recording& told) { search->note(told.seen, told.verdict); },
        .count = trials,
        .untried = [search] { return search->untried(); },
        .why_none = [search] { return search->why_none(); }};
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
    const bool moment = name == "--interrupt-at" || name == "--terminate-at" || name == "--notice";
    const bool dropped = name == "--repeat" || name == "--sweep" || name == "--seed" ||
                         name == "--trials" || name == "--jobs" || name == "--report" ||
                         name == "--junit" || name == "--summary" ||
                         (moment && words.sweep.empty());
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
    if (words_.jobs > 1 && plan_.kind == "worst-moment") {
      tell("  The search goes where earlier trials lost most: they run one by one.\n");
    }
    while (auto variant = plan_.next()) {
      if (interrupts() == 0) begin(std::move(*variant));
      if (interrupts() > 0) note_failure("stopped by Ctrl-C or a signal");
      if (campaign_.failure) break;
    }
    while (!running_.empty()) collect();
    if (const auto why = plan_.why_none(); why && campaign_.trials.empty()) note_failure(*why);
    report::sum_up(campaign_);
    if (const auto untried = plan_.untried()) {
      campaign_.untried = {untried->from, untried->to, report::seconds_of(untried->length)};
    }
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

  /// A trial, from when it is begun until it is told.
  struct Job {
    drill::Variant variant;
    std::string number;
    std::string command;
    std::chrono::steady_clock::time_point began;
    pid_t helper = 0;  ///< 0: it has ended.
    std::string end;   ///< How the helper ended, where that was no good end.
    double real_seconds = 0;
  };

  [[nodiscard]] static bool is_trial(const drill::Variant& variant) {
    // The undisturbed run, which a search begins with, is none.
    return std::ranges::any_of(variant.definition.faults, drill::takes_instance);
  }

  /// Whether the trial may run beside others: nothing that comes next follows from it, and what it
  /// is to be compared with is there already.
  [[nodiscard]] bool may_run_beside(const drill::Variant& variant) const {
    return words_.jobs > 1 && plan_.kind != "worst-moment" &&
           (!variant.definition.same_result ||
            references_.contains(variant.definition.workload.parameters));
  }

  void begin(drill::Variant variant) {
    Job job{.variant = std::move(variant), .number = {}, .command = {}, .began = {}};
    job.number = is_trial(job.variant) ? fmt::format("{:03}", ++begun_) : "undisturbed";
    job.command = command_of(words_, job.variant, seed());
    job.began = std::chrono::steady_clock::now();
    if (may_run_beside(job.variant)) {
      job.helper = start_helper([&] {
        const auto told = carry_out(job);
        if (!told) std::ofstream{failure_file(job)} << told.error();
      });
      if (job.helper < 0) return note_failure("no process could be started for a trial");
      running_.push_back(std::move(job));
      while (running_.size() >= words_.jobs && interrupts() == 0) collect();
      return;
    }
    while (!running_.empty()) collect();
    introduce(job);
    const auto told = carry_out(job);
    if (!told) return fail(told.error());
    plan_.note(*told);
    settle(job);
  }

  /// "  003/020  at 37.2%: ".
  void introduce(const Job& job) {
    tell("  {}{}  {}: ", job.number,
         is_trial(job.variant) ? fmt::format("/{:03}", plan_.count) : "", job.variant.label);
  }

  /// Runs the trial and writes its reports. Errors: one sentence.
  Result<report::Recording, std::string> carry_out(Job& job) {
    const auto shares = FreshShares::make(job.variant.definition.workload, FreshShares::Of::All,
                                          {data_directory(words_.target.data), directory_});
    if (!shares) return refuse(shares.error());
    RunWords words = words_;
    words.seed = seed();
    report::Recording told =
        rehearse_once(words, job.variant.definition, campaign_.campaign + "-" + job.number,
                      {.on_copies = true, .references = &references_});
    told.source.command = job.command;
    const report::Report report = report::make_report(told);
    TRY(report::write_files(report::files_of(report, told.seen), directory_ / job.number));
    return told;
  }

  /// Waits for a moment; the trials that have ended are told in their order.
  void collect() {
    if (interrupts() > passed_on_) {
      passed_on_ = interrupts();
      for (const Job& job : running_) {
        if (job.helper > 0) ::kill(job.helper, SIGINT);
      }
    }
    const EndedHelper ended = wait_for_helper();
    for (Job& job : running_) {
      if (ended.pid > 0 && job.helper == ended.pid) {
        job.helper = 0;
        job.end = ended.how;
        job.real_seconds = seconds_since(job.began);
      }
    }
    while (!running_.empty() && running_.front().helper == 0) {
      const Job job = std::move(running_.front());
      running_.pop_front();
      introduce(job);
      settle(job);
    }
  }

  static double seconds_since(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration<double>{std::chrono::steady_clock::now() - began}.count();
  }

  /// Takes what the trial's report says.
  void settle(const Job& job) {
    const auto report = report::load_report(directory_ / job.number / "report.json");
    if (!report) return fail(why_without_report(job).value_or(report.error()));
    report::Trial trial = report::trial_of(*report);
    trial.real_seconds = job.real_seconds > 0 ? job.real_seconds : seconds_since(job.began);
    trial.label = job.variant.label;
    trial.run = job.number;
    trial.command = job.command;
    for (const std::size_t each : job.variant.coordinates) {
      trial.coordinates.push_back(static_cast<std::int64_t>(each));
    }
    if (report->outcome == report::name(drill::Outcome::Stopped)) {
      tell("stopped\n");  // It shows nothing, and is no trial.
      return;
    }
    if (!is_trial(job.variant)) {
      tell("done after {}\n", drill::time_text(report::duration_of(trial.took_seconds)));
      if (!trial.completed) {
        note_failure(report->failure.value_or("even undisturbed, the work is not completed; see " +
                                              (directory_ / job.number / "report.txt").string()));
      }
      return;
    }
    tell("{}\n", report::to_text(trial));
    if (report->outcome == report::name(drill::Outcome::CouldNotRun)) {
      note_failure(report->failure.value_or("a trial could not be run"));
    }
    campaign_.trials.push_back(std::move(trial));
  }

  /// What the trial's process says of itself.
  [[nodiscard]] fs::path failure_file(const Job& job) const {
    return directory_ / (job.number + ".failure");
  }

  std::optional<std::string> why_without_report(const Job& job) const {
    const auto said = read_file(failure_file(job));
    std::error_code none;
    fs::remove(failure_file(job), none);
    if (said && !said->empty()) return *said;
    if (!job.end.empty()) return fmt::format("the trial's process {}", job.end);
    return std::nullopt;
  }

  void fail(const std::string& why) {
    tell("could not be run\n");
    note_failure(why);
  }

  [[nodiscard]] std::uint64_t seed() const { return static_cast<std::uint64_t>(campaign_.seed); }

  int leave_reports() {
    const report::TextStyle style = report::text_style(out_);
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
  std::deque<Job> running_;  ///< In order; told is the first.
  std::size_t begun_ = 0;
  int passed_on_ = 0;  ///< So many interrupts have the helpers heard of.
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
  if (!definition.endpoints.empty()) {
    return refuse_campaign(
        "A campaign's trials begin without what others have saved, and what is saved at the "
        "drill's 'endpoints' stays there: run it without --repeat, --sweep and --worst-moment.");
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
