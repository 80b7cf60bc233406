#include "drill/readings/checkpoint_source.hpp"

#include "drill/readings/checkpoints.hpp"

namespace spotdrill::drill {

CheckpointSource::CheckpointSource(const NumberSource& definition, const SourceContext& context)
    : name_(definition.file.string()),
      pattern_(context.host_path(definition.file)),
      now_(context.now) {
  (void)read();  // What an earlier run left does not count.
}

/// Checkpoints are numbered by steps, epochs or nothing at all, so that the moment says more of
/// what is in one than its number.
std::vector<Reading> CheckpointSource::read() {
  const std::optional<Checkpoint> newest = newest_checkpoint(pattern_);
  if (!newest || newest->path.string() == newest_) return {};
  newest_ = newest->path.string();
  return {{.at = now_(), .value = newest->number.value_or(0), .unit = Unit::Moment}};
}

std::string CheckpointSource::damage() const {
  if (newest_.empty() || newest_checkpoint(pattern_)) return {};
  return name_ + " names no checkpoint any more";
}

}  // namespace spotdrill::drill
