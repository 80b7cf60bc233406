#include "report/html.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/iso8601.hpp"
#include "drill/readings/figures.hpp"
#include "report/facts.hpp"
#include "report/findings_text.hpp"
#include "report/ledger_html.hpp"
#include "report/legend.hpp"
#include "report/markup.hpp"
#include "report/page.hpp"
#include "report/pieces.hpp"
#include "report/plot.hpp"
#include "report/series.hpp"
#include "report/state_graph.hpp"
#include "report/table.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

using drill::percent_text;
using drill::time_text;

/// Rows of a table behind a picture, and lines of the story: more are for report.json.
constexpr std::size_t rows_max = 200;
constexpr std::size_t story_rows_max = 2'000;
constexpr std::size_t file_bytes_shown = 64'000;

constexpr PlotSize wide{.width = 1080, .height = 260};
constexpr PlotSize narrow{.width = 368, .height = 200};

class Page {
 public:
  explicit Page(const Report& report) : report_(report) {}

  std::string write() {
    page_head(out_, fmt::format("{}: {}", report_.drill, report_.outcome));
    summary();
    expectations();
    findings();
    picture();
    write_ledger(out_, report_);
    cost();
    for (std::size_t i = 0; i < report_.interruptions.size(); ++i) {
      interruption(i + 1, report_.interruptions[i]);
    }
    state_machine();
    instances();
    story();
    source();
    explanations();
    out_.raw("</body></html>\n");
    return out_.take();
  }

 private:
  [[nodiscard]] std::string since_start(Instant at) const {
    return report::since_start(report_, at);
  }
  [[nodiscard]] std::string since_start(const std::optional<Instant>& at) const {
    return at ? since_start(*at) : "";
  }
  [[nodiscard]] std::string of_whole(double value) const {
    return report::of_whole(report_, value);
  }

  void summary() {
    out_.write("<header><h1>{} <span class=\"badge {}\">{}</span></h1>", escaped(report_.drill),
               badge_of(report_.outcome), escaped(report_.outcome));
    if (report_.failure) paragraph(*report_.failure);
    for (const std::string& reason : report_.inconclusive) paragraph(reason);
    std::string line = report_.completed ? fmt::format("The work was done after {}", took())
                                         : fmt::format("The work was not done after {}", took());
    if (!report_.completed && report_.final_progress) {
      line += fmt::format(": it got to {}", of_whole(*report_.final_progress));
    }
    line += fmt::format(
        ". {} {}, {} {}; work lost: {} ({}).", report_.instances.size(),
        report_.instances.size() == 1 ? "instance" : "instances", report_.interruptions.size(),
        report_.interruptions.size() == 1 ? "interruption" : "interruptions",
        percent_text(report_.lost_percent), time_text(duration_of(report_.lost_seconds)));
    out_.element("p", line);
    out_.element("p", "soft",
                 fmt::format("{}, {}, run {}{}", iso8601_seconds(report_.began_at), report_.region,
                             report_.run, how_fast()));
    out_.raw("</header>");
  }

  [[nodiscard]] std::string how_fast() const {
    if (report_.passed_over_seconds) {
      return fmt::format(", {} of it passed over while all waited (speed auto)",
                         time_text(duration_of(*report_.passed_over_seconds)));
    }
    if (report_.speed == 1) return {};
    return fmt::format(", {:g} times faster than real time", report_.speed);
  }

  void paragraph(const std::string& text) { out_.write("<div>{}</div>", folded_markup(text)); }

  [[nodiscard]] std::string took() const { return time_text(duration_of(report_.took_seconds)); }

  void expectations() {
    if (report_.expectations.empty()) return;
    out_.raw("<section><h2>What had to hold</h2>");
    HtmlTable table{out_, {{"Verdict"}, {"Expected"}, {"Measured"}}};
    for (const model::Expectation& each : report_.expectations) {
      const std::string_view word = verdict_word(each.passed);
      table.row(
          {fmt::format("<span class=\"badge {}\">{}</span>", each.passed ? word : "open", word),
           code_markup(each.expectation), folded_markup(each.measured)});
    }
    table.end();
    for (const std::string& note : notes_of(report_)) out_.element("p", "soft", note);
    out_.raw("</section>");
  }

