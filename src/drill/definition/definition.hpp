// A drill as its author writes it: the workload, the faults, what is expected. Not what happened
// (timeline.hpp) and not how it is carried out (runner.hpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/speed.hpp"
#include "base/units.hpp"

namespace spotdrill::drill {

/// A mistake in a drill file or on the command line: where, and what was expected there.
struct Mistake {
  std::string where;  ///< "drill.yaml:12:3", or "--expect".
  std::string message;

  bool operator==(const Mistake&) const = default;
};

/// "drill.yaml:12:3: 'progres' is not known here (did you mean 'progress'?)".
std::string to_text(const Mistake& mistake);

template <class T>
using Read = Result<T, std::vector<Mistake>>;

/// Where a number is read from: how far the work is, or how much of it is saved.
struct NumberSource {
  enum class Kind : std::uint8_t { Metric, File, Log, Checkpoints, S3, DynamoDb, LogGroup };
  Kind kind = Kind::Log;
  std::string metric_namespace;  ///< Metric: "fisworkshop".
  std::string metric_name;       ///< Metric: "unsaved".
  /// File, Checkpoints: a path as the instances see it, of the latter with wildcards or a
  /// directory.
  std::filesystem::path file;
  std::string bucket;  ///< S3.
  /// S3: of an object, or with wildcards; "runs/7/": whatever is below it. DynamoDb: of an item,
  /// "run=7" or "run=7,part=2".
  std::string key;
  std::string table;      ///< DynamoDb.
  std::string attribute;  ///< DynamoDb: "step", or a path in one: "state.steps[0]".
  std::string log_group;  ///< LogGroup: "/job/steps".
  /// Log, and File, S3 and LogGroup when not empty: a regex with one group. Log and LogGroup, and
  /// empty: the output's figures are looked through for the progress.
  std::string pattern;

  bool operator==(const NumberSource&) const = default;
};

/// "metric fisworkshop/unsaved", "file /mnt/efs/progress", "log /([0-9.]+)%/".
std::string to_text(const NumberSource& source);

enum class Replace : std::uint8_t {
  UntilComplete,
  None,
  StateMachine,  ///< An execution of the workload's state machine requests every instance.
};

/// A state machine of Step Functions that requests the instances, the first one too.
struct StateMachine {
  json::object definition;  ///< In the Amazon States Language; empty: it is the stack's.
  std::string output;       ///< The output of the drill's stack that is the machine's ARN.
  /// Of the execution. The launch specification is added to it, unless the machine is the stack's.
  json::object input;
  std::string where;  ///< The file that the definition, or the output's name, is in.
};

/// A directory of this machine that the instances see, as they would see an EFS mount.
struct Shared {
  std::filesystem::path host;
  std::filesystem::path guest;
  bool read_only = false;

  bool operator==(const Shared&) const = default;
};

/// A variable that goes along from whoever runs the drill, whatever it holds.
struct PassedVariable {
  std::string name;
  std::string where;  ///< Where the drill asks for it, for the sentence that it is not there.

  bool operator==(const PassedVariable&) const = default;
};

struct Workload {
  json::object launch;               ///< LaunchSpecification of RequestSpotInstances; may be empty.
  std::string user_data;             ///< Empty: the launch specification's own.
  std::vector<std::string> command;  ///< Not empty: user data is made of it.
  std::string command_where;         ///< Where it is written; empty: on the command line.
  std::filesystem::path directory;   ///< Where `command` runs, as the instances see it.
  std::filesystem::path directory_host;  ///< What they see there; empty: that directory itself.
  bool in_place = false;                 ///< `command` works on the directory, on no copy of it.
  std::map<std::string, std::string> environment;  ///< Of `command`, beside its caller's.
  std::vector<PassedVariable> passed_variables;    ///< The caller's, though they may be secrets.
  std::string prelude;  ///< Shell lines before `command`: they set its environment.
  std::optional<NumberSource> progress;
  std::optional<NumberSource> saved;
  std::optional<NumberSource> done;  ///< What tells that the work is done; a Log's has no group.
  std::filesystem::path checkpoint;  ///< Its file, as the instances see it; empty: not watched.
  std::optional<NumberSource> checkpoint_object;  ///< The same in S3.
  double total = 100;                             ///< What progress counts to.
  bool total_given = false;                       ///< The author said so.
  Replace replace = Replace::UntilComplete;
  StateMachine state_machine;                     ///< Replace::StateMachine.
  std::map<std::string, std::string> parameters;  ///< SSM parameters, put when absent.
  std::map<std::string, std::string> tags;        ///< Of every instance.
  std::string profile;                            ///< Instance profile's name or ARN.
  std::vector<Shared> shared;
  Duration timeout = std::chrono::hours{2};  ///< Of the whole drill, in drill time.

