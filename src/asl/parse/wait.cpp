#include "asl/parse/states.hpp"
#include "asl/timestamp.hpp"

namespace spotdrill::asl::parse {

Wait read_wait(const Fields& fields) {
  fields.allow_in_state({"InputPath", "OutputPath", "Assign", "Seconds", "Timestamp", "SecondsPath",
                         "TimestampPath", "Next", "End"},
                        {"Output"});
  fields.exactly_one_of({"SecondsPath", "Seconds", "TimestampPath", "Timestamp"});
  Wait wait;
  if (const auto seconds = fields.integer("Seconds", 0)) wait.until = Seconds{*seconds};
  if (const auto timestamp = fields.string("Timestamp")) {
    const auto instant = parse_timestamp(*timestamp);
    if (!instant) fields.refuse("Timestamp", "String does not match RFC3339 timestamp");
    if (instant) wait.until = *instant;
  }
  if (auto path = fields.path("TimestampPath", Paths::Reference)) wait.until = std::move(*path);
  if (auto path = fields.path("SecondsPath", Paths::Reference)) {
    wait.until = std::move(*path);
    wait.seconds_path = true;
  }
  return wait;
}

}  // namespace spotdrill::asl::parse
