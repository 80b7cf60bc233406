#include "apps/run_options.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <ctime>

#include "base/iso8601.hpp"
#include "drill/campaign/campaign.hpp"
#include "drill/campaign/worst_moment.hpp"
#include "drill/definition/environment_reader.hpp"

namespace spotdrill::apps {
namespace {

using drill::Definition;
using drill::Mistake;

bool names_drill(const std::string& word) {
  std::error_code error;
  const auto kind = std::filesystem::status(word, error).type();
  // One that is not there is named when it is read.
  const bool readable =
      kind == std::filesystem::file_type::regular || kind == std::filesystem::file_type::not_found;
  return readable && (word.ends_with(".yaml") || word.ends_with(".yml"));
}

std::string no_drill(const std::string& word) {
  return fmt::format("expected DRILL.yaml or -- COMMAND ('spotdrill run -- {}' runs it)", word);
}

/// Reads options into a definition and collects what is wrong with them.
class OptionReader {
 public:
  explicit OptionReader(const RunWords& words) : words_(words) {}

  drill::Read<Definition> read() {
    Definition definition;
    if (words_.command.empty()) {
      const std::string& name = words_.drill.at(0);
      if (!names_drill(name)) return refuse(std::vector<Mistake>{{name, no_drill(name)}});
      drill::Read<Definition> file = drill::read_definition(name);
      if (!file) return file;
      definition = std::move(*file);
      refuse_beside_file();
      replace_faults(definition);
    } else {
      if (!words_.drill.empty()) {
        mistakes_.push_back({words_.drill[0],
                             "a drill's file and a command after -- exclude each other; write the "
                             "command into the file (workload.command)"});
      }
      read_command(definition);
    }
    read_shares(definition.workload);
    read_place(definition.workload);
    read_speed(definition);
    read_expectations(definition);
    if (!words_.host_mode.empty() && !words_.target.endpoint.empty()) {
      mistakes_.push_back({"--host-mode",
                           "is a matter of the server that --endpoint names: 'spotdrill serve "
                           "--host-mode'"});
    }
    if (!mistakes_.empty()) return refuse(mistakes_);
    return definition;
  }

 private:
  /// Notes a mistake in `option`, and gives the value if there is none.
  template <class T>
  std::optional<T> take(std::string_view option, Result<T, std::string> value) {
    if (value) return std::move(*value);
    mistakes_.push_back({std::string{option}, value.error()});
    return std::nullopt;
  }

  void refuse_beside_file() {
    const auto unwanted = [&](bool given, std::string_view option) {
      if (given)
        mistakes_.push_back({std::string{option},
                             "goes with a command; in a drill's file "
                             "it is written down"});
    };
    unwanted(!words_.progress.empty(), "--progress");
    unwanted(!words_.saved.empty(), "--saved");
    unwanted(!words_.checkpoint.empty(), "--checkpoint");
    unwanted(words_.total.has_value(), "--total");
    unwanted(!words_.replace.empty(), "--replace");
    unwanted(!words_.timeout.empty(), "--timeout");
  }

  void read_command(Definition& definition) {
    drill::Workload& workload = definition.workload;
    workload.command = words_.command;
    workload.directory = std::filesystem::current_path();
    definition.name = drill::name_of_command(words_.command);
    workload.progress = drill::NumberSource{};
    if (!words_.progress.empty()) workload.progress = read_source("--progress", words_.progress);
    if (!words_.saved.empty()) workload.saved = read_source("--saved", words_.saved);
    // What the command calls a file lies where the command runs.
    if (words_.checkpoint.starts_with("s3://")) {
      workload.checkpoint_object = take("--checkpoint", drill::parse_source(words_.checkpoint));
    } else if (!words_.checkpoint.empty()) {
      workload.checkpoint = workload.directory / words_.checkpoint;
    }
    read_total(workload);
    if (words_.replace == "none") workload.replace = drill::Replace::None;
    if (!words_.timeout.empty()) workload.timeout = read_time("--timeout", words_.timeout);
    read_faults(definition);
  }

  std::optional<drill::NumberSource> read_source(std::string_view option, const std::string& text) {
    auto source = take(option, drill::parse_source(text));
    // What the command calls a file lies where the command runs.
    if (source && source->kind == drill::NumberSource::Kind::File && source->file.is_relative()) {
      source->file = std::filesystem::current_path() / source->file;
    }
    return source;
  }

  Duration read_time(std::string_view option, const std::string& text) {
    const std::optional<Duration> time = parse_duration(text);
    if (time && *time > Duration::zero()) return *time;
    mistakes_.push_back(
        {std::string{option}, fmt::format("'{}' is no time; expected 2m or 90s", text)});
    return std::chrono::minutes{2};
  }

  /// Faults on the command line stand for those of the file.
  void replace_faults(Definition& definition) {
    if (!words_.interrupt_at.empty() || !words_.terminate_at.empty()) {
      definition.faults.clear();
      return read_faults(definition);
    }
    if (words_.notice.empty()) return;
    const Duration notice = read_notice();
    for (drill::Fault& fault : definition.faults) {
      if (fault.kind != drill::Fault::Kind::Interrupt) continue;
      fault = drill::make_fault(fault.kind, fault.moment, notice);
    }
  }

