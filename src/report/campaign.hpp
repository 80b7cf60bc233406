// What a campaign found out: its trials beside each other, and what they come to. Each trial has a
// report of its own. docs/campaign.schema.json describes it; api/campaign.hpp is made of that.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/campaign.hpp"
#include "report/files.hpp"
#include "report/report.hpp"

namespace spotdrill::report {

using api::campaign::Campaign;
using api::campaign::Distribution;
using api::campaign::Trial;

inline constexpr std::int64_t campaign_format = 1;

/// A value of a distribution, in its unit: "12 %", "1m30s".
std::string value_text(const Distribution& of, double value);

/// The one that lost most; null where none was interrupted.
const Trial* worst_trial(const Campaign& campaign);

/// That of a sweep over two axes; null where there is none.
const Trial* trial_at(const Campaign& campaign, std::size_t row, std::size_t column);

/// Whether any trial failed. One that shows nothing has neither failed nor passed.
bool any_failed(const Campaign& campaign);

/// Whether some trial passed and every other one did or shows nothing: a moment at which the work
/// is done before anything is felt is neither passed nor failed.
bool all_passed(const Campaign& campaign);

/// How many trials passed, and what the worst of them lost. Units: percent of the whole work.
std::ptrdiff_t passed_trials(const Campaign& campaign);
double most_lost(const Campaign& campaign);

/// What `report` comes to as a trial; who ran it says what was different, and where it is.
Trial trial_of(const Report& report);

/// "3 of 4 passed".
std::string passed_text(const Campaign& campaign);

/// Reads a campaign.json. Errors: a sentence that names the member.
Result<Campaign, std::string> read_campaign(std::string_view json);

/// The campaign as campaign.json has it.
std::string to_json(const Campaign& campaign);

/// Fills in what follows from the trials: distributions, and the worst of them.
void sum_up(Campaign& campaign);

/// "lost 4 %, 12s of work; passed".
std::string to_text(const Trial& trial);

/// What a search cannot say.
std::string untried_text(const api::campaign::Stretch& untried);

/// One line, and what kept it from its end.
std::string to_headline(const Campaign& campaign, TextStyle style = {});

/// As people read it on a terminal.
std::string to_text(const Campaign& campaign, TextStyle style = {});

/// As a page, in which no script runs: the distribution, or the heat map of a sweep over two axes.
std::string to_html(const Campaign& campaign);

/// As JUnit XML: a test case for each trial. Units: real seconds.
std::string to_junit(const Campaign& campaign);

/// As Markdown, for a pull request: what there is of it in GitHub's comments (markdown_text.hpp).
std::string to_markdown(const Campaign& campaign);

/// campaign.html, campaign.json, campaign.txt.
std::vector<NamedText> files_of(const Campaign& campaign);

}  // namespace spotdrill::report
