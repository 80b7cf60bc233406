// What a drill's command takes along into its instances: its caller's variables, and the
// directories that it is found in where instances would not see them. Not its own directory
// (fresh_shares.hpp).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apps/caller_environment.hpp"
#include "apps/run_options.hpp"
#include "apps/temporary_directory.hpp"
#include "base/result.hpp"

namespace spotdrill::apps {

/// Where instances are.
enum class Server : std::uint8_t {
  Own,         ///< The drill's own server: they see what it shares.
  OnThisHost,  ///< One that runs here already: they see this computer's files, share nothing new.
  Elsewhere,   ///< AWS, say.
};

/// Which one `words` choose.
Server server_of(const RunWords& words);

/// What is wrong with the command that `definition` has, seen from here: it is not found, or wants
/// variables that are not there.
std::vector<drill::Mistake> check_command(const drill::Definition& definition, Server server,
                                          const Variables& caller);

/// The program that `workload` runs, and the script that it is given; empty: neither is there.
std::vector<std::filesystem::path> programs_of(const CallerEnvironment& environment,
                                               const drill::Workload& workload);

/// Directories that instances have one of their own of, so that what the caller has there is not
/// seen: to be shared for `environment` and `command`, none within another or within `directory`.
std::vector<std::filesystem::path> hidden_directories(const CallerEnvironment& environment,
                                                      const drill::Workload& workload);

class Luggage {
 public:
  /// Puts environment and directories into `definition`. The environment lies in a directory that
  /// goes with the luggage. Errors: a sentence.
  static Result<Luggage, std::string> pack(drill::Definition& definition, Server server,
                                           const Variables& caller);

  /// What is to be known of it before the drill, in sentences.
  [[nodiscard]] const std::vector<std::string>& sentences() const { return sentences_; }

 private:
  Luggage() = default;

  std::optional<TemporaryDirectory> directory_;
  std::vector<std::string> sentences_;
};

}  // namespace spotdrill::apps
