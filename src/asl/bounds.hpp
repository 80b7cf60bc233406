// How deep and how large a value may be. What is read is bounded by parse_json and by the service;
// what a state machine builds of it, an object around its own input in a loop or an array of a
// thousand times the input, is not, and neither stack nor memory may be exhausted.
#pragma once

#include <string_view>

#include "base/json.hpp"

namespace spotdrill::asl {

/// True when `value`, below `above` others, is deeper than parse_json would read it again.
bool too_deep(const json::value& value, std::size_t above = 0);

/// Likewise of the text of a value, which need not be read for it.
bool text_too_deep(std::string_view text);

/// What one template or one call may be made of. Four times the most that Step Functions passes on
/// (262,144 bytes), so that whoever measures the text of what is passed on sees it first.
class Allowance {
 public:
  /// Takes what a copy of `value` costs. False when there is not enough left.
  bool take(const json::value& value);

 private:
  std::size_t bytes_left_ = std::size_t{1} << 20U;
};

}  // namespace spotdrill::asl
