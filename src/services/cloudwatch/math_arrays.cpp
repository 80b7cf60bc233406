// Functions that choose series out of an array.
#include <algorithm>
#include <limits>

#include "services/cloudwatch/math_parts.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// What SORT goes by; a series without points has nothing, and comes last either way.
struct SortKey {
  std::optional<double> value;
  std::size_t index;  ///< What is equal stays in its order.
};

SortKey sort_key(const TimeSeries& series, Reduction reduce_values, std::size_t index) {
  std::vector<double> values;
  for (const auto& [at, value] : series.points) values.push_back(value);
  const double value = values.empty() ? std::nan("") : reduce_values(values);
  return {std::isfinite(value) ? std::optional{value} : std::nullopt, index};
}

/// A position in an array of `size`: what lies beyond its end is its end.
Result<std::size_t, std::string> position(const MathCall& call, std::size_t index,
                                          std::size_t size) {
  const double wanted = TRY(number_of(call, index));
  if (!(wanted >= 0)) {
    return tl::unexpected{fmt::format("{} expects no negative position.", call.name)};
  }
  return wanted >= static_cast<double>(size) ? size : static_cast<std::size_t>(wanted);
}

}  // namespace

Result<const Many*, std::string> array_of(const MathCall& call) {
  const auto* many = std::get_if<Many>(&call.arguments[0].value);
  if (many == nullptr || !call.arguments[0].word.empty()) {
    return tl::unexpected{fmt::format("{} expects an array of time series.", call.name)};
  }
  return many;
}

Result<double, std::string> number_of(const MathCall& call, std::size_t index) {
  const double* number = std::get_if<double>(&call.arguments[index].value);
  if (number == nullptr || !call.arguments[index].word.empty()) {
    return tl::unexpected{fmt::format("{} expects a number as argument {}.", call.name, index + 1)};
  }
  return *number;
}

MathResult math_sort(const MathCall& call) {
  const Many* all = TRY(array_of(call));
  const Reduction by = find_reduction(call.arguments[1].word);
  const std::string_view order = call.arguments[2].word;
  if (by == nullptr || (order != "ASC" && order != "DESC")) {
    return tl::unexpected{
        std::string{"SORT expects AVG, MIN, MAX or SUM, and ASC or DESC after its array."}};
  }
  std::size_t wanted = all->size();
  if (call.arguments.size() > 3) wanted = TRY(position(call, 3, all->size()));
  std::vector<SortKey> keys;
  for (const TimeSeries& each : *all) keys.push_back(sort_key(each, by, keys.size()));
  std::ranges::sort(keys, [&](const SortKey& left, const SortKey& right) {
    if (left.value == right.value) return left.index < right.index;
    if (!left.value || !right.value) return left.value.has_value();
    return order == "ASC" ? *left.value < *right.value : *left.value > *right.value;
  });
  Many sorted;
  for (std::size_t i = 0; i < wanted; ++i) sorted.push_back((*all)[keys[i].index]);
  return MathValue{std::move(sorted)};
}

MathResult math_slice(const MathCall& call) {
  const Many* all = TRY(array_of(call));
  const std::size_t begin = TRY(position(call, 1, all->size()));
  std::size_t end = all->size();
  if (call.arguments.size() > 2) end = TRY(position(call, 2, all->size()));
  if (begin >= end) return MathValue{Many{}};
  const auto at = [&](std::size_t index) {
    return all->begin() + static_cast<std::ptrdiff_t>(index);
  };
  return MathValue{Many(at(begin), at(end))};
}

MathResult math_end(const MathCall& call) {
  const Many* all = TRY(array_of(call));
  if (all->empty()) return MathValue{TimeSeries{}};
  return MathValue{call.name == "FIRST" ? all->front() : all->back()};
}

MathResult math_remove_empty(const MathCall& call) {
  Many kept = *TRY(array_of(call));
  std::erase_if(kept, [](const TimeSeries& each) { return each.points.empty(); });
  return MathValue{std::move(kept)};
}

MathResult math_metric_count(const MathCall& call) {
  return static_cast<double>(TRY(array_of(call))->size());
}

}  // namespace spotdrill::cloudwatch