  void findings() {
    if (report_.findings.empty()) return;
    out_.raw("<section><h2>Why, and what to do</h2>");
    for (const model::Finding& each : report_.findings) {
      out_.raw("<div class=\"card\">");
      out_.write("<p><strong>{}</strong></p><p>Seen: {}.</p><p>Do: {}</p>", escaped(each.cause),
                 escaped(each.evidence), escaped(each.remedy));
      // A report of another version may name one that is not explained here.
      if (finding_section(each.finding).empty()) {
        out_.element("p", "soft", each.finding);
      } else {
        out_.write("<p class=\"soft\">More: <a href=\"#{0}\">docs/findings.md#{0}</a></p>",
                   escaped(each.finding));
      }
      out_.raw("</div>");
    }
    out_.raw("</section>");
  }

  void plots(const Report& report, PlotRange range, std::string_view title, bool zoomed) {
    out_.write("<div class=\"wide\">{}</div><div class=\"narrow\">{}</div>{}",
               plot_svg(report, range, wide, title, zoomed),
               plot_svg(report, range, narrow, title, zoomed), plot_legend(report, range));
  }

  void picture() {
    if (report_.instances.empty()) return;
    out_.raw("<section><h2>Progress and saved work</h2>");
    plots(report_, whole_range(report_), "Progress and saved work of the whole drill", false);
    samples_table();
    out_.raw("</section>");
  }

  /// The table behind the picture.
  void samples_table() {
    out_.raw("<details><summary>The same as a table</summary>");
    HtmlTable table{out_,
                    {{"Time", "time"}, {"Instance"}, {"Progress", "number"}, {"Saved", "number"}}};
    const std::size_t share = std::max<std::size_t>(8, rows_max / report_.instances.size());
    for (const model::Instance& instance : report_.instances) {
      // Where it reports no progress its saved work alone has to do.
      const auto& first = instance.progress.empty() ? instance.saved : instance.progress;
      for (const Sample& each : thinned(first, share)) {
        const Sample* saved = newest_at(instance.saved, each.at);
        table.row({since_start(each.at), id_markup(instance.instance.value_or("")),
                   instance.progress.empty() ? "" : of_whole(each.value),
                   saved == nullptr ? "" : of_whole(saved->value)});
      }
    }
    table.end();
    out_.raw("</details>");
  }

