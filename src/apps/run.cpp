// spotdrill run: a drill from beginning to verdict.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "apps/command.hpp"
#include "apps/private_server.hpp"
#include "base/iso8601.hpp"
#include "drill/definition.hpp"
#include "drill/runner.hpp"
#include "report/live.hpp"
#include "report/report.hpp"

namespace spotdrill::apps {
namespace {

struct RunWords {
  Target target;
  std::vector<std::string> words;
  std::vector<std::string> interrupt_at;
  std::vector<std::string> terminate_at;
  std::string notice;
  std::optional<double> speed;
  std::vector<std::string> expect;
  std::string progress;
  std::string saved;
  std::optional<double> total;
  std::string replace;
  std::string timeout;
  std::vector<std::string> shares;
  std::string report;
};

using drill::Definition;
using drill::Mistake;

/// Interrupts from the terminal so far.
volatile sig_atomic_t interrupts = 0;

void on_interrupt(int) {
  interrupts = interrupts + 1;
}

bool names_drill(const std::vector<std::string>& words) {
  return words.size() == 1 && (words[0].ends_with(".yaml") || words[0].ends_with(".yml"));
}

/// Reads options into a definition and collects what is wrong with them.
class OptionReader {
 public:
  explicit OptionReader(const RunWords& words) : words_(words) {}

  drill::Read<Definition> read() {
    Definition definition;
    if (names_drill(words_.words)) {
      drill::Read<Definition> file = drill::read_definition(words_.words[0]);
      if (!file) return file;
      definition = std::move(*file);
      refuse_beside_file();
    } else {
      read_command(definition);
    }
    read_shares(definition.workload);
    if (words_.speed) definition.speed = words_.speed;
    read_expectations(definition);
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
    unwanted(!words_.interrupt_at.empty(), "--interrupt-at");
    unwanted(!words_.terminate_at.empty(), "--terminate-at");
    unwanted(!words_.notice.empty(), "--notice");
    unwanted(!words_.progress.empty(), "--progress");
    unwanted(!words_.saved.empty(), "--saved");
    unwanted(words_.total.has_value(), "--total");
    unwanted(!words_.replace.empty(), "--replace");
    unwanted(!words_.timeout.empty(), "--timeout");
  }

