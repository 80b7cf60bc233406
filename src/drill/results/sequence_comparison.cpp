#include "drill/results/sequence_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotdrill::drill {

namespace {

/// Of a longer line no more is looked at: std::regex recurses for each byte.
constexpr std::size_t item_line_bytes_max = 1'024;

/// An item is quoted so far.
constexpr std::size_t item_quoted_max = 60;

std::string item_text(const std::string& item) {
  return "'" + (item.size() <= item_quoted_max ? item : item.substr(0, item_quoted_max) + "…") +
         "'";
}

/// "item 58 of 100 ('57')".
std::string place_text(const Items& items, std::size_t at) {
  return fmt::format("item {} of {} ({})", at + 1, items.size(), item_text(items[at]));
}

/// For each place of `items`: how many of it are, from there on, those that `wanted` begins with.
/// Linear in both, as the Z function of wanted and items one after the other.
std::vector<std::size_t> matches_at(const Items& wanted, const Items& items) {
  const std::size_t count = wanted.size() + items.size();
  const auto at = [&](std::size_t i) -> const std::string& {
    return i < wanted.size() ? wanted[i] : items[i - wanted.size()];
  };
  std::vector<std::size_t> z(count, 0);
  std::size_t left = 0;
  std::size_t right = 0;
  for (std::size_t i = 1; i < count; ++i) {
    if (i < right) z[i] = std::min(right - i, z[i - left]);
    while (i + z[i] < count && at(z[i]) == at(i + z[i])) ++z[i];
    if (i + z[i] > right) {
      left = i;
      right = i + z[i];
    }
  }
  std::vector<std::size_t> result(z.begin() + static_cast<std::ptrdiff_t>(wanted.size()), z.end());
  for (std::size_t& each : result) each = std::min(each, wanted.size());
  return result;
}

/// Follows the interrupted run along the undisturbed one.
class Course {
 public:
  explicit Course(const Items& undisturbed) : undisturbed_(undisturbed) {}

  std::optional<std::string> take(const Items& items, bool first);
  [[nodiscard]] std::optional<std::string> end() const;

 private:
  [[nodiscard]] std::string why_not(const Items& items, const std::vector<std::size_t>& matches,
                                    std::size_t best, bool first) const;

  const Items& undisturbed_;
  std::size_t done_ = 0;  ///< So many of its items are done.
};

std::optional<std::string> Course::take(const Items& items, bool first) {
  if (items.empty()) return std::nullopt;
  const std::vector<std::size_t> matches = matches_at(items, undisturbed_);
  // Of all places that will do, the last: it leaves the next instance the most to choose from.
  std::size_t best = 0;
  std::size_t best_matches = 0;
  for (std::size_t at = 0; at <= done_ && at < matches.size(); ++at) {
    if (matches[at] < best_matches || matches[at] == 0) continue;
    best = at;
    best_matches = matches[at];
  }
  if (best_matches < items.size()) return why_not(items, matches, best, first);
  done_ = best + items.size();
  return std::nullopt;
}

std::string Course::why_not(const Items& items, const std::vector<std::size_t>& matches,
                            std::size_t best, bool first) const {
  const std::size_t matched = best < matches.size() ? matches[best] : 0;
  if (!first) {
    const auto later =
        matches.begin() + static_cast<std::ptrdiff_t>(std::min(done_, matches.size()));
    const auto ahead = std::max_element(later, matches.end());
    if (ahead != matches.end() && *ahead > matched) {
      const auto at = static_cast<std::size_t>(ahead - matches.begin());
      const std::size_t skipped = at - done_;
      return fmt::format("skipped for ever: {}{}; the replacement goes on with {}",
                         place_text(undisturbed_, done_),
                         skipped == 1 ? "" : fmt::format(" and the {} after it", skipped - 1),
                         item_text(items.front()));
    }
  }
  const std::string who = first ? "the interrupted run" : "the replacement";
  if (matched == 0) {
    const bool known = std::ranges::find(undisturbed_, items.front()) != undisturbed_.end();
    if (first && !undisturbed_.empty()) {
      return fmt::format("{} in the undisturbed run, {} in the interrupted one",
                         place_text(undisturbed_, 0), item_text(items.front()));
    }
    return fmt::format("{} begins with {}, which the undisturbed run {}", who,
                       item_text(items.front()), known ? "does at another place" : "does nowhere");
  }
  const std::size_t at = best + matched;
  if (at >= undisturbed_.size()) {
    return fmt::format("the undisturbed run ends with {}; {} goes on with {}",
                       place_text(undisturbed_, undisturbed_.size() - 1), who,
                       item_text(items[matched]));
  }
  return fmt::format("{} in the undisturbed run; {}, which goes on from item {} ({}), has {} there",
                     place_text(undisturbed_, at), who, best + 1, item_text(items.front()),
                     item_text(items[matched]));
}

std::optional<std::string> Course::end() const {
  if (done_ >= undisturbed_.size()) return std::nullopt;
  return fmt::format("the interrupted run ends before {}", place_text(undisturbed_, done_));
}

}  // namespace

Items items_of(std::string_view console, const std::regex& pattern) {
  Items items;
  while (!console.empty()) {
    const std::size_t end = console.find_first_of("\r\n");
    if (end == std::string_view::npos) break;
    const std::string_view line = console.substr(0, std::min(end, item_line_bytes_max));
    console.remove_prefix(end + 1);
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_search(line.begin(), line.end(), match, pattern)) continue;
    items.push_back(match.size() > 1 ? match[1].str() : match[0].str());
    if (items.size() > items_max) break;
  }
  return items;
}

std::optional<std::string> first_difference(const Items& undisturbed,
                                            const std::vector<Items>& instances) {
  Course course{undisturbed};
  bool first = true;
  for (const Items& items : instances) {
    if (auto difference = course.take(items, first)) return difference;
    if (!items.empty()) first = false;
  }
  return course.end();
}

}  // namespace spotdrill::drill
