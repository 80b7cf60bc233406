// spotdrill lint: what is wrong with state machine definitions and templates, without a server.
#include "apps/lint.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <optional>

#include "apps/command.hpp"
#include "apps/data_dir.hpp"
#include "apps/lint_template.hpp"
#include "services/states/catalogue.hpp"

namespace spotdrill::apps {
namespace {

struct LintOptions {
  std::vector<std::string> files;
  bool express = false;
};

/// "3:7" of "[Source: (String)"…"; line: 3, column: 7]".
std::optional<std::string> line_and_column(std::string_view location) {
  const std::size_t line = location.rfind("; line: ");
  if (!location.starts_with("[Source: ") || line == std::string_view::npos) return {};
  int row = 0;
  int column = 0;
  const std::string numbers{location.substr(line)};
  if (std::sscanf(numbers.c_str(), "; line: %d, column: %d]", &row, &column) != 2) return {};
  return fmt::format("{}:{}", row, column);
}

int lint_files(const LintOptions& options) {
  int code = exit_good;
  for (const std::string& file : options.files) {
    const std::filesystem::path path{file == "-" ? "/dev/stdin" : file};
    std::error_code ignored;
    const auto text = std::filesystem::is_directory(path, ignored) ? std::nullopt : read_text(path);
    if (!text) {
      complain(fmt::format("{} cannot be read.", file));
      return exit_usage;
    }
    const auto type = options.express ? asl::MachineType::Express : asl::MachineType::Standard;
    const LintResult result = looks_like_template(*text) ? lint_template(file, *text)
                                                         : lint_definition(file, *text, type);
    for (const std::string& line : result.lines) fmt::print("{}\n", line);
    if (!result.sound) code = exit_failed;
  }
  return code;
}

}  // namespace

LintResult lint_definition(std::string_view file, std::string_view text, asl::MachineType type) {
  LintResult result;
  const asl::Parsed parsed = asl::parse_definition(text, type, &states::catalogue());
  result.sound = parsed.valid();
  for (const asl::Diagnostic& diagnostic : parsed.diagnostics) {
    std::string_view message = diagnostic.message;
    std::string where{file};
    if (const auto place = line_and_column(diagnostic.location)) {
      where += ":" + *place;
      // The next line says where once more.
      message = message.substr(0, message.find('\n'));
    } else if (!diagnostic.location.empty()) {
      where += ": " + diagnostic.location;
    }
    const bool error = diagnostic.severity == asl::Diagnostic::Severity::Error;
    result.lines.push_back(fmt::format("{}: {}: {}", where, error ? "error" : "warning", message));
  }
  return result;
}

void add_lint(CLI::App& app, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("lint",
                         "What is wrong with a state machine definition or a CloudFormation "
                         "template, without a server");
  auto options = std::make_shared<LintOptions>();
  command
      ->add_option("FILE", options->files,
                   "Definitions as JSON, templates as JSON or YAML; - is standard input")
      ->required();
  command->add_flag("--express", options->express, "They are for state machines of type EXPRESS");
  command->footer(
      "Exit code 0: sound, perhaps with warnings; 1: something is wrong; 2: cannot be read.\n"
      "Examples:\n"
      "  spotdrill lint state-machine.asl.json\n"
      "  spotdrill lint template.yaml\n"
      "  aws stepfunctions describe-state-machine --state-machine-arn ARN \\\n"
      "    --query definition --output text | spotdrill lint -");
  command->callback(
      [options, &chosen] { chosen.run = [options] { return lint_files(*options); }; });
}

}  // namespace spotdrill::apps
