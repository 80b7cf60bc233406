// Which part of its time an instance was requested, running, shutting down; and what of a notice
// was left over. What a picture shows of instances, and its legend names.
#pragma once

#include <optional>

#include "report/plot.hpp"

namespace spotdrill::report {

/// Each begins where the one before ends; the first is the request.
struct InstancePieces {
  Instant running;
  Instant shutdown;
  Instant end;
};

InstancePieces pieces_of(const Report& report, const api::report::Instance& instance);

/// Whether so much of it lies in `range` that a picture shows it.
bool is_seen(const PlotRange& range, Instant from, Instant to);

/// From the workload's end to the deadline; nothing: it had none left, or there was no notice.
std::optional<PlotRange> unused_notice(const api::report::Interruption& interruption);

/// "1m57s of notice not used".
std::string unused_text(const PlotRange& unused);

/// `report` with this interruption alone: its instance, its replacement, and nothing of others.
Report only(const Report& report, const api::report::Interruption& interruption);

}  // namespace spotdrill::report
