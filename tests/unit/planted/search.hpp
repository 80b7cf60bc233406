// A whole search for the worst moment, in no time.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "drill/campaign/worst_moment.hpp"
#include "planted/jobs.hpp"

namespace spotdrill::planted {

struct Searched {
  bool undisturbed_first = false;
  double worst = 0;  ///< Of all trials. Units: percent.
  std::vector<std::string> labels;
  std::optional<drill::WorstMoment::Stretch> untried;
};

/// `cost_of` takes the faults of a trial.
template <class CostOf>
Searched search_with(const drill::Definition& definition, const drill::Observation& undisturbed,
                     CostOf cost_of, std::size_t trials = drill::search_trials) {
  auto search = *drill::WorstMoment::create(definition, trials);
  Searched found{.undisturbed_first = search.next()->definition.faults.empty()};
  search.note(undisturbed, {.work = drill::model_work(undisturbed)});
  while (const auto variant = search.next()) {
    const double cost = cost_of(variant->definition.faults);
    found.worst = std::max(found.worst, cost);
    found.labels.push_back(variant->label);
    search.note({}, verdict_of(cost));
  }
  found.untried = search.untried();
  return found;
}

inline Searched search_in(const Job& job, std::size_t trials = drill::search_trials) {
  return search_with(
      definition(), undisturbed(job),
      [&](const std::vector<drill::Fault>& faults) { return cost_of(job, faults); }, trials);
}

}  // namespace spotdrill::planted
