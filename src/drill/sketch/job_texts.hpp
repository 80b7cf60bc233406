// What `spotdrill init` reads of a job before it has run: its scripts, what they start, and the
// strings of its programs. Nothing is executed.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::drill::sketch {

/// One text: a script, user data inside another document, or the strings of a compiled program.
struct JobText {
  std::string name;  ///< As a person finds it: relative to the current directory.
  std::vector<std::string> lines;
  bool compiled = false;
  bool fixed_clock = false;  ///< A static program: it keeps real time at every speed.
};

/// A job's texts, and where the instances find what it starts.
struct JobTexts {
  std::vector<JobText> texts;
  /// Directories that the user data names, and the directory here that has those files.
  std::map<std::filesystem::path, std::filesystem::path> shared;
  /// Programs that the user data starts and that are not here: "/opt/job/train".
  std::vector<std::string> missing;
};

/// Whether a line is blank or a comment: what it says, the program does not do.
bool is_comment(std::string_view line);

/// Reads what `command` starts, from the current directory.
JobTexts read_command(const std::vector<std::string>& command);

/// Reads user data that is called `name`; what it starts is looked for in `directory`.
JobTexts read_user_data(const std::string& name, const std::string& text,
                        const std::filesystem::path& directory);

}  // namespace spotdrill::drill::sketch
