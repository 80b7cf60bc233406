#include "services/cloudwatch/alarms/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace spotdrill::cloudwatch {
namespace {

/// "An alarm rule expression ... can have as many as 500 elements" and 10,240 characters.
constexpr std::size_t steps_max = 500;

/// Parentheses within each other. Enough for a person.
constexpr std::size_t nesting_max = 64;

}  // namespace

class RuleParser {
 public:
  explicit RuleParser(std::string_view text) : text_(text) {}

  Result<AlarmRule, std::string> parse() {
    TRY(alternatives(0));
    skip_space();
    if (!text_.empty()) {
      return refuse(fmt::format("unexpected '{}'", std::string{text_.substr(0, 20)}));
    }
    return std::move(rule_);
  }

 private:
  using Kind = AlarmRule::Step::Kind;
  using Parsed = Result<void, std::string>;

  Parsed alternatives(std::size_t depth) { return chain("OR", Kind::Or, depth); }

  Parsed chain(std::string_view word, Kind kind, std::size_t depth) {
    const auto part = [&] {
      return kind == Kind::Or ? chain("AND", Kind::And, depth) : term(depth);
    };
    TRY(part());
    while (take_word(word)) {
      TRY(part());
      TRY(push({.kind = kind, .state = {}, .alarm = {}}));
    }
    return {};
  }

  Parsed term(std::size_t depth) {
    if (depth > nesting_max) return refuse(std::string{"it is nested too deeply"});
    if (take_word("NOT")) {
      TRY(term(depth + 1));
      return push({.kind = Kind::Not, .state = {}, .alarm = {}});
    }
    if (take("(")) {
      TRY(alternatives(depth + 1));
      return expect(")");
    }
    if (take_word("TRUE")) return push({.kind = Kind::True, .state = {}, .alarm = {}});
    if (take_word("FALSE")) return push({.kind = Kind::False, .state = {}, .alarm = {}});
    if (take_word("AT_LEAST")) return refuse(std::string{"spotdrill does not have AT_LEAST"});
    for (const char* state : {"ALARM", "OK", "INSUFFICIENT_DATA"}) {
      if (take_word(state)) return state_function(state);
    }
    return refuse(text_.empty() ? std::string{"it ends where an alarm's state was expected"}
                                : fmt::format("unexpected '{}'", text_.substr(0, 20)));
  }

  Parsed state_function(const char* state) {
    TRY(expect("("));
    skip_space();
    std::string name;
    if (take("\"")) {
      const std::size_t end = text_.find('"');
      if (end == text_.npos) return refuse(std::string{"a name lacks its closing quote"});
      name = text_.substr(0, end);
      text_.remove_prefix(end + 1);
    } else {
      const std::size_t end = std::min(text_.find_first_of(" \t\r\n)"), text_.size());
      name = text_.substr(0, end);
      text_.remove_prefix(end);
    }
    // "...:alarm:NAME"
    constexpr std::string_view before_name = ":alarm:";
    const std::size_t arn = name.starts_with("arn:") ? name.find(before_name) : name.npos;
    if (arn != name.npos) name.erase(0, arn + before_name.size());
    if (name.empty()) return refuse(fmt::format("{}() lacks an alarm's name", state));
    auto& alarms = rule_.alarms_;
    if (std::ranges::find(alarms, name) == alarms.end()) alarms.push_back(name);
    TRY(push({.kind = Kind::State, .state = state, .alarm = std::move(name)}));
    return expect(")");
  }

  Parsed push(AlarmRule::Step step) {
    if (rule_.steps_.size() >= steps_max) return refuse(std::string{"it has too many elements"});
    rule_.steps_.push_back(std::move(step));
    return {};
  }

  void skip_space() {
    text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size()));
  }

  bool take(std::string_view mark) {
    skip_space();
    if (!text_.starts_with(mark)) return false;
    text_.remove_prefix(mark.size());
    return true;
  }

  bool take_word(std::string_view word) {
    skip_space();
    const std::size_t end =
        std::min(text_.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
                 text_.size());
    if (text_.substr(0, end) != word) return false;
    text_.remove_prefix(end);
    return true;
  }

  Parsed expect(std::string_view mark) {
    if (take(mark)) return {};
    return refuse(fmt::format("'{}' was expected", mark));
  }

  std::string_view text_;
  AlarmRule rule_;
};

Result<AlarmRule, std::string> AlarmRule::parse(std::string_view text) {
  return RuleParser{text}.parse();
}

bool AlarmRule::holds(const std::function<std::string(const std::string& name)>& state_of) const {
  std::vector<bool> stack;
  const auto pop = [&stack] {
    const bool top = stack.back();
    stack.pop_back();
    return top;
  };
  for (const Step& step : steps_) {
    switch (step.kind) {
      case Step::Kind::State:
        stack.push_back(state_of(step.alarm) == step.state);
        break;
      case Step::Kind::True:
      case Step::Kind::False:
        stack.push_back(step.kind == Step::Kind::True);
        break;
      case Step::Kind::Not:
        stack.back() = !stack.back();
        break;
      case Step::Kind::And:
      case Step::Kind::Or: {
        const bool right = pop();
        const bool left = pop();
        stack.push_back(step.kind == Step::Kind::And ? left && right : left || right);
        break;
      }
    }
  }
  return stack.back();
}

}  // namespace spotdrill::cloudwatch
