// A report: what is told of a drill, whatever it is written in. Not a judgement: the verdict is
// made already.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "drill/definition.hpp"
#include "drill/timeline.hpp"
#include "drill/verdict.hpp"

namespace spotdrill::report {

/// One line of a drill's story.
struct Happening {
  Instant at;
  std::string resource;  ///< "i-…", "EXP…"; may be empty.
  std::string text;
};

struct Report {
  std::string run_id;
  std::string region;
  double speed = 1;
  drill::Definition definition;
  drill::Observation seen;
  drill::Verdict verdict;
  std::vector<Happening> story;
};

/// "passed", "failed", "could not run", "interrupted".
std::string_view name(drill::Outcome outcome);

/// "ended by itself", "died of SIGTERM", …
std::string_view how_it_ended(const drill::Interruption& interruption);

/// The report as JSON. docs/report-json.md has its shape.
json::object to_json(const Report& report);

struct TextStyle {
  bool colour = false;
};

/// The report as people read it on a terminal.
std::string to_text(const Report& report, TextStyle style = {});

/// Writes report.json, report.txt and each instance's console into `directory`, which is made.
/// Returns the paths. Errors: a sentence that names the file.
Result<std::vector<std::filesystem::path>, std::string> write_files(
    const Report& report, const std::filesystem::path& directory);

}  // namespace spotdrill::report
