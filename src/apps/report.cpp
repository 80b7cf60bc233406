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

/// `told`: a report, or a campaign.
template <class T>
std::string told_as(const ReportOptions& options, const T& told) {
  if (options.html) return report::to_html(told);
  if (options.json) return report::to_json(told) + "\n";
  if (options.junit) return report::to_junit(told);
  if (options.markdown) return report::to_markdown(told);
  return report::to_text(told,
                         options.output.empty() ? report::text_style(stdout) : report::TextStyle{});
}

Result<std::string, std::string> text_of(const ReportOptions& options) {
  const auto file = TRY(report::find_report(runs_directory(options.data), options.run));
  if (report::is_campaign_file(file)) return told_as(options, TRY(report::load_campaign(file)));
  return told_as(options, TRY(report::load_report(file)));
}

int tell_again(const ReportOptions& options) {
  const auto text = text_of(options);
  if (!text) {
    complain(text.error());
    return exit_usage;
  }
  if (options.output.empty()) {
    std::fputs(text->c_str(), stdout);
    return std::fflush(stdout) == 0 ? exit_good : complain("Standard output cannot be written.");
  }
  const auto written = report::write_file(options.output, *text);
  return written ? exit_good : complain(written.error());
}

}  // namespace

void add_report(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("report", "A run told again: as text, page, JUnit, …");
  auto options = std::make_shared<ReportOptions>();
  command->add_option(
      "RUN", options->run,
      "A run's or campaign's id or its beginning, 'last', a directory, a report.json "
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