  Duration read_notice() {
    if (words_.notice.empty()) return drill::notice_full;
    const Duration notice = read_time("--notice", words_.notice);
    if (notice < drill::notice_min || notice > drill::notice_max) {
      mistakes_.push_back({"--notice", std::string{drill::notice_expected}});
    }
    return notice;
  }

  void read_faults(Definition& definition) {
    const Duration notice = read_notice();
    const auto add = [&](std::string_view option, drill::Fault::Kind kind,
                         const std::vector<std::string>& moments) {
      for (const std::string& text : moments) {
        if (const auto moment = take(option, drill::parse_moment(text))) {
          if (moment->while_saving && !definition.workload.shows_saves()) {
            mistakes_.push_back({std::string{option}, "'saving' needs --checkpoint: which file?"});
          }
          definition.faults.push_back(drill::make_fault(kind, *moment, notice));
        }
      }
    };
    add("--interrupt-at", drill::Fault::Kind::Interrupt, words_.interrupt_at);
    add("--terminate-at", drill::Fault::Kind::Terminate, words_.terminate_at);
    if (definition.faults.empty()) {
      definition.faults.push_back(
          drill::make_fault(drill::Fault::Kind::Interrupt, {.progress_percent = 50}, notice));
    }
  }

  void read_speed(Definition& definition) {
    if (words_.speed.empty()) return;
    if (const auto speed = take("--speed", parse_speed(words_.speed))) definition.speed = *speed;
  }

  void read_total(drill::Workload& workload) {
    if (!words_.total) return;
    workload.total = *words_.total;
    workload.total_given = true;
    if (!(std::isfinite(*words_.total) && *words_.total > 0)) {
      mistakes_.push_back({"--total", "must be a number above 0: what progress counts to"});
    }
  }

  void read_shares(drill::Workload& workload) {
    for (const std::string& text : words_.shares) {
      const std::size_t colon = text.find(':');
      std::error_code error;
      const auto host = std::filesystem::canonical(text.substr(0, colon), error);
      const std::filesystem::path guest =
          colon == std::string::npos ? host : std::filesystem::path{text.substr(colon + 1)};
      if (error || !std::filesystem::is_directory(host, error) || !guest.is_absolute()) {
        mistakes_.push_back(
            {"--share", fmt::format("'{}' is not HOST[:GUEST]: a directory here, and "
                                    "an absolute path in the instances",
                                    text)});
        continue;
      }
      workload.shared.push_back({host, guest});
    }
  }

  /// What --env and --in-place say of a command.
  void read_place(drill::Workload& workload) {
    if (workload.command.empty()) {
      const auto refuse_option = [&](std::string_view option) {
        mistakes_.push_back({std::string{option}, "goes with a command; this drill has none"});
      };
      if (!words_.environment.empty()) refuse_option("--env");
      if (words_.in_place) refuse_option("--in-place");
      return;
    }
    workload.in_place = workload.in_place || words_.in_place;
    for (const std::string& text : words_.environment) {
      const std::size_t equals = text.find('=');
      const std::string name = text.substr(0, equals);
      const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
      if (const auto wrong = drill::wrong_with_variable(name, value)) {
        mistakes_.push_back({"--env", *wrong});
      } else if (equals == std::string::npos) {
        workload.passed_variables.push_back({name, "--env"});
      } else {
        workload.environment[name] = value;
      }
    }
  }

  void read_expectations(Definition& definition) {
    for (const std::string& text : words_.expect) {
      if (auto expectation = take("--expect", drill::parse_expectation(text))) {
        if (expectation->kind == drill::Expectation::Kind::SavedAfterNotice &&
            !definition.workload.saved) {
          mistakes_.push_back({"--expect",
                               "'saved-after-notice' needs --saved: where is it read how "
                               "much is saved?"});
        }
        definition.expect.push_back(std::move(*expectation));
      }
    }
    // The faults of the command line are known only now.
    drill::expect_by_default(definition);
  }

