// Reads how much is saved from the checkpoints that a directory holds: the newest one's number, or
// where their names have none, the moment when it was written.
#pragma once

#include "drill/readings/source.hpp"

namespace spotdrill::drill {

class CheckpointSource : public Source {
 public:
  CheckpointSource(const NumberSource& definition, const SourceContext& context);

  std::vector<Reading> read() override;
  [[nodiscard]] std::string damage() const override;

 private:
  std::string name_;  ///< As the instances see it.
  std::filesystem::path pattern_;
  std::function<Instant()> now_;
  std::string newest_;  ///< What was told last.
};

}  // namespace spotdrill::drill
