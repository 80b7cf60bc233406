#include <cmath>
#include <limits>

#include "jsonata/functions/library.hpp"
#include "jsonata/functions/matching.hpp"
#include "jsonata/text.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

Result<double, Failure> limit_of(Evaluation& evaluation, Value given, std::string_view code) {
  if (!given.defined()) return unlimited;
  if (given.number() < 0) return evaluation.fail(code, given);
  return given.number();
}

Outcome contains(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  const Value token = argument(arguments, 1);
  if (token.is_string()) {
    return Value::boolean(text.string().find(token.string()) != std::string_view::npos);
  }
  Matches matches{evaluation, token, text.string()};
  return Value::boolean(TRY(matches.next()));
}

Outcome match(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  const double limit = TRY(limit_of(evaluation, argument(arguments, 2), "D3040"));
  List* result = evaluation.sequence();
  Matches matches{evaluation, argument(arguments, 1), text.string()};
  Arena& arena = evaluation.arena;
  // The reference looks for one match more than it gives.
  for (double count = 0; limit > 0 && TRY(matches.next()) && count < limit; ++count) {
    Map* found = arena.make<Map>();
    found->at(arena, "match") = matches.match();
    found->at(arena, "index") = matches.start();
    found->at(arena, "groups") = matches.groups_value();
    result->push(arena, found);
  }
  return result;
}

/// `replacement` with $0, $1, … filled in.
Result<void, Failure> substitute(Evaluation& evaluation, TextBuilder& out, const Matches& matches,
                                 std::string_view replacement) {
  const auto& groups = matches.groups();
  std::size_t at = 0;
  for (std::size_t dollar = replacement.find('$'); dollar != replacement.npos;
       dollar = replacement.find('$', at)) {
    out.append(replacement.substr(at, dollar - at));
    at = dollar + 1;
    const char next = at < replacement.size() ? replacement[at] : '\0';
    if (next == '$' || next == '0') {
      out.append(next == '$' ? std::string_view{"$"} : matches.match());
      ++at;
      continue;
    }
    // As many digits as the number of groups has, or one less.
    std::size_t digits_max = groups.empty() ? 1 : std::to_string(groups.size()).size();
    std::size_t number = 0;
    std::size_t digits = 0;
    const auto read = [&] {
      number = digits = 0;
      while (digits < digits_max && at + digits < replacement.size() &&
             replacement[at + digits] >= '0' && replacement[at + digits] <= '9') {
        number = number * 10 + static_cast<std::size_t>(replacement[at + digits++] - '0');
      }
    };
    read();
    if (digits_max > 1 && number > groups.size()) {
      --digits_max;
      read();
    }
    if (digits == 0) {
      out.append('$');
      continue;
    }
    if (number >= 1 && number <= groups.size()) {
      TRY(append_string(evaluation, out, groups[number - 1]));
    }
    at += digits;
  }
  out.append(replacement.substr(at));
  return {};
}

Outcome replace_text(Evaluation& evaluation, std::string_view text, std::string_view pattern,
                     Value replacement, double limit) {
  TextBuilder out{evaluation.arena};
  std::size_t at = 0;
  for (double count = 0; count < limit; ++count) {
    if (!evaluation.spend()) return evaluation.stopped();
    const std::size_t found = text.find(pattern, at);
    if (found == text.npos) break;
    if (!replacement.is_string()) return evaluation.fail("D3012", replacement);
    out.append(text.substr(at, found - at));
    out.append(replacement.string());
    at = found + pattern.size();
  }
  out.append(text.substr(at));
  return out.text();
}

Outcome replace(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  const Value pattern = argument(arguments, 1);
  const Value replacement = argument(arguments, 2);
  if (pattern.is_string() && pattern.string().empty()) return evaluation.fail("D3010", pattern);
  const double limit = TRY(limit_of(evaluation, argument(arguments, 3), "D3011"));
  if (!(limit > 0)) return text;
  if (pattern.is_string()) {
    return replace_text(evaluation, text.string(), pattern.string(), replacement, limit);
  }
  Matches matches{evaluation, pattern, text.string()};
  TextBuilder out{evaluation.arena};
  double at = 0;
  for (double count = 0; TRY(matches.next()) && count < limit; ++count) {
    out.append(matches.between(at, matches.start()));
    if (replacement.is_string()) {
      TRY(substitute(evaluation, out, matches, replacement.string()));
    } else {
      const Value replaced = TRY(evaluation.call(replacement, {matches.object()}));
      if (!replaced.is_string()) return evaluation.fail("D3012", replaced);
      out.append(replaced.string());
    }
    at = matches.start() + static_cast<double>(utf16_units(matches.match()));
    if (!evaluation.spend()) return evaluation.stopped();
  }
  out.append(matches.from(at));
  return out.text();
}

void push_units(Evaluation& evaluation, std::string_view text, double limit, List& result) {
  const std::u16string units = to_utf16(text);
  for (std::size_t i = 0; i < units.size() && result.size < limit && evaluation.spend(); ++i) {
    result.push(evaluation.arena, evaluation.arena.keep(from_utf16({&units[i], 1})));
  }
}

void split_text(Evaluation& evaluation, std::string_view text, std::string_view separator,
                double limit, List& result) {
  if (separator.empty()) return push_units(evaluation, text, limit, result);
  for (std::size_t at = 0; result.size < limit && evaluation.spend();) {
    const std::size_t found = text.find(separator, at);
    result.push(evaluation.arena, text.substr(at, found == text.npos ? found : found - at));
    if (found == text.npos) return;
    at = found + separator.size();
  }
}

Outcome split(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  const double limit = TRY(limit_of(evaluation, argument(arguments, 2), "D3020"));
  const Value separator = argument(arguments, 1);
  List* result = evaluation.array();
  if (!(limit > 0)) return result;
  if (separator.is_string()) {
    split_text(evaluation, text.string(), separator.string(), std::trunc(limit), *result);
    if (!evaluation.spend()) return evaluation.stopped();
    return result;
  }
  Matches matches{evaluation, separator, text.string()};
  double at = 0;
  double count = 0;
  for (; TRY(matches.next()) && count < limit; ++count) {
    result->push(evaluation.arena, matches.between(at, matches.start()));
    at = matches.end();
  }
  if (count < limit) result->push(evaluation.arena, matches.from(at));
  return result;
}

constexpr Builtin functions_of_matching[] = {
    {"contains", "<s-(sf):b>", 2, contains},
    {"match", "<s-f<s:o>n?:a<o>>", 3, match},
    {"replace", "<s-(sf)(sf)n?:s>", 4, replace},
    {"split", "<s-(sf)n?:a<s>>", 3, split},
};

}  // namespace

std::span<const Builtin> matching_functions() {
  return functions_of_matching;
}

}  // namespace spotdrill::jsonata
