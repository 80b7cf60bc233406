// Where a workload's numbers are read: a CloudWatch metric, a file, the console, checkpoints,
// objects in S3, an item of DynamoDB, a log group. A source reads; what its numbers mean is for
// work/work.hpp to make out.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/client.hpp"
#include "drill/definition/definition.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// What a source may look at.
struct SourceContext {
  client::Client& client;
  Instant began;                 ///< Nothing older counts.
  std::function<Instant()> now;  ///< Drill time.
  /// The file on this machine that instances see as `guest`.
  std::function<std::filesystem::path(const std::filesystem::path& guest)> host_path;
  /// The console of the instance that runs now.
  std::function<const std::string&()> console;
  /// Objects are in another server, whose time is real time.
  bool objects_elsewhere = false;
};

/// The file of this machine that instances see as `guest`; the most specific directory is first.
std::filesystem::path host_path(const std::vector<Shared>& shared,
                                const std::filesystem::path& guest);

class Source {
 public:
  virtual ~Source() = default;

  /// What was reported since the last call, oldest first.
  virtual std::vector<Reading> read() = 0;

  /// Whether what is reported has times of its own, and may come after what is newer.
  [[nodiscard]] virtual bool has_own_times() const { return false; }

  /// Another instance runs from now on.
  virtual void next_instance() {}

  /// What is wrong with the source that gave values before: "/mnt/efs/saved is empty". Empty:
  /// nothing.
  [[nodiscard]] virtual std::string damage() const { return {}; }

  /// The figures that readings may be of, where the source looks for them itself.
  [[nodiscard]] virtual const std::vector<OutputSeries>& series() const;
};

/// Puts `reading` behind the others; `by_time`: where its time belongs among them.
void add_reading(std::vector<Reading>& readings, Reading reading, bool by_time);

std::unique_ptr<Source> make_source(const NumberSource& definition, SourceContext context);

/// One of what is saved: where that has no number, the moment when it was is its reading.
std::unique_ptr<Source> make_saved_source(const NumberSource& definition, SourceContext context);

/// One that reads something as soon as the job says that it is done.
std::unique_ptr<Source> make_done_source(const NumberSource& definition, SourceContext context);

}  // namespace spotdrill::drill
