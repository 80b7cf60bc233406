#include <algorithm>

#include "jsonata/functions/library.hpp"
#include "jsonata/functions/matching.hpp"
#include "jsonata/text.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

std::string_view text_between(Evaluation& evaluation, const Subject& subject, std::size_t from,
                              std::size_t to) {
  to = std::min(to, subject.size());
  if (from >= to) return {};
  if (subject.is_ascii()) return subject.text.substr(from, to - from);
  return evaluation.arena.keep(subject.between(from, to));
}

/// One search, which moves the place that the regular expression remembers.
Result<std::optional<Match>, Failure> search(Evaluation& evaluation, const Function& matcher,
                                             const Subject& subject, std::size_t from) {
  if (from > subject.size()) {
    matcher.matcher->last_index = 0;
    return std::optional<Match>{};
  }
  if (!evaluation.spend()) return evaluation.stopped();
  auto found = matcher.node->regex->search(subject, from, evaluation.steps_left());
  if (!found.has_value()) {
    evaluation.spend(~std::uint64_t{0});
    return evaluation.stopped();
  }
  matcher.matcher->last_index = found->has_value() ? (*found)->whole.end : 0;
  return std::move(*found);
}

Refusal<Failure> empty_match(Evaluation& evaluation, const Function& matcher) {
  return evaluation.fail_at(matcher.node->position, "D1004", matcher.node->text);
}

void read_groups(Evaluation& evaluation, const Subject& subject, const Match& match,
                 std::vector<Value>& groups) {
  groups.clear();
  for (const auto& group : match.groups) {
    groups.push_back(group.has_value()
                         ? Value{text_between(evaluation, subject, group->start, group->end)}
                         : Value{});
  }
}

List* list_of(Evaluation& evaluation, const std::vector<Value>& values) {
  List* list = evaluation.array();
  for (const Value& value : values) list->push(evaluation.arena, value);
  return list;
}

/// The object that a regular expression gives when it is called.
Map* match_object(Evaluation& evaluation, const Function& matcher, std::string_view text,
                  std::string_view match, double start, double end,
                  const std::vector<Value>& groups) {
  Arena& arena = evaluation.arena;
  Function* next = arena.make<Function>(matcher);
  next->kind = FunctionKind::NextMatch;
  next->arity = 0;
  next->input = text;
  Map* object = arena.make<Map>();
  object->at(arena, "match") = match;
  object->at(arena, "start") = start;
  object->at(arena, "end") = end;
  object->at(arena, "groups") = list_of(evaluation, groups);
  object->at(arena, "next") = next;
  return object;
}

bool looks_like_match(Value value) {
  if (!value.is_object()) return false;
  return member(value, "start").is_number() || member(value, "end").is_number() ||
         member(value, "groups").is_array() || member(value, "next").is_function();
}

double number_or(Value value, double otherwise) {
  return value.is_number() ? value.number() : otherwise;
}

}  // namespace

Outcome apply_matcher(Evaluation& evaluation, const Function& function,
                      const Arguments& arguments) {
  const bool is_next = function.kind == FunctionKind::NextMatch;
  const Value text = is_next ? function.input : TRY(to_string(evaluation, argument(arguments, 0)));
  const Subject subject{text.string()};
  std::size_t from = 0;
  if (is_next) {
    from = function.matcher->last_index;
    if (from >= subject.size()) return Value{};
  } else if (const Value given = argument(arguments, 1); given.is_number() && given.number() > 0) {
    from = static_cast<std::size_t>(std::min(given.number(), 1e9));
  }
  const auto found = TRY(search(evaluation, function, subject, from));
  if (!found.has_value()) return Value{};
  const Group whole = found->whole;
  if (is_next && whole.start == whole.end) return empty_match(evaluation, function);
  std::vector<Value> groups;
  read_groups(evaluation, subject, *found, groups);
  return match_object(evaluation, function, text.string(),
                      text_between(evaluation, subject, whole.start, whole.end),
                      static_cast<double>(whole.start), static_cast<double>(whole.end), groups);
}

Matches::Matches(Evaluation& evaluation, Value matcher, std::string_view text)
    : evaluation_(evaluation),
      matcher_(matcher),
      text_(text),
      subject_(std::make_unique<Subject>(text)),
      length_(subject_->size()) {}

Result<bool, Failure> Matches::next() {
  const bool is_regex =
      matcher_.is_function() && matcher_.function()->kind == FunctionKind::Matcher;
  return is_regex ? next_of_regex() : next_of_function();
}

Result<bool, Failure> Matches::next_of_regex() {
  const Function& matcher = *matcher_.function();
  const std::size_t from = begun_ ? matcher.matcher->last_index : 0;
  if (begun_ && from >= length_) return false;
  const auto found = TRY(search(evaluation_, matcher, *subject_, from));
  if (!found.has_value()) return false;
  const Group whole = found->whole;
  if (std::exchange(begun_, true) && whole.start == whole.end) {
    return empty_match(evaluation_, matcher);
  }
  start_ = static_cast<double>(whole.start);
  end_ = static_cast<double>(whole.end);
  match_ = text_between(evaluation_, *subject_, whole.start, whole.end);
  read_groups(evaluation_, *subject_, *found, groups_);
  object_ = {};
  return true;
}

Result<bool, Failure> Matches::next_of_function() {
  Arguments given;
  if (!begun_) given.push_back(text_);
  const Value function = begun_ ? member(object_, "next") : matcher_;
  begun_ = true;
  const Value found = TRY(evaluation_.apply(function, given, {Value::null(), nullptr}));
  if (!found.defined()) return false;
  if (!looks_like_match(found)) return evaluation_.fail("T1010");
  object_ = found;
  const Value match = member(found, "match");
  match_ = match.is_string() ? match.string() : std::string_view{};
  start_ = number_or(member(found, "start"), 0);
  end_ = number_or(member(found, "end"), 0);
  groups_.clear();
  if (const Value groups = member(found, "groups"); groups.is_array()) {
    const Items items{groups};
    for (std::size_t i = 0; i < items.size(); ++i) groups_.push_back(items[i]);
  }
  return true;
}

Value Matches::groups_value() const {
  return list_of(evaluation_, groups_);
}

Value Matches::object() {
  if (!object_.defined()) {
    object_ = match_object(evaluation_, *matcher_.function(), text_, match_, start_, end_, groups_);
  }
  return object_;
}

std::string_view Matches::between(double from, double to) {
  const auto bounded = [&](double place) {
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(length_)));
  };
  const std::size_t start = std::min(bounded(from), bounded(to));  // As String.substring has it.
  const std::size_t end = std::max(bounded(from), bounded(to));
  return text_between(evaluation_, *subject_, start, end);
}

}  // namespace spotdrill::jsonata
