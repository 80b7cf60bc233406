// spotdrill report: a run told again, in any form.
#include "report/report.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "apps/command.hpp"
#include "apps/data_dir.hpp"
#include "report/files.hpp"
#include "report/html.hpp"
#include "report/junit.hpp"
#include "report/live.hpp"
#include "report/markdown.hpp"
#include "report/runs.hpp"

namespace spotdrill::apps {
namespace {

struct ReportOptions {
  std::string data;
  std::string run = "last";
  std::string output;
  bool html = false;
  bool json = false;
  bool junit = false;
  bool markdown = false;
  bool text = false;
};

std::string told_as(const ReportOptions& options, const report::Report& report) {
  if (options.html) return report::to_html(report);
  if (options.json) return report::to_json(report) + "\n";
  if (options.junit) return report::to_junit(report);
  if (options.markdown) return report::to_markdown(report);
  const bool colour = options.output.empty() && report::live_style(stdout).colour;
  return report::to_text(report, {.colour = colour});
}

int tell_again(const ReportOptions& options) {
  const auto file = report::find_report(runs_directory(options.data), options.run);
  const auto report = file ? report::load_report(*file) : refuse(file.error());
  if (!report) {
    complain(report.error());
    return exit_usage;
  }
  const std::string text = told_as(options, *report);
  if (options.output.empty()) {
    std::fputs(text.c_str(), stdout);
    return std::fflush(stdout) == 0 ? exit_good : complain("Standard output cannot be written.");
  }
  const auto written = report::write_file(options.output, text);
  return written ? exit_good : complain(written.error());
}

}  // namespace

void add_report(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("report", "A run told again: as text, page, JUnit, …");
  auto options = std::make_shared<ReportOptions>();
  command->add_option("RUN", options->run,
                      "A run's id or its beginning, 'last', a directory, or a report.json "
                      "(default: last)");
  CLI::Option_group* form = command->add_option_group("Form", "");
  form->add_flag("--text", options->text, "As the terminal showed it (the default)");
  form->add_flag("--html", options->html, "As a page: one file");
  form->add_flag("--json", options->json, "As data: docs/report.schema.json describes it");
  form->add_flag("--junit", options->junit, "As JUnit XML, for CI systems");
  form->add_flag("--markdown", options->markdown, "As a summary for a pull request");
  form->require_option(0, 1);
  command->add_option("--output", options->output, "A file to write to, not standard output");
  add_data(*command, options->data);
  command->footer(
      "Exit code 0: told; 1: it could not be written; 2: there is no such run, or it cannot be "
      "read.\n"
      "Examples:\n"
      "  spotdrill report\n"
      "  spotdrill report last --html --output drill.html\n"
      "  spotdrill report 20260101T12 --markdown | gh pr comment --body-file -");
  command->callback(
      [options, &chosen] { chosen.run = [options] { return tell_again(*options); }; });
}

}  // namespace spotdrill::apps
