// The page of a campaign (campaign.hpp).
#include <algorithm>
#include <cmath>

#include "drill/readings/figures.hpp"
#include "report/campaign.hpp"
#include "report/markup.hpp"
#include "report/page.hpp"
#include "report/plot_axes.hpp"

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
    const bool all = all_passed(campaign_);
    page_head(out_, fmt::format("{}: {}", campaign_.drill, campaign_.kind));
    out_.write("<header><h1>{} <span class=\"badge {}\">{}</span></h1>", escaped(campaign_.drill),
               all ? "passed" : "failed", passed_text(campaign_));
    if (campaign_.failure) out_.element("p", *campaign_.failure);
    out_.element(
        "p", "soft",
        fmt::format("{}, seed {}, {}", campaign_.kind, campaign_.seed, campaign_.campaign));
    out_.raw("</header>");
    worst();
    distributions();
    if (campaign_.axes.size() == 2) {
      heat_map();
    } else {
      dots(1080, "wide");
      dots(368, "narrow");
    }
    trials();
    out_.raw("<section><h2>Run it again</h2>");
    out_.element("pre", campaign_.command);
    out_.element("p", "soft", "spotdrill " + campaign_.version);
    out_.raw("</section></body></html>\n");
    return out_.take();
  }

 private:
  void worst() {
    const Trial* trial = worst_trial(campaign_);
    if (trial == nullptr) return;
    out_.raw("<section><h2>The worst</h2><div class=\"card\">");
    out_.write("<p><strong>{}</strong>: {}</p>", escaped(trial->label), escaped(to_text(*trial)));
    out_.raw("<p>To see it again:</p>");
    out_.element("pre", trial->command);
    out_.raw("</div></section>");
  }

  void distributions() {
    if (campaign_.distributions.empty()) return;
    out_.raw("<section><h2>Distribution</h2><table><thead><tr><th></th>");
    for (const char* name : {"least", "median", "p90", "p99", "greatest"}) {
      out_.write("<th class=\"number\">{}</th>", name);
    }
    out_.raw("</tr></thead><tbody>");
    for (const Distribution& each : campaign_.distributions) {
      out_.write("<tr><td>{}</td>", escaped(each.what));
      for (const double value : {each.least, each.median, each.p90, each.p99, each.greatest}) {
        out_.write("<td class=\"number\">{}</td>", value_text(each, value));
      }
      out_.raw("</tr>");
    }
    out_.raw("</tbody></table></section>");
  }

  /// Rows and columns are the two axes, colours the work lost; the numbers are in the cells.
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
          out_.raw("<td></td>");
          continue;
        }
        out_.write(
            "<td style=\"background:color-mix(in srgb,var(--lost) {:.0f}%,transparent)\">"
            "{}{}</td>",
            70 * trial->lost_percent / most, percent_text(trial->lost_percent),
            trial->outcome == "passed" ? "" : "<br>" + escaped(trial->outcome));
      }
      out_.raw("</tr>");
    }
    out_.raw("</tbody></table></section>");
  }

  /// Work lost over the progress at which each trial was interrupted.
  void dots(double width, std::string_view css_class) {
    const auto plotted = std::ranges::count_if(campaign_.trials, [](const Trial& trial) {
      return trial.interrupted && trial.progress.has_value();
    });
    if (plotted == 0) return;
    constexpr double height = 220;
    constexpr double left = 46;
    constexpr double top = 12;
    const double right = width - 12;
    const double most = std::max(most_lost(campaign_) * 1.1, 1.0);
    out_.write(
        "<section class=\"{}\"><h2>Work lost over the moment of the interruption</h2>"
        "<svg class=\"plot\" viewBox=\"0 0 {:.0f} {:.0f}\" width=\"{:.0f}\" role=\"img\" "
        "aria-label=\"Work lost over progress\">",
        css_class, width, top + height + 24, width);
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
                 top + height + 16, tick == 100 ? "end" : "middle", tick);
    }
    for (const Trial& trial : campaign_.trials) {
      if (!trial.interrupted || !trial.progress) continue;
      out_.write(
          "<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"><title>{}</title>"
          "</circle>",
          trial.outcome == "passed" ? "write" : "lost",
          left + (right - left) * std::clamp(*trial.progress, 0.0, 100.0) / 100,
          top + height * (1 - trial.lost_percent / most),
          escaped(trial.label + ": " + to_text(trial)));
    }
    out_.raw("</svg></section>");
  }

  void trials() {
    out_.raw(
        "<section><h2>Trials</h2><table><thead><tr><th></th><th>What</th>"
        "<th class=\"number\">Lost</th><th class=\"number\">Done after</th><th>Report</th></tr>"
        "</thead><tbody>");
    for (const Trial& trial : campaign_.trials) {
      out_.write(
          "<tr><td><span class=\"badge {}\">{}</span></td><td>{}</td>"
          "<td class=\"number\">{}</td><td class=\"number\">{}</td>"
          "<td><a href=\"{}/report.html\">{}</a></td></tr>",
          badge_of(trial.outcome), escaped(trial.outcome), escaped(trial.label),
          trial.interrupted ? percent_text(trial.lost_percent) : "",
          trial.completed ? seconds_text(trial.took_seconds) : "not done", escaped(trial.run),
          escaped(trial.run));
    }
    out_.raw("</tbody></table></section>");
  }

  const Campaign& campaign_;
  Markup out_;
};

}  // namespace

std::string to_html(const Campaign& campaign) {
  return CampaignPage{campaign}.write();
}

}  // namespace spotdrill::report