  /// Whether a save can be seen while it is made.
  [[nodiscard]] bool shows_saves() const { return !checkpoint.empty() || checkpoint_object; }
};

/// When a fault begins: at the start, when progress gets somewhere or some time after that, some
/// time after the start, in the middle of a save, or while a replacement takes up the work.
struct FaultMoment {
  std::optional<double> progress_percent;
  Duration delay{};  ///< After progress has got there.
  std::optional<Duration> after_start;
  /// While the checkpoint is being written, but for the first time; with `progress_percent`: not
  /// before progress has got there.
  bool while_saving = false;
  bool while_recovering = false;  ///< As soon as a replacement runs.

  /// It may be over in milliseconds: what can be prepared is prepared before it.
  [[nodiscard]] bool is_brief() const { return while_saving || delay > Duration::zero(); }
};

struct Fault {
  enum class Kind : std::uint8_t { Interrupt, Terminate, Network, Template };
  Kind kind = Kind::Interrupt;
  /// Network: instances reach AWS only from it on.
  FaultMoment moment;
  /// Interrupt: durationBeforeInterruption. Less than two minutes: the instance is terminated that
  /// long after its notice, before the time that it names.
  Duration notice = std::chrono::minutes{2};
  json::object experiment_template;  ///< Template: CreateExperimentTemplate's input.
  std::string where;                 ///< Template: the file it is in.
  std::string text;                  ///< As a person would say it.
};

/// Whether it takes the instance that it hits. A cut of the network is a circumstance.
[[nodiscard]] inline bool takes_instance(const Fault& fault) {
  return fault.kind != Fault::Kind::Network;
}

/// What must hold for the drill to pass.
struct Expectation {
  enum class Kind : std::uint8_t {
    Completes,            ///< The work gets done (within `time`, if given).
    LostWorkPercent,      ///< No interruption loses more than `percent` of the whole.
    LostWorkTime,         ///< No interruption loses more than `time` of work.
    NoticeSeenWithin,     ///< The workload reads every notice within `time`.
    NoticeHandledWithin,  ///< It has saved, or ended by itself, within `time` of every notice.
    SavedAfterNotice,     ///< It saves at least once between every notice and its end.
    Resumes,              ///< Every replacement goes on from what was saved.
    EndsBeforeDeadline,   ///< After every notice it ends by itself before the shutdown.
    Goodput,              ///< At least `percent` of the time went into work that stayed.
  };
  Kind kind = Kind::Completes;
  std::optional<Duration> time;
  double percent = 0;
  std::string text;         ///< As the author wrote it.
  bool by_default = false;  ///< Nobody wrote it.
};

/// How fast each instance's line to S3 is, as the author wrote it. Empty: without a limit.
struct S3Line {
  std::string bandwidth;  ///< "50MB/s".
  std::string latency;    ///< "20ms", of each request.

  bool operator==(const S3Line&) const = default;
};

/// A bucket that is there before the job begins.
struct Bucket {
  std::string name;
  std::filesystem::path filled_from;  ///< A directory here; empty: it has nothing in it.