  void read_command(Definition& definition) {
    drill::Workload& workload = definition.workload;
    workload.command = words_.words;
    workload.directory = std::filesystem::current_path();
    definition.name = std::filesystem::path{words_.words[0]}.filename().string();
    workload.progress = drill::NumberSource{.kind = drill::NumberSource::Kind::Log,
                                            .pattern = std::string{drill::default_log_pattern}};
    if (!words_.progress.empty()) workload.progress = read_source("--progress", words_.progress);
    if (!words_.saved.empty()) workload.saved = read_source("--saved", words_.saved);
    if (words_.total) workload.total = *words_.total;
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

  void read_faults(Definition& definition) {
    Duration notice = std::chrono::minutes{2};
    if (!words_.notice.empty()) {
      notice = read_time("--notice", words_.notice);
      if (notice < 2min || notice > 15min) {
        mistakes_.push_back({"--notice",
                             "must be from 2m to 15m: AWS FIS takes no other "
                             "durationBeforeInterruption"});
      }
    }
    const auto add = [&](std::string_view option, drill::Fault::Kind kind,
                         const std::vector<std::string>& moments) {
      for (const std::string& text : moments) {
        if (const auto moment = take(option, drill::parse_moment(text))) {
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
    if (definition.expect.empty())
      definition.expect.push_back(*drill::parse_expectation("completes"));
  }

  const RunWords& words_;
  std::vector<Mistake> mistakes_;
};

/// What instances of a private server see of this machine, beside their root volume.
std::vector<SharedDirectory> shares_of(const drill::Workload& workload) {
  std::vector<SharedDirectory> shares;
  for (const drill::Shared& shared : workload.shared) shares.push_back({shared.host, shared.guest});
  if (!workload.command.empty()) {
    const auto directory = std::filesystem::weakly_canonical(workload.directory);
    shares.push_back({directory, directory});
  }
  return shares;
}

std::string make_run_id(const Definition& definition) {
  std::string name = definition.name;
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.';
    if (!plain) c = '-';
  }
  const std::time_t now = std::time(nullptr);
  return fmt::format("{:%Y%m%dT%H%M%S}-{}-{}", fmt::localtime(now), name, ::getpid());
}

/// The server that the drill is rehearsed on: the one named, or one of its own.
struct Stage {
  std::unique_ptr<PrivateServer> own;
  Found found;
};

Result<Stage, std::string> set_up(const RunWords& words, const Definition& definition) {
  Stage stage;
  const bool named = !words.target.endpoint.empty() || std::getenv("SPOTDRILL_ENDPOINT") != nullptr;
  Target target = words.target;
  if (!named) {
    stage.own = TRY(PrivateServer::start(
        {.speed = definition.speed.value_or(1), .shares = shares_of(definition.workload)}));
    target = {.endpoint = {}, .data = stage.own->data().string()};
  }
  stage.found = TRY(find_server(target));
  return stage;
}

std::unique_ptr<client::Client> connect(const Found& found) {
  client::Options options{.endpoint = found.endpoint, .region = found.region};
  if (found.credentials) {
    options.credentials = {
        found.credentials->access_key_id, found.credentials->secret_access_key, {}};
    options.admin_token = found.credentials->admin_token;
  }
  return std::make_unique<client::Client>(std::move(options), client::make_curl_transport());
}

int exit_code(drill::Outcome outcome) {
  if (outcome == drill::Outcome::Passed) return exit_good;
  return outcome == drill::Outcome::Failed ? exit_failed : exit_usage;
}

void catch_interrupts() {
  struct sigaction action{};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

drill::RunOptions run_options(const Definition& definition, const Stage& stage,
                              const std::string& run_id) {
  drill::RunOptions options{.run_id = run_id,
                            .stop_requested = [] { return interrupts > 0; },
                            .hurry_requested = [] { return interrupts > 1; }};
  if (stage.own) options.clean_up_max = std::chrono::seconds{10};
  for (const SharedDirectory& share : shares_of(definition.workload)) {
    options.shared.push_back({share.host, share.guest});
  }
  options.shared.push_back({stage.found.data / "efs", "/mnt/efs"});
  return options;
}

int publish(const report::Report& told, const std::filesystem::path& directory) {
  std::fputs(report::to_text(told, {.colour = report::live_style(stdout).colour}).c_str(), stdout);
  const auto paths = report::write_files(told, directory);
  if (!paths) {
    complain(paths.error());
    return exit_usage;
  }
  fmt::print("\nReports:\n");
  for (const std::filesystem::path& path : *paths) fmt::print("  {}\n", path.string());
  std::fflush(stdout);
  return exit_code(told.verdict.outcome);
}

int rehearse(const RunWords& words) {
  const drill::Read<Definition> definition = OptionReader{words}.read();
  if (!definition) {
    for (const Mistake& mistake : definition.error()) complain(to_text(mistake));
    return exit_usage;
  }
  catch_interrupts();
  Result<Stage, std::string> stage = set_up(words, *definition);
  if (!stage) {
    complain(stage.error());
    return exit_usage;
  }
  report::Report told{.run_id = make_run_id(*definition), .definition = *definition};
  told.region = stage->found.region;
  const std::unique_ptr<client::Client> client = connect(stage->found);
  {
    report::Live live{stdout, report::live_style(stdout)};
    fmt::print("Drill {} on {}\n", definition->name,
               stage->own ? std::string{"a server of its own"} : stage->found.endpoint);
    std::fflush(stdout);
    told.seen =
        drill::run_drill(*definition, *client, run_options(*definition, *stage, told.run_id), live);
    live.clear_bar();
    told.story = live.story();
  }
  told.speed = told.seen.rate;
  told.verdict = drill::judge(*definition, told.seen);
  stage->own.reset();
  const std::filesystem::path directory =
      words.report.empty() ? data_directory(words.target.data) / "runs" / told.run_id
                           : std::filesystem::path{words.report};
  return publish(told, directory);
}

void add_workload_options(CLI::App& command, RunWords& words) {
  command
      .add_option("--interrupt-at", words.interrupt_at,
                  "When a Spot interruption begins: 50% of progress, or 90s (default: 50%)")
      ->allow_extra_args(false);
  command
      .add_option("--terminate-at", words.terminate_at,
                  "When the instance is terminated without a notice")
      ->allow_extra_args(false);
  command.add_option("--notice", words.notice,
                     "From the rebalance recommendation to the shutdown, 2m to 15m (default: 2m)");
  command.add_option("--progress", words.progress,
                     "Where progress is read: metric:NAMESPACE/NAME, file:PATH or log:PATTERN "
                     "(default: a percentage in the output)");
  command.add_option("--saved", words.saved, "Where saved work is read; likewise");
  command.add_option("--total", words.total, "What progress counts to (default: 100)")
      ->check(CLI::PositiveNumber);
  command.add_option("--replace", words.replace, "Whether interrupted instances are replaced")
      ->check(CLI::IsMember({"until-complete", "none"}));
  command.add_option("--timeout", words.timeout, "Drill time for all of it (default: 2h)");
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("run", "A drill: your job, an interruption, the verdict");
  auto words = std::make_shared<RunWords>();
  command->add_option("drill", words->words, "DRILL.yaml; or -- and a COMMAND with its arguments")
      ->expected(0, 1);
  add_target(*command, words->target);
  command->add_option("--speed", words->speed, "How many times faster drill time runs (default: 1)")
      ->check(CLI::Range(drill::speed_min, drill::speed_max));
  command
      ->add_option("--expect", words->expect,
                   "What must hold: completes, 'lost-work <= 5%', resumes, saved-after-notice, "
                   "'notice-handled-within 30s', …")
      ->allow_extra_args(false);
  add_workload_options(*command, *words);
  command
      ->add_option("--share", words->shares,
                   "HOST[:GUEST]: a directory that the instances may write")
      ->allow_extra_args(false);
  command->add_option("--report", words->report, "Where the reports go (default: DATA/runs/RUN)");
  command->footer(
      "It exits 0 when the drill passed, 1 when it failed, 2 when it could not be run.\n"
      "Examples:\n"
      "  spotdrill run examples/checkpointed-batch/with-notice.yaml\n"
      "  spotdrill run --speed 20 --expect 'lost-work <= 5%' -- python3 train.py");
  command->callback([words, &chosen] {
    if (!chosen.after_dashes.empty()) words->words = chosen.after_dashes;
    chosen.run = [words] {
      if (!words->words.empty()) return rehearse(*words);
      complain("Say what to rehearse: a DRILL.yaml, or -- and a command.");
      return exit_usage;
    };
  });
}

}  // namespace spotdrill::apps
