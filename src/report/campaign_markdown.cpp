// A campaign as Markdown (campaign.hpp).
#include <fmt/format.h>

#include "base/iso8601.hpp"
#include "drill/readings/figures.hpp"
#include "report/campaign.hpp"
#include "report/markdown_text.hpp"
#include "report/markup.hpp"

namespace spotdrill::report {

namespace {

const char* sign_of(const Trial& trial) {
  if (trial.outcome == name(drill::Outcome::Passed)) return "✅";
  return trial.outcome == name(drill::Outcome::Failed) ? "❌" : "⚠️";
}

class CampaignSummary {
 public:
  explicit CampaignSummary(const Campaign& campaign) : campaign_(campaign) {}

  std::string write() {
    text_.add(fmt::format("### {} Campaign {}: {}{}\n\n",
                          all_passed(campaign_) ? "✅"
                          : campaign_.finished  ? "❌"
                                                : "⚠️",
                          code(campaign_.drill), passed_text(campaign_),
                          campaign_.finished ? "" : ", not finished"));
    if (campaign_.failure) text_.add(shown(*campaign_.failure) + "\n\n");
    distributions();
    worst();
    if (campaign_.axes.size() == 2) {
      matrix();
    } else {
      trials();
    }
    return text_.end(
        campaign_.command, "campaign.json",
        fmt::format("{}, {}, seed {}, {}, spotdrill {}", code(clipped(campaign_.campaign, 100)),
                    shown(clipped(campaign_.kind, 40)), campaign_.seed,
                    iso8601_seconds(campaign_.began_at), shown(clipped(campaign_.version, 40))));
  }

 private:
  void distributions() {
    if (campaign_.distributions.empty()) return;
    text_.add(
        "| | least | median | p90 | p99 | greatest |\n| --- | --: | --: | --: | --: | --: |\n");
    for (const Distribution& each : campaign_.distributions) {
      std::string line = "| " + shown(each.what);
      for (const double value : {each.least, each.median, each.p90, each.p99, each.greatest}) {
        line += " | " + value_text(each, value);
      }
      text_.add(line + " |\n");
    }
  }

  void worst() {
    const Trial* trial = worst_trial(campaign_);
    if (trial == nullptr) return;
    text_.add(fmt::format("\nThe worst, {}: {}. To see it again:\n\n{}", code(trial->label),
                          shown(to_text(*trial)), shell_block(trial->command, "campaign.json")));
  }

  /// Work lost: rows and columns are the two axes.
  void matrix() {
    const auto& rows = campaign_.axes[0];
    const auto& columns = campaign_.axes[1];
    std::string head = fmt::format("\n| {} \\ {} |", shown(rows.name), shown(columns.name));
    std::string rule = "\n| --- |";
    for (const std::string& value : columns.values) {
      head += fmt::format(" {} |", code(value));
      rule += " --: |";
    }
    text_.add(head + rule + "\n");
    for (std::size_t row = 0; row < rows.values.size(); ++row) {
      std::string line = fmt::format("| {} |", code(rows.values[row]));
      for (std::size_t column = 0; column < columns.values.size(); ++column) {
        const Trial* trial = trial_at(campaign_, row, column);
        line += trial == nullptr ? std::string{" |"}
                                 : fmt::format(" {} {} |", sign_of(*trial),
                                               drill::percent_text(trial->lost_percent));
      }
      text_.add(line + "\n");
    }
  }

  void trials() {
    if (campaign_.trials.empty()) return;
    text_.add("\n| | Trial | |\n| --- | --- | --- |\n");
    for (const Trial& trial : campaign_.trials) {
      text_.add(fmt::format("| {} | {} {} | {} |\n", sign_of(trial), shown(trial.run),
                            code(trial.label), shown(to_text(trial))));
    }
  }

  const Campaign& campaign_;
  MarkdownText text_;
};

}  // namespace

std::string to_markdown(const Campaign& campaign) {
  return CampaignSummary{campaign}.write();
}

}  // namespace spotdrill::report
