// What cron would read. Nothing in an instance runs at the times that it says.
#pragma once

#include <string>

namespace spotdrill::init {

/// The first place of cron's where something was written since this boot; empty: nowhere.
std::string changed_schedule();

}  // namespace spotdrill::init
