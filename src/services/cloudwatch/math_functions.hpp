// The functions of metric math by name: the next one is a line of a table and a function.
#pragma once

#include <string_view>
#include <vector>

#include "services/cloudwatch/expression.hpp"

namespace spotdrill::cloudwatch {

/// A value or a word ("REPEAT", "DESC").
struct MathArgument {
  MathValue value;
  std::string_view word;  ///< Empty: there is a value.
};

struct MathCall {
  std::string_view name;
  const MathNames& names;
  std::vector<MathArgument> arguments{};
};

struct MathFunction {
  std::string_view name;  ///< In upper case.
  std::size_t least = 1;  ///< So many arguments at least, and at most.
  std::size_t most = 1;
  std::string_view expects;  ///< "one argument".
  MathResult (*apply)(const MathCall& call) = nullptr;
};

/// Nothing when there is none of that name.
const MathFunction* find_function(std::string_view name);

/// One number of several values, of one at least: SUM, AVG, …; nothing when it is none of these.
using Reduction = double (*)(const std::vector<double>& values);
Reduction find_reduction(std::string_view name);

// Each takes a call whose arguments are as many as its line in the table says.
MathResult math_reduce(const MathCall& call);
MathResult math_if(const MathCall& call);
MathResult math_fill(const MathCall& call);
MathResult math_time_series(const MathCall& call);
MathResult math_diff_time(const MathCall& call);
MathResult math_calendar(const MathCall& call);
MathResult math_sort(const MathCall& call);
MathResult math_slice(const MathCall& call);
MathResult math_end(const MathCall& call);
MathResult math_remove_empty(const MathCall& call);
MathResult math_metric_count(const MathCall& call);

}  // namespace spotdrill::cloudwatch
