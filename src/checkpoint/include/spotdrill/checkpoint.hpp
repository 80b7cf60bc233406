// Checkpoints that outlive a Spot interruption, and the notice of it, for jobs: a Store keeps the
// two newest checkpoints, a Watch learns that the instance will be taken, a Job makes a main loop
// of both. It is nothing of the rehearsal: it works on EC2 as in a drill, and needs only libc and
// libstdc++. It is no serializer: what the bytes of a checkpoint mean is the job's affair.
//
// Errors are std::error_code with the system's codes; nothing here throws or aborts on its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

namespace spotdrill::checkpoint {

/// A value, or why there is none. As with std::optional, look before you take it.
template <class Value>
class [[nodiscard]] Result {
 public:
  Result(Value value) : value_(std::move(value)) {}
  Result(std::error_code error) : error_(error) {}

  explicit operator bool() const noexcept { return value_.has_value(); }
  Value& operator*() noexcept { return *value_; }
  const Value& operator*() const noexcept { return *value_; }
  Value* operator->() noexcept { return &*value_; }
  const Value* operator->() const noexcept { return &*value_; }
  [[nodiscard]] std::error_code error() const noexcept { return error_; }

 private:
  std::optional<Value> value_;
  std::error_code error_;
};

// Checkpoints.

struct Saved {
  std::string path;
  std::uint64_t generation = 0;  ///< 1 for the first checkpoint, then one more each time.
  /// Why StoreOptions::upload failed. The checkpoint is here all the same.
  std::error_code upload = {};
};

struct Loaded {
  std::string bytes;
  std::uint64_t generation = 0;
  std::string refused = {};  ///< The file of the other checkpoint, where that is torn; else empty.
};

struct StoreOptions {
  /// How long open() waits for another writer to end. An instance that was cut off holds its lock
  /// on a network file system until its lease has run out, a minute or two.
  std::chrono::milliseconds lock_wait = std::chrono::minutes{2};

  /// Called with each checkpoint that has been saved, to bring it elsewhere.
  std::function<std::error_code(const Saved&)> upload = {};
};

/// The checkpoints of one job: PATH, and PATH.previous, the one before it. At any moment, whatever
/// ends the process or the machine, one of them is whole and not older than the last that save()
/// answered. For one thread at a time.
class Store {
 public:
  /// Writes the checkpoint to the stream. Setting the stream's failbit abandons the save.
  using Write = std::function<void(std::ostream&)>;

  /// Locks `path` and removes what a writer that died has left. The directory has to be there.
  /// Errors: EBUSY: another writer has it.
  static Result<Store> open(std::string path, StoreOptions options = {});

  /// Replaces the checkpoint, durably, and keeps the one before it. After an error, the last one
  /// that was saved is still there. What `write` throws passes through. Errors: ENOSPC and others
  /// of the file system; ECANCELED: `write` abandoned it.
  Result<Saved> save(std::string_view bytes);
  Result<Saved> save(const Write& write);

  /// The newest checkpoint that is whole.
  /// Errors: ENOENT: none was ever saved; EBADMSG: there are some, and none is whole.
  Result<Loaded> load();

  class Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

 private:
  std::unique_ptr<Impl> impl_;
};

// The notice.

struct Warning {
  enum class Kind {
    RebalanceRecommendation,  ///< The risk is elevated: a good moment to save. Nothing ends yet.
    InterruptionNotice,       ///< The instance will be taken at `deadline`.
    Sigterm,                  ///< The process is told to end, now.
  };
  Kind kind = Kind::InterruptionNotice;
  std::string action = {};  ///< Of a notice: "terminate", "stop" or "hibernate".

  /// When the instance is taken; of a SIGTERM only where a notice came before it.
  std::optional<std::chrono::system_clock::time_point> deadline = {};

  /// What is left until then, or nothing where nobody says.
  [[nodiscard]] std::optional<std::chrono::milliseconds> left() const;
};

struct WatchOptions {
  /// Called on the watch's own thread, once for each kind that comes. What it throws is dropped.
  std::function<void(const Warning&)> on_warning = {};

  bool metadata = true;  ///< Ask the metadata service (IMDSv2).
  bool sigterm = true;   ///< Catch SIGTERM. A handler that was there before is called as well.
  std::chrono::milliseconds interval = std::chrono::seconds{5};  ///< AWS advises five seconds.

