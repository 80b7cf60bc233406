// spotdrill init: the first drill for a job, from what the job's files say.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "apps/command.hpp"
#include "apps/data_dir.hpp"
#include "apps/lint.hpp"
#include "drill/definition/definition.hpp"
#include "drill/sketch/sketch.hpp"

namespace spotdrill::apps {
namespace {

struct InitOptions {
  drill::sketch::Subject subject;
  std::string user_data;
  std::string launch;
  std::string state_machine;
  std::string output = "drill.yaml";
  bool force = false;
};

/// What is wrong with what was asked for, in one sentence; empty when nothing is.
std::string wrong_with(const InitOptions& options) {
  const auto& command = options.subject.command;
  if (command.empty() && options.user_data.empty() && options.launch.empty() &&
      options.state_machine.empty()) {
    return "Say what is to be rehearsed: -- and a command, --user-data, --launch or "
           "--state-machine.";
  }
  if (!command.empty() && !options.user_data.empty()) {
    return "A command and --user-data exclude each other: which of them runs?";
  }
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path directory = fs::weakly_canonical(fs::absolute(options.output)).parent_path();
  if (!command.empty() && directory != fs::current_path(error)) {
    return "A command runs in its drill's directory: write the drill into this one.";
  }
  if (!fs::is_directory(directory, error)) {
    return fmt::format("There is no directory {} to write {} into.", directory.string(),
                       fs::path{options.output}.filename().string());
  }
  if (!options.force && fs::exists(options.output, error)) {
    return fmt::format("{} is there already; --force replaces it, -o FILE writes another.",
                       options.output);
  }
  return {};
}

/// Says what is wrong with the state machine. False when AWS would refuse it.
bool check_state_machine(const std::string& file) {
  if (file.empty()) return true;
  const auto text = read_text(file);
  if (!text) return true;  // Who reads it next says so.
  const LintResult result = lint_definition(file, *text, asl::MachineType::Standard);
  for (const std::string& line : result.lines) fmt::print(stderr, "{}\n", line);
  return result.sound;
}

bool write_new(const InitOptions& options, const std::string& yaml) {
  // "x", because somebody else may have written it meanwhile.
  std::FILE* file = std::fopen(options.output.c_str(), options.force ? "w" : "wx");
  if (file == nullptr) return false;
  const bool written = std::fwrite(yaml.data(), 1, yaml.size(), file) == yaml.size();
  return std::fclose(file) == 0 && written;
}

int write_drill(InitOptions options) {
  if (const std::string wrong = wrong_with(options); !wrong.empty()) {
    complain(wrong);
    return exit_usage;
  }
  if (!check_state_machine(options.state_machine)) return exit_failed;
  options.subject.user_data = options.user_data;
  options.subject.launch = options.launch;
  options.subject.state_machine = options.state_machine;
  options.subject.drill = options.output;
  const auto sketch = drill::sketch::sketch_drill(options.subject);
  if (!sketch) {
    complain(sketch.error());
    return exit_usage;
  }
  // What it names may have mistakes of its own, which had better be told now.
  const auto read = drill::parse_definition(sketch->yaml, options.output);
  if (!read) {
    for (const drill::Mistake& mistake : read.error()) complain(to_text(mistake));
    return exit_usage;
  }
  if (!write_new(options, sketch->yaml)) {
    return complain(fmt::format("{} cannot be written: {}.", options.output, std::strerror(errno)));
  }
  fmt::print("{} is written. What was found:\n", options.output);
  for (const std::string& sentence : sketch->found) fmt::print("  {}\n", sentence);
  fmt::print("\nNext: spotdrill run {}\n", options.output);
  return exit_good;
}

}  // namespace

void add_init(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("init", "Writes the first drill for your job");
  auto options = std::make_shared<InitOptions>();
  command->add_option("--user-data", options->user_data, "The job is this user data script");
  command->add_option(
      "--launch", options->launch,
      "The job is in this launch specification, as request-spot-instances takes it");
  command->add_option("--state-machine", options->state_machine,
                      "This state machine requests the instances");
  command->add_option("-o,--output", options->output, "Where the drill goes (default: drill.yaml)");
  command->add_flag("--force", options->force, "Replace a drill that is there already");
  command->footer(
      "It reads the job's scripts and runs nothing. What it found, and what you may want to "
      "change, is\n"
      "said in the drill's comments.\n"
      "Examples:\n"
      "  spotdrill init -- python3 train.py\n"
      "  spotdrill init --user-data job.sh\n"
      "  spotdrill init --state-machine workflow.asl.json --user-data job.sh -o workflow.yaml");
  command->callback([options, &chosen] {
    options->subject.command = chosen.after_dashes;
    chosen.run = [options] { return write_drill(*options); };
  });
}

}  // namespace spotdrill::apps
