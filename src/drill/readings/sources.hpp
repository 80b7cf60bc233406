// Reads what a workload reports of itself: from a CloudWatch metric, a file or the console.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/client.hpp"
#include "drill/definition/definition.hpp"

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
};

/// The file of this machine that instances see as `guest`; the most specific directory is first.
std::filesystem::path host_path(const std::vector<Shared>& shared,
                                const std::filesystem::path& guest);

class Source {
 public:
  virtual ~Source() = default;

  /// The values that were reported since the last call, oldest first.
  virtual std::vector<double> read() = 0;

  /// Another instance runs from now on.
  virtual void next_instance() {}

  /// What is wrong with the source that gave values before: "/mnt/efs/saved is empty". Empty:
  /// nothing.
  [[nodiscard]] virtual std::string damage() const { return {}; }
};

std::unique_ptr<Source> make_source(const NumberSource& definition, SourceContext context);

/// What has come to `text` since it was `before`. Both are the newest part of a longer output.
std::string_view newly_added(std::string_view before, std::string_view text);

/// What two looks at a statistic set say of the values in between: the first and the last of them,
/// as far as count, sum, minimum and maximum tell. A value that rises is assumed.
struct StatisticSet {
  double count = 0;
  double sum = 0;
  double minimum = 0;
  double maximum = 0;
};
std::vector<double> values_between(const StatisticSet& before, const StatisticSet& after);

}  // namespace spotdrill::drill
