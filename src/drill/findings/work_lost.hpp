// How much an interruption cost, where a finding is to be told only of what cost something.
#pragma once

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

/// Whether more was lost than the item in hand, which nobody can save, or more than the drill
/// allows. False where it is not known.
bool lost_too_much(const Scene& scene);

/// Whether no more was unsaved than what comes between two saves before the notice: who saves at
/// intervals loses what came after the newest, interrupted or not.
bool lost_an_interval_at_most(const Scene& scene);

/// Whether the workload is known to have come through the interruption: it saved in answer to it,
/// or lost no more than the item in hand.
bool came_through(const Scene& scene);

/// Whether an instance that did not end by itself was gone long before its grace was over, with
/// nobody killed, nothing saved in answer and too much lost. Where saved work is not read, what was
/// lost tells that none was.
bool lost_by_an_early_end(const Scene& scene);

/// Whether something of the workload was alive after the user data had ended: its readings went
/// on, or programs that do work were there when the shutdown began.
bool outlived_user_data(const InstanceTimeline& instance);

}  // namespace spotdrill::drill
