#include <algorithm>
#include <cmath>

#include "jsonata/functions/library.hpp"
#include "jsonata/letter_case.hpp"
#include "jsonata/text.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

Outcome string(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined()) return Value{};
  const Value pretty = argument(arguments, 1);
  return to_string(evaluation, value, pretty.is_boolean() && pretty.boolean());
}

/// Where Array.prototype.slice begins or ends.
double slice_bound(double relative, double length) {
  relative = std::trunc(relative);
  if (std::isnan(relative)) return 0;
  return relative < 0 ? std::max(length + relative, 0.0) : std::min(relative, length);
}

Outcome substring(Evaluation&, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  const auto length = static_cast<double>(code_points(text.string()));
  const Value from = argument(arguments, 1);
  double start = from.defined() ? from.number() : 0;
  if (length + start < 0) start = 0;
  double end = length;
  if (const Value count = argument(arguments, 2); count.defined()) {
    if (count.number() <= 0) return std::string_view{""};
    end = start >= 0 ? start + count.number() : length + start + count.number();
  }
  const double first = slice_bound(start, length);
  const double last = slice_bound(end, length);
  if (last <= first) return std::string_view{""};
  const std::string_view rest =
      text.string().substr(code_point_offset(text.string(), static_cast<std::size_t>(first)));
  return rest.substr(0, code_point_offset(rest, static_cast<std::size_t>(last - first)));
}

Outcome substring_before(Evaluation&, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined() || !argument(arguments, 1).defined()) return text;
  return text.string().substr(0, text.string().find(arguments[1].string()));
}

Outcome substring_after(Evaluation&, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined() || !argument(arguments, 1).defined()) return text;
  const std::size_t at = text.string().find(arguments[1].string());
  if (at == std::string_view::npos) return text;
  return text.string().substr(at + arguments[1].string().size());
}

Outcome lowercase_text(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  return evaluation.arena.keep(lowercase(text.string()));
}

Outcome uppercase_text(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  return evaluation.arena.keep(uppercase(text.string()));
}

Outcome length(Evaluation&, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  return static_cast<double>(code_points(text.string()));
}

Outcome trim(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  TextBuilder out{evaluation.arena};
  const std::string_view rest = text.string();
  static constexpr std::string_view spaces = " \t\n\r";
  for (std::size_t at = rest.find_first_not_of(spaces); at != rest.npos;) {
    const std::size_t end = std::min(rest.find_first_of(spaces, at), rest.size());
    if (!out.empty()) out.append(' ');
    out.append(rest.substr(at, end - at));
    at = rest.find_first_not_of(spaces, end);
  }
  return out.text();
}

Outcome pad(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined()) return Value{};
  const Value given_width = argument(arguments, 1);
  const double width = given_width.defined() ? given_width.number() : 0;
  const Value given = argument(arguments, 2);
  const std::string_view filler =
      given.defined() && !given.string().empty() ? given.string() : std::string_view{" "};
  const double missing = std::abs(width) - static_cast<double>(code_points(text.string()));
  if (!(missing >= 1)) return text;
  if (!(missing < 1e9) || !evaluation.arena.fits(static_cast<std::size_t>(missing))) {
    (void)evaluation.arena.fits(~std::size_t{0});
    return evaluation.stopped();
  }
  auto count = static_cast<std::size_t>(missing);
  const std::size_t in_filler = code_points(filler);
  TextBuilder out{evaluation.arena};
  if (width > 0) out.append(text.string());
  for (; count >= in_filler; count -= in_filler) {
    if (!evaluation.spend()) return evaluation.stopped();
    out.append(filler);
  }
  out.append(filler.substr(0, code_point_offset(filler, count)));
  if (width <= 0) out.append(text.string());
  return out.text();
}

Outcome join(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value texts = argument(arguments, 0);
  if (!texts.defined()) return Value{};
  const Value separator = argument(arguments, 1);
  const Items items{texts};
  TextBuilder out{evaluation.arena};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!evaluation.spend()) return evaluation.stopped();
    if (i > 0 && separator.defined()) out.append(separator.string());
    if (items[i].is_string()) out.append(items[i].string());
  }
  return out.text();
}

constexpr Builtin functions_of_strings[] = {
    {"string", "<x-b?:s>", 1, string},
    {"substring", "<s-nn?:s>", 3, substring},
    {"substringBefore", "<s-s:s>", 2, substring_before},
    {"substringAfter", "<s-s:s>", 2, substring_after},
    {"lowercase", "<s-:s>", 1, lowercase_text},
    {"uppercase", "<s-:s>", 1, uppercase_text},
    {"length", "<s-:n>", 1, length},
    {"trim", "<s-:s>", 1, trim},
    {"pad", "<s-ns?:s>", 3, pad},
    {"join", "<a<s>s?:s>", 2, join},
};

}  // namespace

std::span<const Builtin> string_functions() {
  return functions_of_strings;
}

}  // namespace spotdrill::jsonata
