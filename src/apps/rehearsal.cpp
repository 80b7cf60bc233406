#include "apps/rehearsal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "apps/check_run.hpp"
#include "apps/data_dir.hpp"
#include "apps/fresh_shares.hpp"
#include "apps/interrupts.hpp"
#include "apps/left_behind.hpp"
#include "apps/luggage.hpp"
#include "apps/results.hpp"
#include "apps/serve_options.hpp"
#include "base/shell_words.hpp"
#include "drill/readings/source.hpp"
#include "drill/run/runner.hpp"
#include "report/files.hpp"
#include "report/live.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<client::Client> connect(const Found& found) {
  client::Options options{.endpoint = found.endpoint, .region = found.region};
  if (found.credentials) {
    options.credentials = {
        found.credentials->access_key_id, found.credentials->secret_access_key, {}};
    options.admin_token = found.credentials->admin_token;
  }
  return std::make_unique<client::Client>(std::move(options), client::make_curl_transport());
}

drill::RunOptions run_options(const drill::Workload& workload, const Stage& stage,
                              const std::string& run_id) {
  drill::RunOptions options{.run_id = run_id,
                            .stop_requested = [] { return interrupts() > 0; },
                            .hurry_requested = [] { return interrupts() > 1; }};
  if (stage.own) options.clean_up_max = std::chrono::seconds{10};
  for (const SharedDirectory& share : shares_of(workload)) {
    // Nothing is read of what instances cannot write.
    if (!share.read_only) {
      options.shared.insert(options.shared.begin(), drill::Shared{share.host, share.guest});
    }
  }
  options.shared.push_back({stage.found.data / "efs", "/mnt/efs"});
  return options;
}

/// What it takes to run the drill again.
api::report::Source source_of(const RunWords& words, const drill::Definition& definition) {
  api::report::Source source{.version = SPOTDRILL_VERSION, .command = shell_words(words.all)};
  std::error_code error;
  const std::filesystem::path directory = std::filesystem::current_path(error);
  if (!error) source.directory = directory.string();
  for (const drill::SourceFile& file : definition.files) {
    source.files.push_back({file.path, file.text});
  }
  return source;
}

/// One run: what it needs is laid out, the drill carried out, what it has left looked at.
class OneRehearsal {
 public:
  OneRehearsal(const RunWords& words, report::Recording& told, const RehearsalSetting& setting)
      : words_(words),
        told_(told),
        setting_(setting),
        definition_(told.definition),
        data_(data_directory(words.target.data)),
        nowhere_(setting.file == nullptr ? std::fopen("/dev/null", "w") : nullptr, &std::fclose),
        file_(setting.file == nullptr ? nowhere_.get() : setting.file) {}

  /// Errors: why there is no server, or nothing for it to share.
  Result<void, std::string> run();

 private:
  template <class... Args>
  void tell(fmt::format_string<Args...> format, Args&&... args) {
    fmt::print(file_, format, std::forward<Args>(args)...);
    std::fflush(file_);
  }

  Result<void, std::string> copy_job(Server server);
  void adapt_to_plain(const Stage& stage);
  [[nodiscard]] std::vector<fs::path> places(const Stage& stage) const;
  void rehearse(const Stage& stage, const std::vector<std::string>& beforehand);
  [[nodiscard]] std::string about_what_may_run(const Stage& stage) const;
  void look_at_results(const Stage& stage, client::Client& client);
  [[nodiscard]] drill::Results read_own_results(const Stage& stage) const;
  Reference make_reference() const;
  drill::Results run_undisturbed(const std::string& name) const;
  const Reference& reference();
  void keep_what_is_left();

  const RunWords& words_;
  report::Recording& told_;
  const RehearsalSetting& setting_;
  drill::Definition definition_;  ///< As it is run: with copies and the caller's environment.
  fs::path data_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> nowhere_;
  std::FILE* file_;
  std::optional<FreshShares> copy_;
  std::string about_copy_;
  TreeMarks copied_;
  fs::path moved_from_;  ///< The job's directory, where plain processes see its copy elsewhere.
  References own_references_;
};

