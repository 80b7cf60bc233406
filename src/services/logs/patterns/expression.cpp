#include "services/logs/patterns/expression.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace spotdrill::logs {
namespace {

/// Deeper parentheses are refused, so that nothing recursive exhausts the stack.
constexpr int parentheses_max = 64;

/// "There is a limit of 2 regex for each filter pattern when creating a delimited or JSON filter
/// pattern." "Up to three wildcard selectors in a compound expression."
constexpr int regexes_max = 2;
constexpr int wildcards_max = 3;

class ExpressionParser {
 public:
  ExpressionParser(Scanner& scanner, const std::string* field) : scanner_(scanner), field_(field) {}

  std::optional<Expression> read_any() { return read_joined("||", Expression::Kind::Any); }

 private:
  std::optional<Expression> read_joined(std::string_view joint, Expression::Kind kind) {
    Expression all{.kind = kind, .condition = {}, .parts = {}};
    do {
      auto part =
          kind == Expression::Kind::Any ? read_joined("&&", Expression::Kind::All) : read_one();
      if (!part) return std::nullopt;
      all.parts.push_back(*std::move(part));
    } while (scanner_.take_next(joint));
    if (all.parts.size() > 1) return all;
    Expression only = std::move(all.parts.front());
    return only;
  }

  std::optional<Expression> read_one() {
    if (!scanner_.take_next("(")) return read_condition();
    if (++depth_ > parentheses_max) return std::nullopt;
    auto inner = read_any();
    --depth_;
    if (!inner || !scanner_.take_next(")")) return std::nullopt;
    return inner;
  }

  std::optional<Expression> read_condition() {
    scanner_.skip_spaces();
    Condition condition;
    if (field_ == nullptr) {
      condition.selector = Selector::parse(scanner_);
      if (!condition.selector) return std::nullopt;
      if (read_test(condition)) return one(std::move(condition));
    } else if (scanner_.take_while([](char c) { return is_alphanumeric(c) || c == '_'; }) !=
               *field_) {
      return std::nullopt;
    }
    const auto comparison = read_comparison();
    if (!comparison) return std::nullopt;
    condition.comparison = *comparison;
    condition.operand = Operand::parse(scanner_);
    if (!condition.operand) return std::nullopt;
    const bool equality =
        condition.comparison == Comparison::Equal || condition.comparison == Comparison::NotEqual;
    if (!equality && !condition.operand->is_number()) return std::nullopt;
    return one(std::move(condition));
  }

  static Expression one(Condition condition) {
    return {.kind = Expression::Kind::One, .condition = std::move(condition), .parts = {}};
  }

  bool read_test(Condition& condition) {
    scanner_.skip_spaces();
    const Scanner before = scanner_;
    if (scanner_.take("NOT") && scanner_.take_next("EXISTS")) {
      condition.test = Test::NotExists;
      return true;
    }
    scanner_ = before;
    if (!scanner_.take("IS")) return false;
    if (scanner_.take_next("NULL")) {
      condition.test = Test::IsNull;
    } else if (scanner_.take_next("TRUE")) {
      condition.test = Test::IsTrue;
    } else if (scanner_.take_next("FALSE")) {
      condition.test = Test::IsFalse;
    } else {
      return false;
    }
    return true;
  }

  std::optional<Comparison> read_comparison() {
    constexpr std::array<std::pair<std::string_view, Comparison>, 6> comparisons{{
        {"<=", Comparison::LessOrEqual},
        {">=", Comparison::GreaterOrEqual},
        {"!=", Comparison::NotEqual},
        {"<", Comparison::Less},
        {">", Comparison::Greater},
        {"=", Comparison::Equal},
    }};
    scanner_.skip_spaces();
    for (const auto& [text, comparison] : comparisons) {
      if (scanner_.take(text)) return comparison;
    }
    return std::nullopt;
  }

  Scanner& scanner_;
  const std::string* field_;
  int depth_ = 0;
};

}  // namespace

bool Expression::evaluate(const std::function<bool(const Condition&)>& holds) const {
  if (kind == Kind::One) return holds(*condition);
  const auto each = [&](const Expression& part) { return part.evaluate(holds); };
  return kind == Kind::All ? std::ranges::all_of(parts, each) : std::ranges::any_of(parts, each);
}

void Expression::for_each(const std::function<void(const Condition&)>& see) const {
  if (condition) see(*condition);
  for (const Expression& part : parts) part.for_each(see);
}

std::optional<Expression> parse_expression(Scanner& scanner, const std::string* field) {
  return ExpressionParser{scanner, field}.read_any();
}

bool within_quotas(const std::vector<const Expression*>& expressions) {
  int regexes = 0;
  int wildcards = 0;
  for (const Expression* expression : expressions) {
    expression->for_each([&](const Condition& condition) {
      if (condition.operand && condition.operand->is_regex()) ++regexes;
      if (condition.selector && condition.selector->has_wildcard()) ++wildcards;
    });
  }
  return regexes <= regexes_max && wildcards <= wildcards_max;
}

}  // namespace spotdrill::logs
