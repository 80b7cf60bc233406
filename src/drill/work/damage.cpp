#include "drill/work/damage.hpp"

#include <algorithm>

namespace spotdrill::drill {

namespace {

/// A file that is so much shorter than others of its kind is not whole. Units: parts of their size.
constexpr double whole_part = 0.9;

/// A file that nobody had open is cut off only if it is far out of line: shorter than all of its
/// kind, which are much of a size, and the work went on to others of them. Units: bytes, files.
constexpr std::uint64_t gap_min = 16;
constexpr std::size_t others_min = 3;

bool is_out_of_line(const OpenFile& file) {
  if (file.others < others_min || !file.others_since || *file.size >= file.least_size) return false;
  const std::uint64_t gap = file.least_size - *file.size;
  return gap >= gap_min && gap > 2 * (file.most_size - file.least_size);
}

bool is_cut_off(const OpenFile& file) {
  if (file.append || !file.size || file.written_again || file.usual_size == 0) return false;
  if (file.closed && !is_out_of_line(file)) return false;
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
