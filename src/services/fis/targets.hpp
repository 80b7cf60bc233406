// Target resolution: which resources the targets of an experiment are. Done once, at its start.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/fis/fis.hpp"

namespace spotdrill::fis {

/// "ALL", "COUNT(n)", "PERCENT(n)".
struct Selection {
  enum class Mode : std::uint8_t { All, Count, Percent };
  Mode mode = Mode::All;
  std::size_t number = 0;

  /// How many of `candidates` are taken. COUNT takes all when there are fewer; PERCENT rounds down.
  [[nodiscard]] std::size_t of(std::size_t candidates) const;
};

/// Nothing when it is none.
std::optional<Selection> parse_selection(std::string_view text);

/// ARNs of the resources of each target, by its name. A target that is empty is there, empty.
/// Errors: InvalidTarget.
Result<std::map<std::string, std::vector<std::string>>, Failure> resolve_targets(
    Fis& fis, const Definition& definition);

/// "TARGET: PATH" of every filter whose path no resource of the target's type can have.
std::vector<std::string> unmatchable_filters(const Definition& definition);

/// Says so in the log.
// DEVIATION: AWS does not say whether it refuses such a template; here it is taken, with a warning.
void warn_of_unmatchable_filters(const Definition& definition);

/// "i-0…" of "arn:aws:ec2:us-east-1:123456789012:instance/i-0…"; likewise a role's name.
std::string name_in_arn(std::string_view arn);

}  // namespace spotdrill::fis
