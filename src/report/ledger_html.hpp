// What the time of a run went into, as a part of its page: one bar, and its table.
#pragma once

#include "report/markup.hpp"
#include "report/report.hpp"

namespace spotdrill::report {

void write_ledger(Markup& out, const Report& report);

}  // namespace spotdrill::report
