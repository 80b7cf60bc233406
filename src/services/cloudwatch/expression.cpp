#include "services/cloudwatch/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "services/cloudwatch/math_functions.hpp"
#include "services/cloudwatch/math_operators.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// Deeper nesting than this is refused, so that recursion does not exhaust the stack.
constexpr int depth_max = 64;

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// How many series an array may hold: arrays of arrays would multiply.
constexpr std::size_t array_series_max = 500;

/// Reads an expression and calculates it on the way.
class Reader {
 public:
  Reader(std::string_view text, const MathNames& names) : rest_(text), names_(names) {}

  MathResult whole() {
    MathValue value = TRY(either());
    skip_space();
    if (!rest_.empty()) return syntax_error();
    return value;
  }

 private:
  // DEVIATION: AWS does not say which of comparison, AND and OR binds tighter; here it is as in
  // other languages.
  MathResult either() {
    if (++depth_ > depth_max) return tl::unexpected{std::string{"The expression is too deep."}};
    MathValue value = TRY(both());
    while (take_symbol({"||", "OR"})) {
      const MathValue right = TRY(both());
      value = TRY(apply_operator("||", value, right));
    }
    --depth_;
    return value;
  }

  MathResult both() {
    MathValue value = TRY(comparison());
    while (take_symbol({"&&", "AND"})) {
      const MathValue right = TRY(comparison());
      value = TRY(apply_operator("&&", value, right));
    }
    return value;
  }

  MathResult comparison() {
    MathValue value = TRY(sum());
    while (const auto symbol = take_symbol({"<=", ">=", "==", "!=", "<", ">"})) {
      const MathValue right = TRY(sum());
      value = TRY(apply_operator(*symbol, value, right));
    }
    return value;
  }

  MathResult sum() {
    MathValue value = TRY(product());
    while (const auto symbol = take_symbol({"+", "-"})) {
      const MathValue right = TRY(product());
      value = TRY(apply_operator(*symbol, value, right));
    }
    return value;
  }

  MathResult product() {
    MathValue value = TRY(negation());
    while (const auto symbol = take_symbol({"*", "/"})) {
      const MathValue right = TRY(negation());
      value = TRY(apply_operator(*symbol, value, right));
    }
    return value;
  }

  MathResult negation() {
    bool negative = false;
    while (take_any("-")) negative = !negative;
    MathValue value = TRY(power());
    if (!negative) return value;
    return apply_operator("*", -1.0, value);
  }

  MathResult power() {
    MathValue value = TRY(primary());
    if (!take_any("^")) return value;
    if (++depth_ > depth_max) return tl::unexpected{std::string{"The expression is too deep."}};
    const MathValue right = TRY(negation());
    --depth_;
    return apply_operator("^", value, right);
  }

  MathResult primary() {
    skip_space();
    if (take_any("(")) {
      MathValue value = TRY(either());
      if (!take_any(")")) return syntax_error();
      return value;
    }
    if (take_any("[")) return array();
    if (rest_.empty()) return syntax_error();
    const char first = rest_.front();
    if (std::isdigit(static_cast<unsigned char>(first)) != 0 || first == '.') return number();
    if (!is_word(first)) return syntax_error();
    const std::string_view word = take_word();
    if (take_any("(")) return call(word);
    return names_.find(word);
  }

  MathResult number() {
    double value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) return syntax_error();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  MathResult array() {
    std::vector<TimeSeries> series;
    do {
      MathValue value = TRY(either());
      if (auto* many = std::get_if<std::vector<TimeSeries>>(&value)) {
        std::move(many->begin(), many->end(), std::back_inserter(series));
      } else if (auto* one = std::get_if<TimeSeries>(&value)) {
        series.push_back(std::move(*one));
      } else {
        return tl::unexpected{std::string{"An array holds time series only."}};
      }
      if (series.size() > array_series_max) {
        return tl::unexpected{
            fmt::format("An array must not hold more than {} time series.", array_series_max)};
      }
    } while (take_any(","));
    if (!take_any("]")) return syntax_error();
    return MathValue{std::move(series)};
  }

  MathResult call(std::string_view word) {
    std::string name{word};
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (name == "METRICS") return metrics();
    const MathFunction* function = find_function(name);
    if (function == nullptr) {
      return tl::unexpected{fmt::format("The function {} is not supported.", name)};
    }
    MathCall call{.name = function->name, .names = names_};
    do {
      call.arguments.push_back(TRY(argument()));
    } while (take_any(","));
    if (!take_any(")")) return syntax_error();
    if (call.arguments.size() < function->least || call.arguments.size() > function->most) {
      return tl::unexpected{fmt::format("{} expects {}.", function->name, function->expects)};
    }
    return function->apply(call);
  }

  /// A value, or one of the words that some functions take: an identifier begins with a small
  /// letter.
  Result<MathArgument, std::string> argument() {
    skip_space();
    const std::string_view before = rest_;
    if (!rest_.empty() && std::isupper(static_cast<unsigned char>(rest_.front())) != 0) {
      const std::string_view word = take_word();
      skip_space();
      if (rest_.starts_with(',') || rest_.starts_with(')')) return MathArgument{.word = word};
      rest_ = before;
    }
    return MathArgument{.value = TRY(either())};
  }

  MathResult metrics() {
    std::string_view part;
    if (const char quote = take_any("\"'")) {
      const std::size_t end = rest_.find(quote);
      if (end == std::string_view::npos) return syntax_error();
      part = rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
    }
    if (!take_any(")")) return syntax_error();
    return MathValue{names_.metrics(part)};
  }

  void skip_space() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0) {
      rest_.remove_prefix(1);
    }
  }

  /// Takes the next character if it is one of `symbols`, else 0.
  char take_any(std::string_view symbols) {
    skip_space();
    if (rest_.empty() || symbols.find(rest_.front()) == std::string_view::npos) return 0;
    const char symbol = rest_.front();
    rest_.remove_prefix(1);
    return symbol;
  }

  /// Takes the first of `symbols` that comes next; one of letters ends where a word does.
  std::optional<std::string_view> take_symbol(std::initializer_list<std::string_view> symbols) {
    skip_space();
    for (const std::string_view symbol : symbols) {
      if (!rest_.starts_with(symbol)) continue;
      const std::string_view after = rest_.substr(symbol.size());
      if (is_word(symbol.front()) && !after.empty() && is_word(after.front())) continue;
      rest_ = after;
      return symbol;
    }
    return std::nullopt;
  }

  std::string_view take_word() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_word);
    const std::string_view word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(word.size());
    return word;
  }

  [[nodiscard]] tl::unexpected<std::string> syntax_error() const {
    if (rest_.empty())
      return tl::unexpected{std::string{"Syntax error: the expression ends early."}};
    return tl::unexpected{fmt::format("Syntax error at '{}'.", rest_)};
  }

  std::string_view rest_;
  const MathNames& names_;
  int depth_ = 0;
};

}  // namespace

MathResult evaluate(std::string_view expression, const MathNames& names) {
  return Reader{expression, names}.whole();
}

}  // namespace spotdrill::cloudwatch
