// What was seen of a drill, as it happened. Not a judgement: verdict.hpp makes one of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "drill/readings/results_seen.hpp"

namespace spotdrill::drill {

/// What a number counts, as far as its text says.
enum class Unit : std::uint8_t {
  Unknown,
  Percent,  ///< A percent sign follows it.
  Count,    ///< What it counts to follows it: "3/10".
  Moment,   ///< It is no number: something was saved then, and held what was done by then.
};

/// "3/10".
struct Pair {
  double value = 0;
  double of = 0;

  bool operator==(const Pair&) const = default;
};

/// A number that the workload reported of itself, as it was read. What it says of the work is for
/// work/work.hpp to make out.
struct Reading {
  Instant at;  ///< When it was first seen.
  double value = 0;
  Unit unit = Unit::Unknown;
  std::optional<double> of;   ///< What it counts to, where its own text says so.
  std::optional<Pair> steps;  ///< The same told otherwise beside it: "60 %| 120/200".
  /// Of what comes again and again it is part: "Epoch 2/3"; of 0: nothing says how many there are.
  std::optional<Pair> cycle;
  std::optional<double> by;  ///< The whole number before it: of "worker 2: item 3/30" the worker.
  std::size_t series = 0;    ///< Which of Observation::series it belongs to.
  bool uploaded = false;     ///< It is an object's: that holds what was done when it was begun.
  /// When it was looked for before in vain: it may be as old. The epoch: nobody knows.
  Instant not_before{};

  bool operator==(const Reading&) const = default;
};

/// A figure that lines of one kind print again and again: what could be the progress.
struct OutputSeries {
  std::string shape;  ///< The first line's text with every number as '#'.
  /// What stands before the figure, likewise; where nothing does, the figure and the word after it.
  std::string before;
  std::string label;  ///< The word before the figure: "epoch"; empty: none.
  bool percent = false;
  bool outer = false;  ///< Its label counts what comes again and again.
  bool other = false;  ///< Its label names what is no progress: an accuracy, a load.
  bool bare = false;   ///< "step 1200": its lines do not say how many there will be.

  bool operator==(const OutputSeries&) const = default;
};

/// How the user data's process ended.
struct ProcessEnd {
  bool signalled = false;
  int value = 0;  ///< Exit code, or signal number.

  bool operator==(const ProcessEnd&) const = default;
};

/// A process that was alive when its instance was shut down.
struct ProcessSeen {
  std::string name;         ///< Its program's: "bash" for a script of bash.
  std::vector<int> caught;  ///< Signals that it had a handler for, in order.
  int pid = 0;              ///< 0: not known.
  int parent = 0;           ///< The process that started it, or PID 1.

