// What the time of a run went into (drill/work/ledger.hpp), as a report has it and tells it.
#pragma once

#include <string>
#include <vector>

#include "drill/work/ledger.hpp"
#include "report/report.hpp"

namespace spotdrill::report {

api::report::Ledger ledger_of(const drill::Ledger& ledger);

/// Entries above nothing, in their order.
std::vector<api::report::LedgerEntry> entries_shown(const api::report::Ledger& ledger);

/// "4m, and 12s when more than one instance ran".
std::string whole_text(const api::report::Ledger& ledger);

/// The ledger as lines of a terminal; empty where there is none.
std::string ledger_lines(const Report& report);

/// As a table of Markdown; empty where there is none.
std::string ledger_markdown(const Report& report);

}  // namespace spotdrill::report