  const RunWords& words_;
  std::vector<Mistake> mistakes_;
};

/// Each is a server with instances of its own.
constexpr std::size_t jobs_max = 64;

void add_campaign_options(CLI::App& command, RunWords& words) {
  CLI::Option* repeat =
      command
          .add_option("--repeat", words.repeat,
                      "So many times, interrupted at random moments: how lost work is distributed")
          ->check(CLI::Range(std::size_t{1}, drill::trials_max));
  CLI::Option* sweep =
      command
          .add_option(
              "--sweep", words.sweep,
              "NAME=VALUE,VALUE,…: once for each value of notice, interrupt-at, a parameter "
              "or a variable of the drill, or {NAME} in its command; twice: for each "
              "combination")
          ->allow_extra_args(false)
          ->excludes(repeat);
  CLI::Option* worst =
      command
          .add_flag("--worst-moment", words.worst_moment,
                    "Search for the moment of interruption that loses most: at saves, pauses, the "
                    "ends, twice in a row, then where trials differ")
          ->excludes(repeat)
          ->excludes(sweep);
  command
      .add_option("--trials", words.trials,
                  fmt::format("That the search may take (default: {})", drill::search_trials))
      ->check(CLI::Range(std::size_t{1}, drill::trials_max))
      ->needs(worst);
  command
      .add_option("--jobs", words.jobs,
                  "So many trials of --repeat or --sweep beside each other (default: 1); those of "
                  "--worst-moment follow from each other and run one by one")
      ->check(CLI::Range(std::size_t{1}, jobs_max));
  command.add_option("--seed", words.seed,
                     "Of random moments and of ids: the same seed gives the same ones");
}

void add_workload_options(CLI::App& command, RunWords& words) {
  command
      .add_option(
          "--interrupt-at", words.interrupt_at,
          "When a Spot interruption begins: 50% of progress, 50%+90s, or 90s (default: 50%)")
      ->allow_extra_args(false);
  command
      .add_option(
          "--terminate-at", words.terminate_at,
          "When the instance is terminated without a notice; 'saving' or 50%+saving: in the "
          "middle of a save of --checkpoint")
      ->allow_extra_args(false);
  command.add_option("--notice", words.notice,
                     "From the rebalance recommendation to the shutdown, 1s to 15m (default: 2m)");
  command.add_option("--progress", words.progress,
                     "Where progress is read: metric:NAMESPACE/NAME, file:PATH or log:PATTERN "
                     "(default: a percentage in the output)");
  command.add_option("--saved", words.saved, "Where saved work is read; likewise");
  command.add_option("--checkpoint", words.checkpoint,
                     "The checkpoint's file: whether it is written in place is watched");
  command.add_option("--total", words.total, "What progress counts to (default: 100)");
  command.add_option("--replace", words.replace, "Whether interrupted instances are replaced")
      ->check(CLI::IsMember({"until-complete", "none"}));
  command.add_option("--timeout", words.timeout, "Drill time for all of it (default: 2h)");
}

void add_output_options(CLI::App& command, OutputWords& words) {
  command.add_option("--report", words.directory, "Where the reports go (default: DATA/runs/RUN)");
  command.add_option("--junit", words.junit, "A file for the verdict as JUnit XML");
  command.add_option("--summary", words.summary,
                     "A file to which a summary in Markdown is added, as $GITHUB_STEP_SUMMARY; an "
                     "empty name: none");
  command.add_flag("--quiet", words.quiet, "Say the verdict, no more");
  command.add_flag(
      "--json", words.json,
      "report.json (of a campaign: campaign.json) on standard output; all else on standard "
      "error");
  command.add_option("--keep-runs", words.keep_runs,
                     "How many runs are kept in DATA/runs, each for 90 days at most (default: 200; "
                     "0: all, for ever)");
}

}  // namespace

drill::Read<Definition> read_run_words(const RunWords& words) {
  return OptionReader{words}.read();
}

std::string make_run_id(std::string name) {
  // A file's name has 255 bytes at most, and the date and the process's id need some of them.
  constexpr std::size_t name_bytes_max = 64;
  name.resize(std::min(name.size(), name_bytes_max));
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.';
    if (!plain) c = '-';
  }
  return fmt::format("{}-{}-{}", report::run_stamp(std::time(nullptr)), name, ::getpid());
}

void add_run_options(CLI::App& command, RunWords& words) {
  command
      .add_option("--host-mode", words.host_mode,
                  "How instances are made ('spotdrill doctor'; default: auto)")
      ->check(CLI::IsMember({"auto", "root", "userns", "plain"}));
  command.add_option("drill", words.drill, "DRILL.yaml; or -- and a COMMAND with its arguments")
      ->expected(0, 1);
  command.add_option("--endpoint", words.target.endpoint,
                     "A server that runs already (default: $SPOTDRILL_ENDPOINT, else the drill "
                     "starts one of its own)");
  command.add_option(
      "--data", words.target.data,
      "Where reports go, and the data directory of --endpoint's server (default: "
      "$SPOTDRILL_DATA, else ~/.local/state/spotdrill; without HOME: /var/lib/spotdrill)");
  command.add_option("--speed", words.speed,
                     "How fast drill time runs: so many times faster than real time, 1 to 1000; or "
                     "auto, which passes over what every process waits for (default: auto)");
  command
      .add_option("--expect", words.expect,
                  "What must hold: completes, 'lost-work <= 5%', resumes, saved-after-notice, "
                  "'notice-handled-within 30s', … (expected by default, where neither this nor the "
                  "drill's file says anything: completes, resumes, 'lost-work <= 10%')")
      ->allow_extra_args(false);
  add_workload_options(command, words);
  add_campaign_options(command, words);
  command
      .add_option("--share", words.shares, "HOST[:GUEST]: a directory that the instances may write")
      ->allow_extra_args(false);
  command
      .add_option(
          "--env", words.environment,
          "NAME or NAME=VALUE: a variable of yours that the command gets though it may be a "
          "secret, or one of the drill's own")
      ->allow_extra_args(false);
  command.add_flag("--in-place", words.in_place,
                   "The command works on its directory itself, not on a copy of it");
  add_output_options(command, words.output);
}

}  // namespace spotdrill::apps
