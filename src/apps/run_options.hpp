// What `spotdrill run` is told on its command line, and the drill that it makes. Not the drill's
// file (drill/definition.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/command.hpp"
#include "drill/definition/definition.hpp"
#include "report/runs.hpp"

namespace spotdrill::apps {

/// What is to be said and written, of a run.
struct OutputWords {
  std::string directory;  ///< The directory of the reports; empty: DATA/runs/RUN.
  std::string junit;      ///< A file; empty: none.
  std::string summary;    ///< Likewise.
  bool quiet = false;     ///< Only the verdict and the paths are told.
  bool json = false;      ///< Standard output is report.json's alone.
  std::size_t keep_runs = report::Keep{}.runs_max;  ///< 0: all of them, however old.
};

struct RunWords {
  Target target;
  std::vector<std::string> drill;    ///< DRILL.yaml: one word at most.
  std::vector<std::string> command;  ///< What followed `--`.
  std::vector<std::string> all;      ///< The whole command line.
  std::vector<std::string> interrupt_at;
  std::vector<std::string> terminate_at;
  std::string notice;
  std::string speed;
  std::string host_mode;  ///< How instances are made; empty: as they can be.
  std::vector<std::string> expect;
  std::string progress;
  std::string saved;
  std::string checkpoint;
  std::optional<double> total;
  std::string replace;
  std::string timeout;
  std::vector<std::string> shares;
  std::vector<std::string> environment;  ///< NAME, or NAME=VALUE.
  bool in_place = false;
  std::optional<std::uint64_t> seed;
  std::optional<std::size_t> repeat;  ///< A campaign: this often, at random moments.
  std::vector<std::string> sweep;     ///< A campaign: "NAME=VALUE,VALUE".
  bool worst_moment = false;          ///< A campaign: the search for it.
  std::size_t jobs = 1;               ///< A campaign: so many trials beside each other.
  std::optional<std::size_t> trials;  ///< How many trials the search may take.
  OutputWords output;

  [[nodiscard]] bool is_campaign() const { return repeat || !sweep.empty() || worst_moment; }
};

/// Adds every option of `run` to its command.
void add_run_options(CLI::App& command, RunWords& words);

/// The drill that the words ask for. Errors: every mistake, with its option or its place in a file.
drill::Read<drill::Definition> read_run_words(const RunWords& words);

/// A run's id, which is a file's name: when, of which drill, by which process.
std::string make_run_id(std::string name);

}  // namespace spotdrill::apps
