#include <algorithm>
#include <cmath>
#include <limits>

#include "jsonata/functions/library.hpp"
#include "jsonata/functions/rounding.hpp"
#include "jsonata/number_text.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

/// `number` times ten to the `digits`, without the error that multiplying would make.
double shifted(double number, int digits) {
  std::string text = number_text(number);
  int exponent = digits;
  if (const std::size_t mark = text.find('e'); mark != text.npos) {
    exponent += std::stoi(text.substr(mark + 1));
    text.resize(mark);
  }
  return parse_decimal(text + "e" + std::to_string(exponent));
}

bool is_decimal(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at > start;
  };
  if (!digits()) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits()) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!digits()) return false;
  }
  return at == text.size();
}

/// What 0x…, 0o… and 0b… say; NaN if it is none of them.
double prefixed_number(std::string_view text) {
  constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
  if (text.size() < 3 || text[0] != '0') return no_number;
  const char letter = static_cast<char>(text[1] | 32);
  const int radix = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  double value = 0;
  for (const char c : text.substr(2)) {
    const int digit = hex_digit(c);
    if (digit < 0 || digit >= radix) return no_number;
    value = value * radix + digit;
  }
  return value;
}

Outcome number(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined() || value.is_number()) return value;
  if (value.is_boolean()) return value.boolean() ? 1.0 : 0.0;
  if (value.is_string()) {
    const double read = is_decimal(value.string()) ? parse_decimal(value.string())
                                                   : prefixed_number(value.string());
    if (std::isfinite(read)) return read;
  }
  return evaluation.fail("D3030", value);
}

template <double (*function)(double)>
Outcome of_one_number(Evaluation&, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined()) return Value{};
  return function(value.number());
}

double absolute(double value) {
  return std::abs(value);
}
double rounded_down(double value) {
  return std::floor(value);
}
double rounded_up(double value) {
  return std::ceil(value);
}

Outcome round(Evaluation&, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined()) return Value{};
  const Value precision = argument(arguments, 1);
  const double digits = precision.defined() ? std::clamp(precision.number(), -400.0, 400.0) : 0;
  return round_to_even(value.number(), static_cast<int>(digits));
}

Outcome square_root(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined()) return Value{};
  if (value.number() < 0) return evaluation.fail("D3060", value);
  return std::sqrt(value.number());
}

Outcome power(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value base = argument(arguments, 0);
  const Value exponent = argument(arguments, 1);
  if (!base.defined()) return Value{};
  const double result = exponent.defined() ? std::pow(base.number(), exponent.number())
                                           : std::numeric_limits<double>::quiet_NaN();
  if (std::isfinite(result)) return result;
  return evaluation.fail("D3061", base, exponent);
}

Outcome random(Evaluation& evaluation, Arguments&, const Caller&) {
  const auto& source = evaluation.environment().random;
  return source ? source() : 0.0;
}

Outcome format_base(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined()) return Value{};
  const Value given = argument(arguments, 1);
  const double radix = given.defined() ? round_to_even(given.number()) : 10;
  if (!(radix >= 2 && radix <= 36)) return evaluation.fail("D3100", radix);
  const double whole = round_to_even(value.number());
  if (radix == 10 || !std::isfinite(whole)) return evaluation.arena.keep(number_text(whole));
  return evaluation.arena.keep(radix_text(whole, static_cast<int>(radix)));
}

struct Sum {
  double total = 0;
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();
  std::size_t count = 0;
};

Result<Sum, Failure> sum_of(Evaluation& evaluation, Value numbers) {
  const Items items{numbers};
  if (!evaluation.spend(items.size() / 8)) return evaluation.stopped();
  Sum sum{.count = items.size()};
  for (std::size_t i = 0; i < items.size(); ++i) {
    const double each = items[i].number();
    sum.total += each;
    sum.least = std::min(sum.least, each);
    sum.most = std::max(sum.most, each);
  }
  return sum;
}

template <double (*of)(const Sum&), bool of_nothing>
Outcome aggregate(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value numbers = argument(arguments, 0);
  if (!numbers.defined()) return Value{};
  const Sum sum = TRY(sum_of(evaluation, numbers));
  if (sum.count == 0 && !of_nothing) return Value{};
  return of(sum);
}

double total(const Sum& sum) {
  return sum.total;
}
double largest(const Sum& sum) {
  return sum.most;
}
double smallest(const Sum& sum) {
  return sum.least;
}
double average(const Sum& sum) {
  return sum.total / static_cast<double>(sum.count);
}

constexpr Builtin functions_of_numbers[] = {
    {"number", "<(nsb)-:n>", 1, number},
    {"abs", "<n-:n>", 1, of_one_number<absolute>},
    {"floor", "<n-:n>", 1, of_one_number<rounded_down>},
    {"ceil", "<n-:n>", 1, of_one_number<rounded_up>},
    {"round", "<n-n?:n>", 2, round},
    {"sqrt", "<n-:n>", 1, square_root},
    {"power", "<n-n:n>", 2, power},
    {"random", "<:n>", 0, random},
    {"formatBase", "<n-n?:s>", 2, format_base},
    {"sum", "<a<n>:n>", 1, aggregate<total, true>},
    {"max", "<a<n>:n>", 1, aggregate<largest, false>},
    {"min", "<a<n>:n>", 1, aggregate<smallest, false>},
    {"average", "<a<n>:n>", 1, aggregate<average, false>},
};

}  // namespace

double round_to_even(double number, int precision) {
  if (!std::isfinite(number)) return number;
  const double scaled = precision != 0 ? shifted(number, precision) : number;
  double rounded = std::floor(scaled);
  const double rest = scaled - rounded;
  if (rest > 0.5 || (rest == 0.5 && std::fmod(rounded, 2) != 0)) rounded += 1;
  if (precision != 0) rounded = shifted(rounded, -precision);
  return rounded == 0 ? 0 : rounded;  // JSON has no -0.
}

std::span<const Builtin> number_functions() {
  return functions_of_numbers;
}

}  // namespace spotdrill::jsonata