  [[nodiscard]] bool catches(int signal) const {
    return std::find(caught.begin(), caught.end(), signal) != caught.end();
  }
};

/// What one instance called of one operation with one result.
struct ApiCalls {
  std::string operation;  ///< "cloudwatch:PutMetricData".
  std::string code;       ///< Of the refusal; empty: it succeeded.
  std::uint64_t count = 0;
  Instant first;
  Instant last;
  /// The time between two calls, on average, when they were most frequent; nothing when they were
  /// fewer than two times `calls_in_a_row`.
  std::optional<Duration> shortest_interval;
};

/// Fewer calls than this, one after the other, say nothing of how often something is called.
inline constexpr std::uint64_t calls_in_a_row = 16;

/// How something inside asked for one path that tells of an interruption.
struct NoticePolls {
  std::string path;         ///< "spot/instance-action".
  std::uint64_t count = 0;  ///< At least: after the first few, only changes are told.
  Instant first;
  std::optional<Instant> first_not_found;  ///< Answered 404: there is no notice yet.
  std::optional<Instant> last_answered;    ///< Newest that was told of and not refused.
  int status = 0;                          ///< Of the newest that was told of.
};

/// Paths that tell of an interruption: the notice, its older form, the recommendation.
inline constexpr std::size_t notice_paths_max = 3;

/// How the checkpoint's file was written.
struct CheckpointSeen {
  int in_place = 0;      ///< Times that it was opened and written where it is.
  int replaced = 0;      ///< Times that a whole file took its place.
  bool cut_off = false;  ///< It was being written in place when the shutdown began.
  /// Real time that the longest save took, from the first write to the last or the rename.
  std::optional<std::chrono::microseconds> longest_save;
};

/// Something that an instance needed and that is not here.
struct Unmet {
  enum class Kind : std::uint8_t {
    Service,
    Name,
    Command,
    UserData,
    Device,
    Module,
    Unit,
    Endpoint
  };
  Kind kind = Kind::Command;
  std::string what;    ///< "s3", "github.com", "docker"; of a unit "worker.service's Type=dbus".
  std::string detail;  ///< As it was told: "docker: command not found".
  Instant at;
};

/// A file on a shared place that an instance had open for writing when it was shut down.
struct OpenFile {
  std::string path;     ///< As the instances see it.
  std::string process;  ///< The program that wrote: "python3".
  bool append = false;  ///< It only grows, as a log does.
  bool killed = false;  ///< It was still open when the process was killed.
  bool closed = false;  ///< Nobody had it open: one of the last of its kind by then.
  /// What became of it by the drill's end; nothing: it is gone.
  std::optional<std::uint64_t> size;
  bool written_again = false;    ///< After the instance had ended.
  std::uint64_t usual_size = 0;  ///< Of others of its kind beside it; 0: there are none.
  std::uint64_t least_size = 0;  ///< Of these, as the next two.
  std::uint64_t most_size = 0;
  std::size_t others = 0;
  bool others_since = false;  ///< One of them was written after the instance had ended.
};

/// An object that an instance uploaded to S3, at once or in parts.
struct UploadSeen {
  enum class End : std::uint8_t { None, Complete, CutOff, Aborted, Refused };
  std::string id;
  std::string key;  ///< "bucket/key".
  Instant begun;
  std::optional<Instant> ended;
  End end = End::None;      ///< None: it was never completed.
  std::uint64_t bytes = 0;  ///< Of the whole; 0: not known.
  std::uint64_t sent = 0;
  /// The local file that something was still writing, and who; empty: none was seen.
  std::string written_file;
  std::string writer;
  std::uint64_t file_bytes = 0;  ///< What that file had afterwards.
};

/// Of one instance; later ones are not kept.
inline constexpr std::size_t uploads_max = 5'000;

/// How much an instance computed, in all of its time.
struct ProcessorUse {
  Duration computed;  ///< Real processor time.
  Duration lived;     ///< Drill time.
};

/// A moment when drill time was not what it had to be.
struct ClockJump {
  Instant at;
  Duration by;  ///< Less than zero: back.
};

/// What an instance printed between two looks at its console.
struct ConsolePart {
  Instant at;  ///< Of the second look.
  std::string text;

  bool operator==(const ConsolePart&) const = default;
};

/// One instance, from the request to its end.
struct InstanceTimeline {
  std::string id;
  std::string request_id;
  std::string type;  ///< "t3.small"; empty: not known.
  std::string zone;  ///< "us-east-1a"; empty: not known.
  Instant requested;
  std::optional<Instant> running;

  std::optional<Instant> rebalance;
  std::optional<Instant> notice;
  std::optional<Instant> deadline;             ///< What the notice says.
  std::optional<Instant> first_notice_poll;    ///< Something inside asked for the notice.
  std::optional<Instant> first_notice_answer;  ///< Something inside was given it.
  std::optional<Instant>
      first_rebalance_answer;                    ///< Something inside was given the recommendation.
  std::optional<Duration> notice_poll_interval;  ///< On average.
  std::string imds_without_token;  ///< The first path refused for want of a token; empty: none.
  std::string imds_wrong_token;    ///< The first path refused in spite of a token; empty: none.

  std::optional<Instant> user_data_ended;
  std::optional<ProcessEnd> user_data_end;
  /// What user data had started was gone too, and how the last of it ended. Where that is told.
  std::optional<Instant> gone;
  std::optional<ProcessEnd> gone_end;
  std::optional<bool> left_alive;  ///< Whether something went on when user data ended.
  std::optional<Instant> shutdown_begun;
  std::optional<Instant> ended;
  std::string state_reason;         ///< "Server.SpotInstanceTermination".
  std::string spot_status;          ///< "instance-terminated-no-capacity".
  std::string launch_failure;       ///< Why it could not be started; empty: it could.
  std::optional<bool> killed;       ///< Whether SIGKILL was needed, where that is known.
  bool ended_by_drill = false;      ///< The drill was over and cleaned up.
  bool ended_by_execution = false;  ///< The state machine terminated it, as it had been running.
  std::vector<ProcessSeen> processes;
  std::optional<ProcessorUse> processor;
  /// Of its shutdown, the real time for which nothing of it ran that had something to compute.
  std::optional<Duration> shutdown_waited;
  std::vector<Unmet> unmet;               ///< Each thing once, in order of time.
  std::vector<OpenFile> open_files;       ///< When its shutdown began.
  std::vector<std::string> left;          ///< Locks and the like on shared places after its end.
  std::vector<ApiCalls> api_calls;        ///< In order of their first call.
  std::vector<UploadSeen> uploads;        ///< In order of their beginning.
  std::vector<std::string> objects_read;  ///< "bucket/key", each once.