  /// Empty: as the SDKs have it, by AWS_EC2_METADATA_SERVICE_ENDPOINT, _ENDPOINT_MODE and
  /// AWS_EC2_METADATA_DISABLED, else http://169.254.169.254.
  std::string endpoint = {};
};

/// Looks out for the end of the instance as long as it lives, on a thread of its own.
class Watch {
 public:
  /// Errors: EBUSY: another watch of this process catches SIGTERM; EINVAL: what `endpoint` names is
  /// no http:// address.
  static Result<Watch> start(WatchOptions options = {});

  /// Whether a notice or a SIGTERM has come. Cheap enough for the innermost loop.
  [[nodiscard]] bool stop_requested() const noexcept;

  Watch(Watch&&) noexcept;
  Watch& operator=(Watch&&) noexcept;
  ~Watch();  ///< Ends the thread, and gives SIGTERM back to whoever had it.

 private:
  class Impl;
  explicit Watch(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

// A main loop of both.

struct JobOptions {
  std::chrono::milliseconds every = std::chrono::minutes{1};  ///< Between two checkpoints.
  /// Told what came of each, on the job's thread.
  std::function<void(const Result<Saved>&)> on_save = {};
  StoreOptions store = {};
  WatchOptions watch = {};
};

/// A state whose bytes are all of it: no pointers, no strings.
template <class State>
concept Plain = std::is_trivially_copyable_v<State> && !std::is_pointer_v<State> &&
                !std::is_convertible_v<const State&, std::string_view> &&
                !std::is_invocable_v<const State&, std::ostream&>;

/// A job that saves at intervals, on a rebalance recommendation, and when it has to stop.
///
///   auto job = Job::open("/mnt/efs/run/checkpoint");
///   if (!job) return Job::exit_failed;
///   job->resume(state);
///   while (!state.done() && job->go_on(state)) state.advance();
///   return job->finish(state);
///
/// For a state that is not Plain, load() gives the bytes, and go_on() and finish() take a
/// Store::Write.
class Job {
 public:
  static constexpr int exit_complete = 0;
  static constexpr int exit_failed = 74;       ///< EX_IOERR: nothing could be loaded or saved.
  static constexpr int exit_start_again = 75;  ///< EX_TEMPFAIL: stopped and saved.

  /// Opens the store and starts the watch. Errors: those of both.
  static Result<Job> open(std::string path, JobOptions options = {});

  /// The newest checkpoint, as Store::load(). One that is there and cannot be read is no reason to
  /// begin anew: go_on() is false then, and finish() saves nothing and fails.
  Result<Loaded> load();

  /// Takes `state` from the newest checkpoint. False: there is none, or error() says why not.
  template <Plain State>
  bool resume(State& state) {
    return resume(&state, sizeof state);
  }
  bool resume(void* state, std::size_t size);  ///< EBADMSG when it is of another size.

  /// Whether to work on. Saves when it is time for it; when the job has to stop, saves and says no.
  /// A save that fails in between is tried again at the next interval.
  bool go_on(const Store::Write& write);
  template <Plain State>
  bool go_on(const State& state) {
    return go_on(writing(state));
  }

  /// Saves, unless the job has stopped and done so. Gives what main() returns: one of exit_….
  int finish(const Store::Write& write);
  template <Plain State>
  int finish(const State& state) {
    return finish(writing(state));
  }

  /// Whether go_on() will say no, for loops within loops.
  [[nodiscard]] bool stop_requested() const noexcept;

  /// Of the last load or save; none when it went well.
  [[nodiscard]] std::error_code error() const noexcept;

  Job(Job&&) noexcept;
  Job& operator=(Job&&) noexcept;
  ~Job();

 private:
  struct Impl;
  explicit Job(std::unique_ptr<Impl> impl);

  template <class State>
  static auto writing(const State& state) {
    return [&state](std::ostream& out) { write_bytes(out, &state, sizeof state); };
  }
  static void write_bytes(std::ostream& out, const void* bytes, std::size_t size);

  std::unique_ptr<Impl> impl_;
};

}  // namespace spotdrill::checkpoint
