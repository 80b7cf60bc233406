#include "drill/readings/line_fields.hpp"

#include "base/lower_case.hpp"
#include "drill/readings/figure_words.hpp"

namespace spotdrill::drill {

namespace {

using namespace std::string_view_literals;

/// The name of the field of which `number` is the value, lower case; empty: of none.
std::string field_name(const std::string& line, const LineNumber& number) {
  std::size_t end = number.begin;
  while (end > 0 && line[end - 1] == ' ') --end;
  if (end == 0 || !one_of(line[end - 1], ":=")) return {};
  --end;
  while (end > 0 && one_of(line[end - 1], " \"'")) --end;
  std::size_t begin = end;
  while (begin > 0 && (is_letter(line[begin - 1]) || line[begin - 1] == '_')) --begin;
  return lower_case(std::string_view{line}.substr(begin, end - begin));
}

std::string singular(std::string name) {
  for (const std::string_view end : {"ches"sv, "shes"sv, "sses"sv}) {  // "batches".
    if (name.ends_with(end)) return name.substr(0, name.size() - 2);
  }
  if (name.size() > 2 && name.back() == 's') name.pop_back();
  return name;
}

/// What a total counts: "step" of "total_steps", "maxSteps" and "steps_total"; empty: of whatever
/// counts. Nothing: the name is no total's.
std::optional<std::string> counted_by(std::string name) {
  constexpr std::string_view at_its_end = "_total";
  for (const std::string_view word : {"total"sv, "max"sv}) {
    if (!name.starts_with(word)) continue;
    name.erase(0, word.size());
    return singular(name.starts_with('_') ? name.substr(1) : name);
  }
  if (!name.ends_with(at_its_end)) return std::nullopt;
  return singular(name.substr(0, name.size() - at_its_end.size()));
}

/// Whether the field `name` has what was done of `counted`.
bool counts(const std::string& name, const std::string& counted) {
  const FigureWord says = figure_word(name);
  if (says == FigureWord::Other || name.empty() || counted_by(name)) return false;
  if (counted.empty()) return says != FigureWord::Unknown || name == "current";
  return name == counted || name.ends_with("_" + counted) || says == FigureWord::Progress;
}

bool may_count(const LineNumber& number) {
  return number.whole && number.usable;
}

}  // namespace

std::optional<LineFigure> field_pair(const std::string& line,
                                     const std::vector<LineNumber>& numbers) {
  constexpr double total_min = 2;
  for (const LineNumber& total : numbers) {
    const std::optional<std::string> counted = counted_by(field_name(line, total));
    if (!counted || !may_count(total) || total.value < total_min) continue;
    for (const LineNumber& done : numbers) {
      const std::string name = singular(field_name(line, done));
      if (!may_count(done) || done.value > total.value || !counts(name, *counted)) continue;
      return LineFigure{.kind = LineFigure::Kind::Pair,
                        .value = done.value,
                        .of = total.value,
                        .label = name,
                        .outer = figure_word(name) == FigureWord::Outer,
                        .begin = done.begin,
                        .end = done.end};
    }
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
