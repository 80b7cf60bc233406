// A report: what is told of a drill, whatever it is written in. Not a judgement: the verdict is
// made already. Its parts are described by docs/report.schema.json, which api/report.hpp is made
// of; every other form is a function of that, so that a kept run can be told in any form later.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "api/report.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "drill/definition/definition.hpp"
#include "drill/readings/timeline.hpp"
#include "drill/verdict/verdict.hpp"

namespace spotdrill::report {

using api::report::Report;

/// The newest form of report.json. Others are refused.
inline constexpr std::int64_t report_format = 1;

/// One line of a drill's story.
struct Happening {
  Instant at;
  std::string resource;  ///< "i-…", "EXP…"; may be empty.
  std::string text;
};

/// A drill that is over, as its runner and its judge leave it.
struct Recording {
  std::string run_id;
  std::string region;
  double speed = 1;
  drill::Definition definition;
  drill::Observation seen;
  drill::Verdict verdict;
  std::vector<Happening> story;
  api::report::Source source;
};

/// What there is to tell of a drill.
Report make_report(const Recording& recording);

/// "passed", "failed", "inconclusive", "could not run", "interrupted".
std::string_view name(drill::Outcome outcome);

/// The page's word for how an outcome looks: "passed", "failed", or "open" where nothing is shown.
std::string_view badge_of(std::string_view outcome);

/// "ended by itself", "died of SIGTERM", …
std::string_view how_it_ended(const drill::Interruption& interruption);

/// How fast drill time ran: "auto", "20".
std::string speed_text(const Report& report);

/// A report's seconds as a duration, and the other way.
Duration duration_of(double seconds);
double seconds_of(Duration duration);

/// Whether the drill got to its end, so that its expectations are judged.
bool ran_to_end(const Report& report);

/// "passed", "failed", "not judged".
std::string_view verdict_word(std::optional<bool> passed);

/// What there is to say beside the verdict, each with its word: "Not observed: …".
std::vector<std::string> notes_of(const Report& report);

/// The report as report.json has it.
std::string to_json(const Report& report);

/// `json` parsed, if it says of itself that it is of `format`. Errors: a sentence that says what it
/// is not: a report, a campaign.
Result<json::value, std::string> parse_document(std::string_view json, std::string_view what,
                                                std::int64_t format);

/// Reads report.json. Errors: a sentence that names the member.
Result<Report, std::string> read_report(std::string_view json);

struct TextStyle {
  bool colour = false;
  std::size_t columns = 0;  ///< Words are wrapped there; 0: nowhere.
};

/// The verdict alone: "Drill NAME: PASSED", and why it could not run.
std::string to_headline(const Report& report, TextStyle style = {});

/// Everything but the verdict: the interruptions, the findings, what was not observed.
std::string to_details(const Report& report, TextStyle style = {});

/// The verdict with its expectations. On a screen it comes last: its end is what is seen.
std::string to_verdict(const Report& report, TextStyle style = {});

/// The report as it is read from its beginning: the verdict, then the details.
std::string to_text(const Report& report, TextStyle style = {});

}  // namespace spotdrill::report