/// The job works on a copy of its directory, unless somebody says otherwise.
Result<void, std::string> OneRehearsal::copy_job(Server server) {
  drill::Workload& workload = definition_.workload;
  if (workload.command.empty() || setting_.on_copies) return {};
  const std::string from = workload.directory.string();
  if (server != Server::Own) {
    about_copy_ =
        fmt::format("Job's directory: {} itself, where this server's instances see it.", from);
    return {};
  }
  if (workload.in_place) {
    about_copy_ = fmt::format("Job's directory: {} itself.", from);
    return {};
  }
  copy_.emplace(
      TRY(FreshShares::make(workload, FreshShares::Of::Job, {data_, setting_.directory})));
  copied_ = marks_of(workload.directory_host).value_or(TreeMarks{});
  const TreeSize& size = copy_->size();
  about_copy_ = fmt::format(
      "Job's directory: a copy of {} ({}{}); --in-place to use it itself.", from, size_text(size),
      size.unreadable == 0 ? ""
                           : fmt::format("; without {} that you may not read", size.unreadable));
  return {};
}

/// Without a mount namespace a copy is seen where it is, not where the job's directory is.
void OneRehearsal::adapt_to_plain(const Stage& stage) {
  drill::Workload& workload = definition_.workload;
  if (!stage.plain || workload.command.empty() || workload.directory_host.empty()) return;
  const fs::path from = fs::weakly_canonical(workload.directory);
  const fs::path to = workload.directory_host;
  const auto move = [&](fs::path& file) {
    const fs::path inside = file.lexically_relative(from);
    if (!file.empty() && !inside.empty() && *inside.begin() != "..") file = to / inside;
  };
  for (auto* source : {&workload.progress, &workload.saved}) {
    if (*source) move((*source)->file);
  }
  move(workload.checkpoint);
  moved_from_ = from;
  workload.directory = to;
  if (!about_copy_.empty())
    about_copy_ +=
        fmt::format(" Instances are plain processes here: they see the copy as {}.", to.string());
}

/// Where the job writes what stays.
std::vector<fs::path> OneRehearsal::places(const Stage& stage) const {
  std::vector<fs::path> found;
  if (setting_.on_copies) return found;
  const drill::Workload& workload = definition_.workload;
  if (!workload.command.empty() && !copy_)
    found.push_back(fs::weakly_canonical(workload.directory));
  for (const drill::Shared& shared : workload.shared) {
    if (!shared.read_only) found.push_back(shared.host);
  }
  std::error_code error;
  const fs::path efs = stage.found.data / "efs";
  if (!stage.own && fs::is_directory(efs, error)) found.push_back(efs);
  return found;
}

/// Runs the drill, and says meanwhile what happens.
void OneRehearsal::rehearse(const Stage& stage, const std::vector<std::string>& beforehand) {
  const std::unique_ptr<client::Client> client = connect(stage.found);
  report::Live live{file_, report::live_style(file_)};
  live.say(fmt::format("Drill {} on {}", definition_.name,
                       stage.own ? std::string{"a server of its own"} : stage.found.endpoint));
  for (const std::string& sentence : beforehand) live.say("  " + sentence);
  told_.seen = drill::run_drill(definition_, *client,
                                run_options(definition_.workload, stage, told_.run_id), live);
  live.clear_bar();
  told_.story = live.story();
  if (told_.seen.endpoint_lost) told_.seen.failure += about_what_may_run(stage);
  look_at_results(stage, *client);
}

