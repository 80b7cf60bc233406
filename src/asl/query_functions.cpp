#include "asl/query_functions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl {
namespace {

using jsonata::Error;
using jsonata::Maybe;
using Answer = Result<Maybe, Error>;
using Arguments = std::vector<Maybe>;

/// Elements.
// DEVIATION: how many elements AWS's $range makes at most is not known.
constexpr std::int64_t range_max = 1'000'000;

// DEVIATION: what AWS says of arguments that are of the right type and yet wrong is not known: the
// code and the words are ours.
Refusal<Error> wrong(std::string message) {
  return refuse(Error{.code = "D3000", .message = std::move(message)});
}

/// JSONata's functions give nothing of nothing.
bool any_missing(const Arguments& arguments, std::size_t count) {
  return arguments.size() < count ||
         std::any_of(
             arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(count),
             [](const Maybe& argument) { return !argument.has_value(); });
}

double number_at(const Arguments& arguments, std::size_t index) {
  return arguments[index]->to_number<double>();
}

/// "JSONata equivalent of the States.… intrinsic function".
template <intrinsics::Outcome (*function)(const intrinsics::Invocation&), std::size_t count>
Answer as_intrinsic(const Arguments& arguments, Random& random) {
  if (any_missing(arguments, count)) return Maybe{};
  intrinsics::Invocation invocation{.arguments = {}, .random = random};
  for (std::size_t i = 0; i < count; ++i) invocation.arguments.push_back(&*arguments[i]);
  auto value = function(invocation);
  if (!value.has_value()) return wrong(std::move(value).error());
  return Maybe{std::move(*value)};
}

json::value number(double value) {
  constexpr double exact_max = 9'007'199'254'740'992;  // 2^53
  if (std::floor(value) == value && std::abs(value) <= exact_max) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

/// Both ends are included. Observed on AWS: one element alone is no array.
Answer range(const Arguments& arguments, Random& /*random*/) {
  if (any_missing(arguments, 3)) return Maybe{};
  const double first = number_at(arguments, 0);
  const double last = number_at(arguments, 1);
  const double step = number_at(arguments, 2);
  if (step == 0) return wrong("The third argument of the range function must not be 0");
  const double steps = std::floor((last - first) / step);
  if (!(steps < static_cast<double>(range_max))) {
    return wrong(fmt::format("The range function makes no more than {} elements", range_max));
  }
  json::array all;
  for (double index = 0; index <= steps; ++index) all.push_back(number(first + index * step));
  if (all.size() == 1) return Maybe{std::move(all.front())};
  return Maybe{json::value(std::move(all))};
}

/// "An integer seed … returns an identical number." From 0 to below 1.
// DEVIATION: a seed gives the same number again, but not the number that AWS gives for it.
Answer random_number(const Arguments& arguments, Random& random) {
  if (any_missing(arguments, 1)) return Maybe{fraction(random)};
  Random seeded{std::bit_cast<std::uint64_t>(number_at(arguments, 0))};
  return Maybe{fraction(seeded)};
}

Answer parse(const Arguments& arguments, Random& /*random*/) {
  if (any_missing(arguments, 1)) return Maybe{};
  auto value = parse_json(arguments[0]->get_string());
  if (!value.has_value()) return wrong(std::move(value).error());
  return Maybe{std::move(*value)};
}

struct QueryFunction {
  std::string_view name;
  const char* signature;
  Answer (*call)(const Arguments&, Random&);
};

constexpr std::array functions = {
    QueryFunction{"hash", "<xs:s>", as_intrinsic<intrinsics::hash, 2>},
    QueryFunction{"parse", "<s:x>", parse},
    QueryFunction{"partition", "<an:a>", as_intrinsic<intrinsics::array_partition, 2>},
    QueryFunction{"random", "<n?:n>", random_number},
    QueryFunction{"range", "<nnn:a>", range},
    QueryFunction{"uuid", "<:s>", as_intrinsic<intrinsics::uuid, 0>},
};

}  // namespace

double fraction(Random& random) {
  constexpr std::uint64_t choices = std::uint64_t{1} << 53U;
  return static_cast<double>(random.below(choices)) / static_cast<double>(choices);
}

bool is_query_function(std::string_view name) {
  return std::ranges::find(functions, name, &QueryFunction::name) != functions.end();
}

jsonata::HostFunction query_function(std::string_view name, Random& random) {
  const QueryFunction& function = *std::ranges::find(functions, name, &QueryFunction::name);
  return {.signature = function.signature,
          .call = [&random, call = function.call](const Arguments& arguments) {
            return call(arguments, random);
          }};
}

}  // namespace spotdrill::asl
