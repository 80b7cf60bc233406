#include "drill/results/comparison.hpp"

#include <fmt/format.h>

#include <set>

#include "drill/results/sequence_comparison.hpp"
#include "drill/results/text_comparison.hpp"

namespace spotdrill::drill {

namespace {

void compare_files(const Results& undisturbed, const Results& interrupted,
                   const ComparisonRules& rules, std::vector<std::string>& differences) {
  std::set<std::string> names;
  for (const auto& [name, text] : undisturbed.files) names.insert(name);
  for (const auto& [name, text] : interrupted.files) names.insert(name);
  for (const std::string& name : names) {
    const auto left = undisturbed.files.find(name);
    const auto right = interrupted.files.find(name);
    if (left == undisturbed.files.end()) {
      differences.push_back(fmt::format(
          "{} is there after the interrupted run, not after the undisturbed one", name));
    } else if (right == interrupted.files.end()) {
      differences.push_back(fmt::format(
          "{} is there after the undisturbed run, not after the interrupted one", name));
    } else if (const auto difference = first_difference(left->second, right->second, rules)) {
      differences.push_back(fmt::format("{}, {}", name, *difference));
    }
  }
}

/// `text` with the last `what` in it, which is ours and no file's, in other words.
void reword(std::string& text, std::string_view what, std::string_view words) {
  const std::size_t at = text.rfind(what);
  if (at != std::string::npos) text.replace(at, what.size(), words);
}

/// The sequence that `run` printed, one part for each instance.
std::vector<Items> sequence_of(const Results& run, const std::regex& pattern) {
  std::vector<Items> parts;
  for (const std::string& console : run.consoles) parts.push_back(items_of(console, pattern));
  return parts;
}

Items joined(const std::vector<Items>& parts) {
  Items all;
  for (const Items& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

void compare_sequences(const std::string& stream, const Results& undisturbed,
                       const Results& interrupted, ComparisonSeen& seen) {
  // The definition's reader has tried it.
  const std::regex pattern{stream, std::regex::ECMAScript};
  const Items whole = joined(sequence_of(undisturbed, pattern));
  const std::vector<Items> parts = sequence_of(interrupted, pattern);
  const std::size_t count = joined(parts).size();
  if (whole.size() > items_max || count > items_max) {
    seen.inconclusive = fmt::format("stream /{}/ matches more than {} lines", stream, items_max);
  } else if (whole.empty()) {
    seen.inconclusive = fmt::format("stream /{}/ matches no line of the undisturbed run", stream);
  } else if (const auto difference = first_difference(whole, parts)) {
    seen.differences.push_back("stream: " + *difference);
  }
}

}  // namespace

ComparisonSeen compare_results(const SameResult& same, const Results& undisturbed,
                               const Results& interrupted) {
  ComparisonSeen seen;
  if (!undisturbed.failure.empty()) {
    seen.inconclusive = "the undisturbed run: " + undisturbed.failure;
    return seen;
  }
  if (!interrupted.failure.empty()) {
    seen.inconclusive = "the interrupted run: " + interrupted.failure;
    return seen;
  }
  const auto rules = ComparisonRules::create(same.tolerance, same.ignore);
  if (!rules) {
    seen.inconclusive = rules.error();
    return seen;
  }
  if (!same.files.empty() && undisturbed.files.empty()) {
    seen.inconclusive =
        fmt::format("the undisturbed run has left none of {}", fmt::join(same.files, ", "));
    return seen;
  }
  compare_files(undisturbed, interrupted, *rules, seen.differences);
  if (!same.stream.empty()) compare_sequences(same.stream, undisturbed, interrupted, seen);
  if (seen.differences.size() > differences_max) {
    const std::size_t more = seen.differences.size() - differences_max;
    seen.differences.resize(differences_max);
    seen.differences.push_back(fmt::format("and {} more", more));
  }
  return seen;
}

std::string why_not_deterministic(const SameResult& same, const Results& first,
                                  const Results& second) {
  const ComparisonSeen seen = compare_results(same, first, second);
  if (!seen.inconclusive.empty()) return seen.inconclusive;
  if (seen.differences.empty()) return {};
  std::string difference = seen.differences.front();
  reword(difference, "in the undisturbed run", "in the first");
  reword(difference, "in the interrupted one", "in the second");
  return fmt::format(
      "two undisturbed runs differ, so that nothing can be said of an interrupted "
      "one (name what may differ in 'ignore' or by 'tolerance', or give the job a "
      "seed): {}",
      difference);
}

}  // namespace spotdrill::drill
