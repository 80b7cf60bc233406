// The page of a campaign (campaign.hpp).
#include <algorithm>
#include <array>
#include <cmath>

#include "drill/readings/figures.hpp"
#include "report/campaign.hpp"
#include "report/legend.hpp"
#include "report/markup.hpp"
#include "report/page.hpp"
#include "report/plot_axes.hpp"
#include "report/table.hpp"

namespace spotdrill::report {

namespace {

using drill::percent_text;
using drill::time_text;

std::string seconds_text(double seconds) {
  return time_text(duration_of(seconds));
}

class CampaignPage {
 public:
  explicit CampaignPage(const Campaign& campaign) : campaign_(campaign) {}

  std::string write() {
    page_head(out_, fmt::format("{}: {}", campaign_.drill, campaign_.kind));
    out_.write("<header><h1>{} <span class=\"badge {}\">{}</span></h1>", escaped(campaign_.drill),
               badge(), passed_text(campaign_));
    share();
    if (campaign_.failure) out_.element("p", *campaign_.failure);
    out_.element(
        "p", "soft",
        fmt::format("{}, seed {}, {}", campaign_.kind, campaign_.seed, campaign_.campaign));
    out_.raw("</header>");
    worst();
    if (campaign_.axes.size() == 2) {
      heat_map();
    } else {
      scatter();
    }
    distributions();
    trials();
    out_.raw("<section><h2>Run it again</h2>");
    out_.element("pre", campaign_.command);
    out_.element("p", "soft", "spotdrill " + campaign_.version);
    out_.raw("</section></body></html>\n");
    return out_.take();
  }

 private:
  /// Some passed and some did not: that is neither.
  [[nodiscard]] std::string_view badge() const {
    if (all_passed(campaign_)) return "passed";
    if (passed_trials(campaign_) > 0) return "partly";
    return any_failed(campaign_) ? "failed" : "open";
  }

  /// How many passed, failed, and showed nothing, as lengths.
  void share() {
    std::array<std::pair<std::string_view, std::size_t>, 3> kinds{
        {{"passed", 0}, {"failed", 0}, {"open", 0}}};
    for (const Trial& trial : campaign_.trials) {
      for (auto& [kind, count] : kinds) count += badge_of(trial.outcome) == kind ? 1U : 0U;
    }
    out_.raw("<div class=\"share\">");
    for (const auto& [kind, count] : kinds) {
      if (count > 0) out_.write("<i class=\"{}\" style=\"flex:{} 1 0\"></i>", kind, count);
    }
    out_.raw("</div>");
  }

  void worst() {
    const Trial* trial = worst_trial(campaign_);
    if (trial == nullptr) return;
    out_.raw("<section><h2>The worst</h2><div class=\"card\">");
    out_.write("<p><strong>{}</strong>: {}</p>", escaped(trial->label), escaped(to_text(*trial)));
    out_.raw("<p>To see it again:</p>");
    out_.element("pre", trial->command);
    if (campaign_.untried) out_.element("p", "soft", untried_text(*campaign_.untried));
    out_.raw("</div></section>");
  }

  void distributions() {
    if (campaign_.distributions.empty()) return;
    out_.raw("<section><h2>Distribution</h2>");
    HtmlTable table{out_,
                    {{"What"},
                     {"least", "number"},
                     {"median", "number"},
                     {"p90", "number"},
                     {"p99", "number"},
                     {"greatest", "number"}}};
    for (const Distribution& each : campaign_.distributions) {
      std::vector<std::string> cells{escaped(each.what)};
      for (const double value : {each.least, each.median, each.p90, each.p99, each.greatest}) {
        cells.push_back(value_text(each, value));
      }
      table.row(cells);
    }
    table.end();
    out_.raw("</section>");
  }

  /// Rows and columns are the two axes, colours the work lost, of which nothing is a colour too;
  /// the numbers are in the cells.
  void heat_map() {
    const auto& rows = campaign_.axes[0];
    const auto& columns = campaign_.axes[1];
    out_.write("<section><h2>Work lost, {} by {}</h2><table class=\"heat\"><thead><tr><th></th>",
               escaped(rows.name), escaped(columns.name));
    for (const std::string& value : columns.values) out_.element("th", value);
    out_.raw("</tr></thead><tbody>");
    const double most = std::max(most_lost(campaign_), 1e-9);
    for (std::size_t row = 0; row < rows.values.size(); ++row) {
      out_.write("<tr><th>{}</th>", escaped(rows.values[row]));
      for (std::size_t column = 0; column < columns.values.size(); ++column) {
        const Trial* trial = trial_at(campaign_, row, column);
        if (trial == nullptr) {
          out_.raw("<td class=\"none\">not run</td>");
          continue;
        }
        // So much of the colour that the number on it is still read.
        out_.write(
            "<td style=\"background:color-mix(in srgb,var(--lost) {:.0f}%,var(--bg))\">"
            "{}{}</td>",
            8 + 42 * trial->lost_percent / most, percent_text(trial->lost_percent),
            trial->outcome == "passed" ? "" : "<br>" + escaped(trial->outcome));
      }
      out_.raw("</tr>");
    }
    out_.raw("</tbody></table></section>");
  }

