// What instances call of AWS by the credentials of their roles, counted for the journal. Not who
// may call what.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/world.hpp"

namespace spotdrill::iam {

/// Kinds of calls that are counted at a time; the one that was last made longest ago goes first.
inline constexpr std::size_t counted_calls_max = 10'000;

/// The instance whose session "arn:aws:sts::123456789012:assumed-role/ROLE/i-…" is; empty: none's.
/// Source: IAM User Guide, "Use roles for applications that run on Amazon EC2 instances".
std::string_view instance_of(std::string_view arn);

class InstanceCalls {
 public:
  /// Goes on counting where the journal ends. `world` outlives it.
  explicit InstanceCalls(const World& world);

  /// Counts a call that `caller_arn` made, if that is an instance's session. Writes to the journal,
  /// about the instance, at the first call of an operation that ended so and whenever their number
  /// has doubled, and at the first that succeeds after a refusal that was written down:
  ///  - `api-calls` {operation, code, count}: `operation` is "cloudwatch:PutMetricData", `code` the
  ///    refusal's, empty where it succeeded.
  void note(std::string_view caller_arn, const std::string& region, std::string_view service,
            std::string_view operation, std::string_view code);

  void reset() { counted_.clear(); }

 private:
  struct Counted {
    std::uint64_t count = 0;
    Instant last;
    bool tell = false;  ///< The next one, whatever their number.
  };

  Counted& counted(std::string key);

  const World& world_;
  std::map<std::string, Counted, std::less<>> counted_;
};

}  // namespace spotdrill::iam
