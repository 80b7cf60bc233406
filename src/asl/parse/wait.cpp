#include "asl/parse/states.hpp"
#include "asl/timestamp.hpp"

namespace spotdrill::asl::parse {

Wait read_wait(const Fields& fields) {
  fields.allow_in_state({"Assign", "Seconds", "Timestamp", "Next", "End"},
                        {"InputPath", "OutputPath", "SecondsPath", "TimestampPath"}, {"Output"});
  Wait wait;
  if (fields.in_jsonata()) {
    fields.exactly_one_of({"Seconds", "Timestamp"});
    for (const std::string_view field : {"Seconds", "Timestamp"}) {
      if (!fields.has_query(field)) continue;
      if (auto query = fields.query(field)) wait.until = std::move(*query);
      wait.gives_seconds = field == "Seconds";
      return wait;
    }
  } else {
    fields.exactly_one_of({"SecondsPath", "Seconds", "TimestampPath", "Timestamp"});
  }
  if (const auto seconds = fields.integer("Seconds", 0)) wait.until = Seconds{*seconds};
  if (const auto timestamp = fields.string("Timestamp")) {
    const auto instant = parse_timestamp(*timestamp);
    if (!instant) fields.refuse("Timestamp", "String does not match RFC3339 timestamp");
    if (instant) wait.until = *instant;
  }
  if (fields.in_jsonata()) return wait;
  if (auto path = fields.path("TimestampPath", Paths::Reference)) wait.until = std::move(*path);
  if (auto path = fields.path("SecondsPath", Paths::Reference)) {
    wait.until = std::move(*path);
    wait.gives_seconds = true;
  }
  return wait;
}

}  // namespace spotdrill::asl::parse
