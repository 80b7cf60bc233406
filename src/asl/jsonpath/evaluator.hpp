// Applies the steps of paths to values. Nothing is copied before a result is made.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "asl/jsonpath/compiled.hpp"

namespace spotdrill::asl::jsonpath {

using Nodes = std::vector<const json::value*>;

/// How many values one reading visits, and how many its result may consist of. A payload of 256
/// KiB, Step Functions' limit, has at most half as many values as bytes: what reaches either bound
/// has found more than may be passed on.
inline constexpr std::size_t visits_max = 1U << 22U;
inline constexpr std::size_t result_values_max = 1U << 18U;

/// One reading of a path.
class Evaluation {
 public:
  explicit Evaluation(const json::value& root) : root_(root) {}

  /// What `steps` lead to from `start`, in order.
  Nodes find(const Steps& steps, const json::value& start);

  /// Whether `condition` holds of `current`.
  bool holds(const Condition& condition, const json::value& current);

 private:
  void step(const Step& step, bool last, const json::value& value, Nodes& found);
  void step_down(const Step& step, bool last, const json::value& value, Nodes& found);
  void members(const Members& members, bool last, bool all, const json::value& value, Nodes& found);
  void filter(const Filter& filter, bool deep, const json::value& value, Nodes& found);
  const json::value* operand(const Operand& operand, const json::value& current,
                             json::value& scratch);
  bool exists(const FilterPath& path, const json::value& current);
  bool compares(const Condition& condition, const json::value& current);
  /// False when no visits are left.
  bool visit();

  const json::value& root_;
  std::size_t visits_ = visits_max;
  std::deque<json::value> made_;  ///< Objects that Members made. A deque: they stay in place.
};

/// Where a single `step` leads to, or null.
const json::value* follow(const Step& step, const json::value& value);

/// The one place that single `steps` lead to, or null.
const json::value* find_single(const Steps& steps, const json::value& start);

/// The element at `index`, which counts from the end when negative, or null.
const json::value* element_at(const json::array& array, std::int32_t index);

/// Those of `names` that `object` has, with their values.
json::object pick(const json::object& object, const std::vector<std::string>& names);

/// An array of copies of `nodes`.
json::array copies(const Nodes& nodes);

}  // namespace spotdrill::asl::jsonpath
