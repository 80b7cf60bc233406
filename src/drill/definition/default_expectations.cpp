// What a drill expects that says nothing of it.
#include <algorithm>

#include "drill/definition/definition.hpp"

namespace spotdrill::drill {

namespace {

/// Of the whole work, by one interruption. Units: percent.
constexpr double lost_by_default_max = 10;

}  // namespace

void expect_by_default(Definition& definition) {
  std::erase_if(definition.expect, &Expectation::by_default);
  if (!definition.expect.empty()) return;
  const auto add = [&](Expectation::Kind kind, double percent, std::string_view text) {
    definition.expect.push_back({.kind = kind,
                                 .percent = percent,
                                 .text = std::string{text} + " (expected by default)",
                                 .by_default = true});
  };
  add(Expectation::Kind::Completes, 0, "completes");
  if (!std::ranges::any_of(definition.faults, takes_instance)) return;
  if (definition.workload.replace != Replace::None) add(Expectation::Kind::Resumes, 0, "resumes");
  add(Expectation::Kind::LostWorkPercent, lost_by_default_max, "lost-work <= 10%");
}

}  // namespace spotdrill::drill
