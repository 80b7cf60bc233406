// Slots as the store's rows hold them: one line for each slot and unit, numbers in the shortest
// form that reads back exactly. (JSON would not do: Boost 1.81 reads fractions inexactly.)
#pragma once

#include <string>
#include <string_view>

#include "services/cloudwatch/metric_store.hpp"

namespace spotdrill::cloudwatch {

/// Appends the line of one unit of the slot that begins at `at`.
void write_slot(std::string& text, std::int64_t at, const UnitAggregate& each);

/// Reads lines that write_slot wrote into `slots`. A line that it cannot read is left out.
void read_slots(std::string_view text, Slots& slots);

}  // namespace spotdrill::cloudwatch
