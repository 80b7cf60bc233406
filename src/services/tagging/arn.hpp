// ARNs as the tagging API reads them. Source: AWS General Reference, "Amazon Resource Names".
#pragma once

#include <optional>
#include <string_view>

namespace spotdrill::tagging {

/// Parts of the text that it was read from.
struct Arn {
  std::string_view service;
  std::string_view region;    ///< Empty: the resource is of no region.
  std::string_view account;   ///< Empty: its name alone says which it is.
  std::string_view resource;  ///< "instance/i-…", "stateMachine:NAME", a queue's name.

  /// "instance" of "instance/i-…"; empty when the resource's name is all there is.
  [[nodiscard]] std::string_view type() const;
};

/// Nothing: it is none, or of another partition.
std::optional<Arn> read_arn(std::string_view text);

/// Says whether a filter ("ec2", "ec2:instance") means the resource.
bool is_of_type(const Arn& arn, std::string_view filter);

}  // namespace spotdrill::tagging