  std::vector<Reading> progress;     ///< In order of time.
  std::vector<Reading> saved;        ///< In order of time.
  std::optional<Instant> said_done;  ///< Where the definition says how the job tells.
  CheckpointSeen checkpoint;         ///< Where the definition names its file.
  std::string saved_damage;  ///< What was wrong with the saved file after the end, if anything.
  std::string console;       ///< The newest part of it.
  std::vector<ConsolePart> console_parts;  ///< The same as it came, as far back as is kept.
  std::string console_kept;                ///< All of it from its beginning, to a limit.
  bool console_cut = false;                ///< There was more than that.

  std::vector<NoticePolls> notice_polls;  ///< One for each path, in order of the first request.
  std::optional<Instant> imds_without_token_at;  ///< When `imds_without_token` was refused.
  std::optional<Instant> imds_wrong_token_at;    ///< When `imds_wrong_token` was refused.
  bool imds_without_token_overcome = false;      ///< It was answered later, or asked with a token.
  bool imds_wrong_token_overcome = false;        ///< Whoever was refused had a good one later.
  std::optional<Duration> shutdown_grace;        ///< From SIGTERM to SIGKILL.
  /// It ended itself: `shutdown`, or it terminated or stopped itself by EC2's operations.
  std::optional<Instant> asked_for_own_end;
};

/// A fault of the definition and what became of it.
struct FaultSeen {
  std::string text;
  std::string experiment_id;  ///< Empty: it never began.
  std::optional<Instant> began;
  std::string state;   ///< Of the experiment.
  std::string reason;  ///< Why it is in that state, if FIS says so.
};

/// One passage of an execution through a state.
struct StateVisit {
  std::string state;
  Instant entered;
  std::optional<Instant> left;  ///< Nothing: it was never left.
  bool waits = false;           ///< It is a Wait state.
};

/// What an instance of the drill's type costs. Units: US dollars an hour.
struct Prices {
  double spot = 0;
  double on_demand = 0;
};

/// The execution of a state machine that requested the instances.
struct ExecutionSeen {
  std::string arn;
  std::string status;  ///< "SUCCEEDED"; "RUNNING" when the drill ended before it did.
  std::string error;   ///< Empty: none.
  std::string cause;
  std::optional<Instant> ended;
  std::vector<StateVisit> visits;  ///< In order of entry; known when the drill is over.
};

struct Observation {
  Instant began;
  Instant ended;
  double rate = 1;                    ///< Drill seconds for each real second.
  Duration passed_over{0};            ///< Drill time while all waited, at speed auto.
  std::optional<Duration> real_time;  ///< That the drill took; nothing: it is not known.
  double total = 100;                 ///< What progress counts to, where nothing else tells.
  bool total_given = false;           ///< The author said so.
  bool server_observed = false;      ///< The server's journal was there: polls and exits are known.
  bool has_saved = false;            ///< The definition says where saved work is read.
  bool has_done = false;             ///< The definition says how the job tells that it is done.
  std::vector<OutputSeries> series;  ///< Where progress is looked for in the output; else empty.
  bool stopped = false;              ///< Ctrl-C.
  bool timed_out = false;
  std::string failure;  ///< Why the drill could not be carried out; empty when it was.
  std::string gave_up;  ///< Why the drill did not go on for ever; empty: it had no reason to.
  std::optional<ClockJump> clock_jump;  ///< The first one.
  bool endpoint_lost = false;  ///< It did not answer any more: nobody saw how things went on.
  std::string user_data;       ///< What the instances ran.
  /// What the job's own files say, as far as they are on this computer and are text. Bounded.
  std::vector<std::string> job_texts;
  std::optional<Prices> prices;
  std::vector<FaultSeen> faults;
  std::optional<CheckSeen> check;            ///< Nothing: the drill has none.
  std::optional<ComparisonSeen> comparison;  ///< Nothing: the drill compares nothing.
  std::optional<ExecutionSeen> execution;    ///< Nothing: the drill requested the instances itself.
  std::vector<InstanceTimeline> instances;   ///< In order of launch.
};

}  // namespace spotdrill::drill