  static bool is_plotted(const Trial& trial) { return trial.interrupted && trial.progress; }

  /// Work lost over the progress at which each trial was interrupted.
  void scatter() {
    if (std::ranges::any_of(campaign_.trials, is_plotted)) {
      out_.raw("<section><h2>Work lost by the progress at the interruption</h2>");
      dots(1080, "wide");
      dots(368, "narrow");
      out_.raw("<p class=\"legend\">");
      for (const char* kind : {"passed", "failed", "open"}) {
        const bool any = std::ranges::any_of(campaign_.trials, [&](const Trial& trial) {
          return is_plotted(trial) && badge_of(trial.outcome) == kind;
        });
        const std::string_view words = kind == std::string_view{"open"} ? "inconclusive" : kind;
        const std::string_view shape = kind == std::string_view{"failed"} ? "cross" : "dot";
        if (any) out_.raw(legend_entry(shape, fmt::format("{}-fill", kind), words));
      }
      out_.raw("</p>");
    } else {
      out_.raw("<section><h2>Work lost</h2>");
    }
    not_plotted();
    out_.raw("</section>");
  }

  /// Those that the picture has not, by name.
  void not_plotted() {
    constexpr std::size_t named_max = 40;
    std::string names;
    std::size_t count = 0;
    for (const Trial& trial : campaign_.trials) {
      if (is_plotted(trial) || ++count > named_max) continue;
      names += (names.empty() ? "" : ", ") + clipped(trial.label, 80);
      if (trial.interrupted) names += " (without progress)";
    }
    if (count == 0) return;
    if (count > named_max) names += fmt::format(", and {} more", count - named_max);
    out_.element("p", "soft", "Not interrupted, and so not in the picture: " + names + ".");
  }

  void dots(double width, std::string_view css_class) {
    constexpr double height = 220;
    constexpr double left = 58;
    constexpr double top = 12;
    const double right = width - 12;
    const double most = std::max(most_lost(campaign_) * 1.1, 1.0);
    out_.write(
        "<div class=\"{0}\"><svg class=\"plot\" viewBox=\"0 0 {1:.0f} {2:.0f}\" width=\"{1:.0f}\" "
        "role=\"img\" aria-label=\"Work lost over progress\">"
        "<text x=\"11\" y=\"{3:.0f}\" text-anchor=\"middle\" transform=\"rotate(-90 11 {3:.0f})\">"
        "work lost</text><text x=\"{4:.0f}\" y=\"{5:.0f}\" text-anchor=\"end\">"
        "progress at the interruption</text>",
        css_class, width, top + height + 42, top + height / 2, right, top + height + 36);
    for (const double tick : percent_ticks({0, most})) {
      const double y = top + height * (1 - tick / most);
      out_.write(
          "<line class=\"grid\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>"
          "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:g}%</text>",
          left, right, y, y, left - 5, y + 4, tick);
    }
    for (const int tick : {0, 25, 50, 75, 100}) {
      const double x = left + (right - left) * tick / 100.0;
      out_.write("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}%</text>", x,
                 top + height + 18, tick == 100 ? "end" : "middle", tick);
    }
    for (const Trial& trial : campaign_.trials) {
      if (!is_plotted(trial)) continue;
      dot(trial, left + (right - left) * std::clamp(*trial.progress, 0.0, 100.0) / 100,
          top + height * (1 - trial.lost_percent / most));
    }
    out_.raw("</svg></div>");
  }

  /// A circle, or a square on its corner where it failed: colour is not all that tells.
  void dot(const Trial& trial, double x, double y) {
    const std::string_view kind = badge_of(trial.outcome);
    if (kind == "failed") {
      out_.write(
          "<rect class=\"outcome {0}\" x=\"{1:.1f}\" y=\"{2:.1f}\" width=\"9\" height=\"9\" "
          "transform=\"rotate(45 {3:.1f} {4:.1f})\">",
          kind, x - 4.5, y - 4.5, x, y);
    } else {
      out_.write("<circle class=\"outcome {}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\">", kind, x, y);
    }
    out_.write("<title>{}</title></{}>", escaped(trial.label + ": " + to_text(trial)),
               kind == "failed" ? "rect" : "circle");
  }

  void trials() {
    out_.raw("<section><h2>Trials</h2>");
    HtmlTable table{
        out_, {{"Outcome"}, {"What"}, {"Lost", "number"}, {"Done after", "number"}, {"Report"}}};
    for (const Trial& trial : campaign_.trials) {
      table.row({fmt::format("<span class=\"badge {}\">{}</span>", badge_of(trial.outcome),
                             escaped(trial.outcome)),
                 escaped(trial.label),
                 trial.interrupted ? percent_text(trial.lost_percent) : "not interrupted",
                 trial.completed ? seconds_text(trial.took_seconds) : "not done",
                 fmt::format("<a href=\"{0}/report.html\">{1}</a>", escaped(trial.run),
                             id_markup(trial.run))});
    }
    table.end();
    out_.raw("</section>");
  }

  const Campaign& campaign_;
  Markup out_;
};

}  // namespace

std::string to_html(const Campaign& campaign) {
  return CampaignPage{campaign}.write();
}

}  // namespace spotdrill::report
