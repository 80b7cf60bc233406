#include "drill/work/damage.hpp"

#include <algorithm>

namespace spotdrill::drill {

namespace {

/// A file that is so much shorter than others of its kind is not whole. Units: parts of their size.
constexpr double whole_part = 0.9;

bool is_cut_off(const OpenFile& file) {
  if (file.append || !file.size || file.written_again || file.usual_size == 0) return false;
  return static_cast<double>(*file.size) < whole_part * static_cast<double>(file.usual_size);
}

}  // namespace

std::vector<CutOff> cut_off_files(const Observation& observation) {
  std::vector<CutOff> found;
  for (const InstanceTimeline& instance : observation.instances) {
    if (instance.ended_by_drill) continue;
    for (const OpenFile& file : instance.open_files) {
      if (is_cut_off(file)) found.push_back({instance.id, &file});
    }
  }
  return found;
}

std::vector<std::string> torn_checkpoints_used(const Observation& observation, const Work& work) {
  std::vector<std::string> found;
  for (const Interruption& each : work.interruptions) {
    const auto instance =
        std::ranges::find(observation.instances, each.instance, &InstanceTimeline::id);
    if (instance == observation.instances.end() || !instance->checkpoint.cut_off) continue;
    // It went on from more than had been saved whole.
    const double whole = each.saved_when_replaced.value_or(0);
    if (each.resume_point && *each.resume_point > whole + each.report_interval) {
      found.push_back(each.instance);
    }
  }
  return found;
}

}  // namespace spotdrill::drill