  void interruption(std::size_t number, const model::Interruption& each) {
    out_.write("<section><h2>Interruption {}: {}</h2>", number, escaped(each.instance));
    plots(only(report_, each), range_of(report_, each),
          fmt::format("Interruption {} of {}", number, each.instance), true);
    out_.raw("<dl class=\"facts\">");
    for (const InterruptionFact& fact : facts_of(report_, each)) {
      std::string what = fact.what;
      what[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(what[0])));
      out_.write("<dt>{}</dt><dd>{}</dd>", escaped(what), folded_markup(fact.value));
    }
    if (const auto unused = unused_notice(each)) {
      out_.write("<dt>Notice not used</dt><dd>{}</dd>",
                 drill::time_text(unused->to - unused->from));
    }
    out_.raw("</dl>");
    console(each);
    out_.raw("</section>");
  }

  void console(const model::Interruption& each) {
    for (const model::Instance& instance : report_.instances) {
      if (instance.instance != each.instance && instance.instance != each.replacement) continue;
      for (const model::Excerpt& excerpt : instance.console) {
        const bool of_replacement = instance.instance == each.replacement;
        if (of_replacement != (excerpt.about == "start")) continue;
        out_.raw("<details>");
        out_.element("summary", fmt::format("Console of {}: {}, {}", instance.instance.value_or(""),
                                            excerpt.about, since_start(excerpt.at)));
        out_.element("pre", excerpt.text);
        out_.raw("</details>");
      }
    }
  }

  /// States.Runtime's has the whole input of the state in it.
  void tell_cause(const std::string& cause) {
    constexpr std::size_t unfolded_bytes_max = 240;
    const bool folded = cause.size() > unfolded_bytes_max;
    if (folded) out_.raw("<details><summary>Its cause</summary>");
    out_.element("pre", cause);
    if (folded) out_.raw("</details>");
  }

  void state_machine() {
    if (!report_.execution) return;
    const model::Execution& execution = *report_.execution;
    out_.raw("<section><h2>State machine</h2>");
    out_.element("p", fmt::format("Execution {}: {}{}", execution.execution, execution.status,
                                  execution.error ? " (" + *execution.error + ")" : ""));
    if (execution.cause) tell_cause(*execution.cause);
    out_.raw(state_graph_svg(execution));
    if (!execution.visits.empty()) {
      out_.raw("<details><summary>The same as a table</summary>");
      HtmlTable table{out_, {{"State"}, {"Entered", "time"}, {"Left", "time"}}};
      for (std::size_t i = 0; i < std::min(execution.visits.size(), story_rows_max); ++i) {
        const model::StateVisit& visit = execution.visits[i];
        table.row(
            {escaped(visit.state), since_start(visit.entered_at), since_start(visit.left_at)});
      }
      table.end();
      out_.raw("</details>");
    }
    out_.raw("</section>");
  }

  void cost() {
    if (!report_.cost) return;
    const model::Cost& cost = *report_.cost;
    out_.raw("<section><h2>Cost</h2>");
    HtmlTable table{out_, {{""}, {"US$ an hour", "number"}, {"US$", "number"}}};
    const auto row = [&](std::string what, double hourly, double whole) {
      table.row({std::move(what), fmt::format("{:.4f}", hourly), fmt::format("{:.6f}", whole)});
    };
    row("Spot, as it went", cost.spot_usd_per_hour, cost.spot_usd);
    row("On-Demand, never interrupted", cost.on_demand_usd_per_hour, cost.on_demand_usd);
    table.end();
    const double saved = cost.on_demand_usd > 0 ? 1 - cost.spot_usd / cost.on_demand_usd : 0;
    out_.element(
        "p", "soft",
        fmt::format("{}; {} of instances on Spot, {} of it charged, {}. An instance is charged "
                    "for a minute at least, and not at all when EC2 interrupts it in its "
                    "first hour. Prices are the endpoint's.",
                    cost.instance_type, time_text(duration_of(cost.instance_seconds)),
                    time_text(duration_of(cost.charged_seconds)),
                    saved >= 0 ? fmt::format("{:.0f} % less", 100 * saved)
                               : fmt::format("{:.0f} % more", -100 * saved)));
    out_.raw("</section>");
  }

  void instances() {
    if (report_.instances.empty()) return;
    out_.raw("<section><h2>Instances</h2>");
    HtmlTable table{out_,
                    {{"Instance"},
                     {"Requested", "time"},
                     {"Running", "time"},
                     {"Shutdown", "time"},
                     {"Gone", "time"},
                     {"Spot request"}}};
    for (const model::Instance& each : report_.instances) {
      table.row({each.instance ? id_markup(*each.instance) : "none came",
                 since_start(each.requested_at), since_start(each.running_at),
                 since_start(each.shutdown_begun_at),
                 each.ended_by_drill ? "the drill was over" : since_start(each.ended_at),
                 escaped(each.spot_status.value_or(""))});
    }
    table.end();
    out_.raw("</section>");
  }

  void story() {
    if (report_.story.empty()) return;
    out_.raw("<section><h2>Story</h2><details><summary>What happened, line by line</summary>");
    HtmlTable table{out_, {{"Time", "time"}, {"Resource"}, {"What"}}};
    for (std::size_t i = 0; i < std::min(report_.story.size(), story_rows_max); ++i) {
      const model::Happening& each = report_.story[i];
      table.row({since_start(each.at), each.resource ? id_markup(*each.resource) : "",
                 escaped(each.text)});
    }
    table.end();
    out_.raw("</details></section>");
  }

  void source() {
    const model::Source& source = report_.source;
    out_.raw("<section><h2>Run it again</h2>");
    out_.element("pre",
                 (source.directory ? "cd " + *source.directory + "\n" : "") + source.command);
    out_.element("p", "soft", "spotdrill " + source.version);
    for (const model::File& file : source.files) {
      out_.raw("<details>");
      out_.element("summary", file.path);
      out_.element("pre", file.text.size() <= file_bytes_shown
                              ? file.text
                              : file.text.substr(0, file_bytes_shown) + "\n…");
      out_.raw("</details>");
    }
    out_.raw("</section>");
  }

  /// What docs/findings.md says of those that are named, since the page may lie anywhere.
  void explanations() {
    std::set<std::string> told;
    for (const model::Finding& each : report_.findings) {
      const std::string section = finding_section(each.finding);
      if (section.empty() || !told.insert(each.finding).second) continue;
      if (told.size() == 1) out_.raw("<section><h2>About the findings</h2>");
      out_.write("<h3 id=\"{0}\">{0}</h3>", escaped(each.finding));
      out_.raw(section);
    }
    if (!told.empty()) out_.raw("</section>");
  }

  const Report& report_;
  Markup out_;
};

}  // namespace

std::string to_html(const Report& report) {
  return Page{report}.write();
}

}  // namespace spotdrill::report
