// What a run leaves behind: what it says, its reports, and what CI systems read. Not the run.
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "apps/run_options.hpp"
#include "base/result.hpp"
#include "report/files.hpp"
#include "report/report.hpp"

namespace spotdrill::apps {

/// Where people read: standard output, unless that is the report's own.
std::FILE* told_to(const OutputWords& words);

/// Makes sure, before a drill is run for nothing, that its outputs can be written.
/// Errors: a sentence that names the option.
Result<void, std::string> check_outputs(const OutputWords& words);

/// A run, or a campaign, in every form; those that nobody may ask for are made when they are.
struct Outputs {
  std::vector<report::NamedText> files;
  std::function<std::string()> junit;
  std::function<std::string()> markdown;
};

/// Writes everything that `words` ask for. Returns the paths. Errors: a sentence that names a file.
Result<std::vector<std::filesystem::path>, std::string> write_outputs(
    const Outputs& outputs, const std::filesystem::path& directory, const OutputWords& words);

/// Says where the reports are, and takes away old runs beside them, unless --report named the
/// directory: that is the user's.
void end_with(const std::vector<std::filesystem::path>& paths,
              const std::filesystem::path& directory, const OutputWords& words);

/// Says how the drill ended, and writes its reports into `directory`. Returns the exit code.
int publish(const report::Recording& told, const std::filesystem::path& directory,
            const OutputWords& words);

}  // namespace spotdrill::apps
