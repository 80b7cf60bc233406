// Which variables of whoever runs a drill its command gets, and where the command is found. Pure:
// how they come into the instances is luggage.hpp.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "drill/definition/definition.hpp"

namespace spotdrill::apps {

using Variables = std::map<std::string, std::string>;

/// Those of this process.
Variables own_variables();

/// What becomes of a variable of the caller's that the drill does not name.
enum class Passage : std::uint8_t {
  Along,      ///< The command gets it.
  Instances,  ///< The instance has its own: its user, network, terminal, session, loader.
  Secret,     ///< A cloud's, or a token, secret or password by its name.
};

/// Judges by the name alone.
Passage passage_of(std::string_view name);

struct CallerEnvironment {
  Variables variables;                ///< What the command gets.
  std::vector<std::string> withheld;  ///< Secrets that were not named, in order.
};

/// What `workload`'s command gets of `caller`.
/// Errors: the variables that it names and that are not there, each with its place.
drill::Read<CallerEnvironment> caller_environment(const Variables& caller,
                                                  const drill::Workload& workload);

/// The lines of a shell that set `variables` in an instance: `PATH` with the instance's own
/// commands before its system's, `HOME` where instances have a tree of files of their own.
std::string to_shell(const Variables& variables);

/// Where the command `word` is, started in `directory` with `path` as its PATH.
/// Errors: where it was looked for, in a sentence.
Result<std::filesystem::path, std::string> find_command(const std::string& word,
                                                        const std::string& path,
                                                        const std::filesystem::path& directory);

}  // namespace spotdrill::apps
