// What `spotdrill run` is told on its command line, and the drill that it makes. Not the drill's
// file (drill/definition.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/command.hpp"
#include "drill/definition.hpp"

namespace spotdrill::apps {

struct RunWords {
  Target target;
  std::vector<std::string> drill;    ///< DRILL.yaml: one word at most.
  std::vector<std::string> command;  ///< What followed `--`.
  std::vector<std::string> all;      ///< The whole command line.
  std::vector<std::string> interrupt_at;
  std::vector<std::string> terminate_at;
  std::string notice;
  std::optional<double> speed;
  std::vector<std::string> expect;
  std::string progress;
  std::string saved;
  std::string checkpoint;
  std::optional<double> total;
  std::string replace;
  std::string timeout;
  std::vector<std::string> shares;
  std::string report;
};

/// Adds every option of `run` to its command.
void add_run_options(CLI::App& command, RunWords& words);

/// The drill that the words ask for. Errors: every mistake, with its option or its place in a file.
drill::Read<drill::Definition> read_run_words(const RunWords& words);

/// A run's id, which is a file's name: when, of which drill, by which process.
std::string make_run_id(std::string name);

}  // namespace spotdrill::apps