/// Which instances may outlive a server that is gone, and how to end them.
std::string OneRehearsal::about_what_may_run(const Stage& stage) const {
  std::vector<std::string> ids;
  for (const drill::InstanceTimeline& instance : told_.seen.instances) {
    if (!instance.ended && !instance.id.empty()) ids.push_back(instance.id);
  }
  if (ids.empty()) return {};
  const std::string which = fmt::format(". May still run: {}", fmt::join(ids, ", "));
  if (stage.own) {
    return which +
           fmt::format("; without their server they end within {} minutes", orphan_grace.count());
  }
  if (!stage.found.credentials) {
    return which + fmt::format(". To end it: aws ec2 terminate-instances --instance-ids {}",
                               fmt::join(ids, " "));
  }
  return which + fmt::format(
                     "; without their server they end within {} minutes. At once: 'spotdrill serve "
                     "--data {}' takes them up again, and its Ctrl-C ends them",
                     orphan_grace.count(), stage.found.data.string());
}

drill::Results OneRehearsal::read_own_results(const Stage& stage) const {
  const std::vector<drill::Shared> shared =
      run_options(definition_.workload, stage, told_.run_id).shared;
  const auto host_of = [&](const fs::path& file) {
    const fs::path inside = file.lexically_relative(moved_from_);
    const bool moved = !moved_from_.empty() && !inside.empty() && *inside.begin() != "..";
    return moved ? definition_.workload.directory / inside : drill::host_path(shared, file);
  };
  return read_results(*told_.definition.same_result, host_of, told_.seen);
}

/// The same work on a server of its own and on copies of everything, and nothing happens to it.
drill::Results OneRehearsal::run_undisturbed(const std::string& name) const {
  drill::Definition undisturbed = told_.definition;
  undisturbed.faults.clear();
  undisturbed.check.reset();
  drill::Results results;
  const auto copies =
      FreshShares::make(undisturbed.workload, FreshShares::Of::All, {data_, setting_.directory});
  if (!copies) {
    results.failure = copies.error();
    return results;
  }
  const report::Recording told =
      rehearse_once(words_, undisturbed, told_.run_id + "-" + name,
                    {.on_copies = true, .own_server = true, .results = &results});
  if (!setting_.directory.empty()) {
    // For whoever wants to know why it failed; without it the drill is none the worse.
    const report::Report report = report::make_report(told);
    (void)report::write_files(report::files_of(report, told.seen), setting_.directory / name);
  }
  if (!told.verdict.completed) {
    results.failure = told.seen.failure.empty() ? "its work was not done" : told.seen.failure;
  }
  return results;
}

Reference OneRehearsal::make_reference() const {
  const drill::SameResult& same = *told_.definition.same_result;
  Reference reference{.results = run_undisturbed("undisturbed"), .unusable = {}};
  if (reference.results.failure.empty() && same.check_deterministic) {
    reference.unusable =
        drill::why_not_deterministic(same, reference.results, run_undisturbed("undisturbed-again"));
  }
  return reference;
}

const Reference& OneRehearsal::reference() {
  References& known = setting_.references == nullptr ? own_references_ : *setting_.references;
  const auto found = known.find(definition_.workload.parameters);
  if (found != known.end()) return found->second;
  tell("An undisturbed run first, for same-result to compare with.\n");
  return known.emplace(definition_.workload.parameters, make_reference()).first->second;
}

/// Once the work is done its results are looked at, while what it ran on is still there.
void OneRehearsal::look_at_results(const Stage& stage, client::Client& client) {
  const drill::Definition& definition = told_.definition;
  if (setting_.results != nullptr) {
    *setting_.results = read_own_results(stage);
    return;
  }
  if (!definition.check && !definition.same_result) return;
  const bool done = drill::judge(definition, told_.seen).completed && !told_.seen.stopped;
  if (definition.same_result) {
    const Reference& reference = this->reference();
    told_.seen.comparison.emplace();
    if (!done) {
      told_.seen.comparison->inconclusive = "the interrupted run's work was not done";
    } else if (!reference.unusable.empty()) {
      told_.seen.comparison->inconclusive = reference.unusable;
    } else {
      told_.seen.comparison = drill::compare_results(*definition.same_result, reference.results,
                                                     read_own_results(stage));
    }
  }
  if (!definition.check) return;
  told_.seen.check.emplace();
  if (!done) return;
  tell("The check runs on the results.\n");
  told_.seen.check =
      run_check(definition_, client,
                {.run_id = told_.run_id, .stop_requested = [] { return interrupts() > 0; }});
}

