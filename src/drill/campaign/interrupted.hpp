// A drill with its faults elsewhere: what trials of a campaign are made of.
#pragma once

#include <string>
#include <vector>

#include "drill/campaign/campaign.hpp"

namespace spotdrill::drill {

/// The fault that a campaign varies. Errors: why there is none.
Result<Fault, std::string> varied_fault(const Definition& definition);

/// `definition` with faults as `like` at these moments.
Variant interrupted(const Definition& definition, const Fault& like, std::string label,
                    const std::vector<FaultMoment>& moments);

}  // namespace spotdrill::drill
