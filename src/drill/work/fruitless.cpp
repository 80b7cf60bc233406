#include "drill/work/fruitless.hpp"

#include <algorithm>
#include <span>

namespace spotdrill::drill {

namespace {

double furthest(std::span<const InstanceWork> instances) {
  double value = 0;
  for (const InstanceWork& instance : instances) {
    for (const Sample& sample : instance.progress) value = std::max(value, sample.value);
  }
  return value;
}

}  // namespace

bool was_fruitless(const Observation& seen, const Work& work) {
  if (seen.instances.size() < 2) return false;
  const InstanceTimeline& newest = seen.instances.back();
  if (newest.notice) return false;
  const bool hit = std::any_of(seen.faults.begin(), seen.faults.end(), [&](const FaultSeen& fault) {
    return fault.began && *fault.began >= newest.requested;
  });
  const std::span<const InstanceWork> all{work.instances};
  return !hit && furthest(all.last(1)) <= furthest(all.first(all.size() - 1));
}

}  // namespace spotdrill::drill
