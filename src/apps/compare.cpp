// spotdrill compare: what one run does better or worse than another.
#include "report/compare.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "apps/command.hpp"
#include "apps/data_dir.hpp"
#include "report/live.hpp"
#include "report/runs.hpp"

namespace spotdrill::apps {
namespace {

struct CompareOptions {
  std::string data;
  std::string a;
  std::string b;
  bool fail_if_worse = false;
  bool as_json = false;
};

Result<report::Comparison, std::string> compare_named(const CompareOptions& options) {
  const std::filesystem::path runs = runs_directory(options.data);
  const report::Report a = TRY(report::load_report(TRY(report::find_report(runs, options.a))));
  const report::Report b = TRY(report::load_report(TRY(report::find_report(runs, options.b))));
  return report::compare(a, b);
}

int compare_and_tell(const CompareOptions& options) {
  const auto comparison = compare_named(options);
  if (!comparison) {
    complain(comparison.error());
    return exit_usage;
  }
  if (options.as_json) {
    fmt::print("{}\n", report::to_json(*comparison));
  } else {
    const bool colour = report::live_style(stdout).colour;
    fmt::print("{}", report::to_text(*comparison, {.colour = colour}));
  }
  const bool failed = options.fail_if_worse && comparison->any(report::Change::Worse);
  return failed ? exit_failed : exit_good;
}

}  // namespace

void add_compare(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("compare", "What one run does better than another");
  auto options = std::make_shared<CompareOptions>();
  command
      ->add_option("A", options->a,
                   "The run before: an id or its beginning, 'last', a directory, a report.json")
      ->required();
  command->add_option("B", options->b, "The run after; likewise")->required();
  command->add_flag("--fail-if-worse", options->fail_if_worse,
                    "Exit code 1 when anything of B is worse");
  command->add_flag("--json", options->as_json, "As a JSON object");
  add_data(*command, options->data);
  command->footer(
      "What differs from run to run anyway counts as the same: 1 % of the whole work, a second of "
      "drill time\nor a quarter of a real one, and 10 % of what is compared. Of several "
      "interruptions the worst counts.\n"
      "Exit code 0: compared; 1: B is worse, with --fail-if-worse; 2: they cannot be compared.\n"
      "Examples:\n"
      "  spotdrill compare 20260101T12 last\n"
      "  spotdrill compare baseline/report.json last --fail-if-worse");
  command->callback(
      [options, &chosen] { chosen.run = [options] { return compare_and_tell(*options); }; });
}

}  // namespace spotdrill::apps
