// The files of a run: report.json and what else is made of it. Not what is in them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "report/report.hpp"

namespace spotdrill::report {

/// A file to be written: its name, and what comes into it.
struct NamedText {
  std::string name;
  std::string text;
};

/// report.json, report.html, report.txt, and each instance's console.
std::vector<NamedText> files_of(const Report& report, const drill::Observation& seen);

/// Writes `files` into `directory`, which is made. Each is whole or not there. Returns the paths.
/// Errors: a sentence that names the file.
Result<std::vector<std::filesystem::path>, std::string> write_files(
    const std::vector<NamedText>& files, const std::filesystem::path& directory);

/// Writes one file; it is whole or, as before, not there. Errors: a sentence that names it.
Result<void, std::string> write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace spotdrill::report