/// Says what has become of the files that the job has made in its copy, and keeps them.
void OneRehearsal::keep_what_is_left() {
  if (!copy_ || setting_.directory.empty()) return;
  const fs::path to = setting_.directory / "job";
  const KeptFiles files = keep_changed(definition_.workload.directory_host, copied_, to);
  if (files.uncounted) {
    tell(
        "The job's copy of its directory has too many files to be kept: it is thrown away; "
        "--in-place keeps all.\n");
    return;
  }
  if (files.kept.files > 0) {
    tell("What the job has made or changed is kept in {} ({}).\n", to.string(),
         size_text(files.kept));
  }
  if (files.left_out.files > 0) {
    tell("Thrown away of it: {}, as no more than {} of a run are kept; --in-place keeps all.\n",
         size_text(files.left_out), bytes_text(kept_bytes_max));
  }
}

Result<void, std::string> OneRehearsal::run() {
  const Server server = setting_.own_server ? Server::Own : server_of(words_);
  // Before the job's directory is written: both begin with the same.
  if (told_.definition.same_result && setting_.results == nullptr) (void)reference();
  const Luggage luggage = TRY(Luggage::pack(definition_, server, own_variables()));
  TRY(copy_job(server));
  Stage stage = TRY(set_up(words_, definition_, server));
  told_.region = stage.found.region;
  adapt_to_plain(stage);
  const Places staying{places(stage)};
  std::vector<std::string> beforehand = stage.differences;
  if (!about_copy_.empty()) beforehand.push_back(about_copy_);
  for (const auto& list : {luggage.sentences(), staying.found(data_)}) {
    beforehand.insert(beforehand.end(), list.begin(), list.end());
  }
  rehearse(stage, beforehand);
  keep_what_is_left();
  staying.note(data_, told_.run_id);
  return {};
}

}  // namespace

Result<ReportDirectory, std::string> ReportDirectory::make(const RunWords& words,
                                                           const std::string& run_id) {
  std::filesystem::path path = words.output.directory;
  if (path.empty()) {
    // Consoles are in the reports, and what a job prints may be a secret.
    TRY(claim_data_directory(data_directory(words.target.data)));
    path = runs_directory(words.target.data) / run_id;
  }
  std::error_code error;
  const bool made = std::filesystem::create_directories(path, error);
  if (error) {
    return refuse(fmt::format("The reports need {}: {}. Give another directory with --report.",
                              path.string(), error.message()));
  }
  if (!std::filesystem::is_directory(path) || ::access(path.c_str(), W_OK | X_OK) != 0) {
    return refuse(
        fmt::format("The reports cannot be written into {}. Give another directory "
                    "with --report.",
                    path.string()));
  }
  return ReportDirectory{std::move(path), made};
}

report::Recording rehearse_once(const RunWords& words, const drill::Definition& definition,
                                std::string run_id, const RehearsalSetting& setting) {
  report::Recording told{.run_id = std::move(run_id), .definition = definition};
  told.source = source_of(words, definition);
  OneRehearsal rehearsal{words, told, setting};
  if (const auto done = rehearsal.run(); !done) {
    told.seen.began = told.seen.ended = real_now();
    told.seen.stopped = interrupts() > 0;
    told.seen.failure = done.error();
  }
  told.speed = told.seen.rate;
  told.verdict = drill::judge(definition, told.seen);
  return told;
}

}  // namespace spotdrill::apps