  bool operator==(const Bucket&) const = default;
};

/// Another server that carries out a service's calls. What is empty was not said.
struct ServiceEndpoint {
  std::string service;            ///< "s3".
  std::string url;                ///< "http://127.0.0.1:9000".
  std::string profile;            ///< Whose key signs, of the AWS CLI's files.
  std::vector<std::string> keys;  ///< Or the variables that hold one: id, secret, token.
  std::string region;
  std::filesystem::path ca_bundle;
};

/// As `spotdrill serve --endpoint-for` takes it.
std::string to_option(const ServiceEndpoint& endpoint);

/// A command that looks at the results when the work is done; exit code 0 is right.
struct Check {
  std::vector<std::string> command;
  Duration timeout = std::chrono::minutes{10};  ///< Drill time.
};

/// What must be the same as after an undisturbed run, which the drill makes itself first.
struct SameResult {
  std::vector<std::string> files;   ///< Paths as the instances see them; names may have * and ?.
  double tolerance = 0;             ///< Of numbers that are not whole, relative.
  std::vector<std::string> ignore;  ///< Regular expressions: lines that do not count.
  std::string stream;  ///< One whose group gives a sequence in the output; empty: none.
  bool check_deterministic = false;  ///< The undisturbed run is made twice, and must be the same.
};

/// A file that a drill is made of, as it was read.
struct SourceFile {
  std::string path;
  std::string text;
};

/// A template of CloudFormation of which a stack is made before anything is launched.
struct StackTemplate {
  std::string text;
  std::string where;  ///< The file that it is in.
  std::map<std::string, std::string> parameters;
};

struct Definition {
  std::string name;
  std::vector<SourceFile> files;  ///< The drill's file and those it names; none: it is a command.
  Workload workload;
  std::vector<Fault> faults;
  std::vector<Expectation> expect;  ///< Never empty: see expect_by_default().
  std::string network;  ///< What instances reach: "open" or "aws-only"; empty: whatever they can.
  S3Line s3;
  std::vector<Bucket> buckets;
  std::optional<StackTemplate> deploy;
  std::vector<ServiceEndpoint> endpoints;
  std::optional<Check> check;
  std::optional<SameResult> same_result;
  std::optional<Speed> speed;  ///< Nothing: `auto`, on a server of the drill's own.
};

/// How long the notice of a fault may be. AWS gives two minutes and says that it may be less; FIS
/// takes up to 15 minutes of a rebalance recommendation before it.
inline constexpr Duration notice_min = std::chrono::seconds{1};
inline constexpr Duration notice_full = std::chrono::minutes{2};
inline constexpr Duration notice_max = std::chrono::minutes{15};
inline constexpr std::string_view notice_expected = "must be from 1s to 15m";

/// Reads the drill file at `path`, and the files that it names (relative to it).
/// Errors: every mistake found, with line and column.
Read<Definition> read_definition(const std::filesystem::path& path);

/// The same of `text`; `path` gives names for mistakes and the directory of other files.
Read<Definition> parse_definition(std::string_view text, const std::filesystem::path& path);

/// What a drill of a command is called: "train" of `python3 train.py`, "tool" of `./tool --fast`.
std::string name_of_command(const std::vector<std::string>& command);

/// Reads one expectation: "lost-work <= 5%". Errors: what was expected.
Result<Expectation, std::string> parse_expectation(std::string_view text);

/// Gives a drill that expects nothing what is expected by default: `completes`, and where it
/// interrupts its instances `lost-work <= 10%`, and `resumes` where they are replaced. What was
/// expected by default before goes.
void expect_by_default(Definition& definition);

/// Reads when a fault begins: "50%" of progress, "50%+90s" or "50%+saving" after that, "90s" after
/// the start, "saving", or "recovery".
Result<FaultMoment, std::string> parse_moment(std::string_view text);

/// What parse_moment reads, to the millisecond.
std::string to_word(const FaultMoment& moment);

/// How many groups a regular expression has. Errors: a sentence.
Result<unsigned, std::string> group_count(const std::string& pattern);

/// Reads a source from the command line: "metric:NAMESPACE/NAME", "file:PATH", "log:PATTERN",
/// "checkpoints:PATTERN", "s3://BUCKET/KEY", "dynamodb:TABLE/NAME=VALUE/ATTRIBUTE",
/// "logs:GROUP" or "logs:GROUP:PATTERN".
Result<NumberSource, std::string> parse_source(std::string_view text);

/// Reads what tells that the work is done: "log:PATTERN", "file:PATH", "metric:NAMESPACE/NAME",
/// "s3://BUCKET/KEY", "dynamodb:TABLE/NAME=VALUE/ATTRIBUTE", "logs:GROUP:PATTERN".
Result<NumberSource, std::string> parse_done(std::string_view text);

/// An interruption or termination, with `text` filled in.
Fault make_fault(Fault::Kind kind, FaultMoment moment, Duration notice);

}  // namespace spotdrill::drill
