#include "drill/readings/figure_labels.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/lower_case.hpp"
#include "drill/readings/checkpoint_names.hpp"
#include "drill/readings/figure_words.hpp"
#include "drill/readings/line_numbers.hpp"

namespace spotdrill::drill {

namespace {

using namespace std::string_view_literals;

/// Words that are looked at on each side of a figure.
constexpr std::size_t words_max = 4;
constexpr std::size_t word_bytes_max = 48;
/// What stands in parentheses between a label and its figure is passed over up to this length.
constexpr std::size_t parenthesis_bytes_max = 64;

/// Words that say nothing between a label and its figure: "epoch number 3/10".
constexpr std::array fillers{"number"sv, "no"sv, "nr"sv, "is"sv, "at"sv, "index"sv, "idx"sv};

bool in_word(char c) {
  return is_digit(c) || is_letter(c) || c == '_' || c == '-';
}

/// Whether `c` may stand between a label and its figure: bars, brackets, quotes, colons.
bool parts(char c) {
  return !is_digit(c) && !is_letter(c) && c != ',' && c != ';';
}

/// Where the parenthesis opens that closes before `end`; `end` when it is not near.
std::size_t opening(std::string_view line, std::size_t end) {
  const std::size_t least = end > parenthesis_bytes_max ? end - parenthesis_bytes_max : 0;
  for (std::size_t at = end; at > least; --at) {
    if (line[at - 1] == '(') return at - 1;
  }
  return end;
}

/// The words from `from` to `end`, nearest to the end first.
std::vector<std::string> words_before(std::string_view line, std::size_t from, std::size_t end) {
  std::vector<std::string> words;
  std::size_t at = end;
  while (words.size() < words_max) {
    const bool first = words.empty();
    while (at > from && (first ? parts(line[at - 1]) : is_gap(line[at - 1]))) {
      at = first && line[at - 1] == ')' ? std::max(from, std::min(at - 1, opening(line, at - 1)))
                                        : at - 1;
    }
    std::size_t begin = at;
    while (begin > from && at - begin < word_bytes_max && in_word(line[begin - 1])) --begin;
    std::string_view word = line.substr(begin, at - begin);
    at = begin;
    word.remove_prefix(std::min(word.find_first_not_of("-_"), word.size()));
    if (word.empty() || is_digit(word.front())) break;
    words.push_back(lower_case(word));
  }
  return words;
}

bool is_plural_of_counted(std::string_view word) {
  const FigureWord says = figure_word(word);
  return word.ends_with('s') && (says == FigureWord::Outer || says == FigureWord::Counted);
}

struct WordAfter {
  std::string word;
  std::size_t end = 0;
};

/// The words after `begin`; none when they are the label of what comes next: "42% cpu: 93%".
std::vector<WordAfter> words_after(std::string_view line, std::size_t begin) {
  std::vector<WordAfter> words;
  std::size_t at = begin;
  while (words.size() < words_max) {
    std::size_t next = at;
    while (next < line.size() && is_gap(line[next])) ++next;
    std::size_t end = next;
    while (end < line.size() && end - next < word_bytes_max && in_word(line[end])) ++end;
    const std::string_view word = line.substr(next, end - next);
    if (!word.empty() && is_digit(word.front())) {
      // "120/200 epoch 3", "3/60 loss 0.3": not what this figure counts. "12/40 files 30%" is.
      if (!words.empty() && !is_plural_of_counted(words.back().word)) words.clear();
      break;
    }
    if (word.empty() || !is_letter(word.front())) break;
    at = end;
    words.push_back({.word = lower_case(word), .end = end});
  }
  if (!words.empty() && at < line.size() && (line[at] == ':' || line[at] == '=')) words.clear();
  return words;
}

/// "clip_15" is called "clip_#": what is counted may have its number in its name. Words that say
/// something, such as "top5", stay as they are.
std::string without_numbers(const std::string& word) {
  return figure_word(word) == FigureWord::Unknown ? name_shape(word) : word;
}

bool is_filler(std::string_view word) {
  return std::find(fillers.begin(), fillers.end(), word) != fillers.end();
}

}  // namespace

FigureLabel figure_label(std::string_view line, std::size_t from, std::size_t begin,
                         std::size_t end) {
  FigureLabel found;
  FigureWord known = FigureWord::Unknown;
  for (const std::string& word : words_before(line, from, begin)) {
    if (is_filler(word)) continue;
    const FigureWord says = figure_word(word);
    if (found.label.empty()) {
      found.label = word.size() > 1 ? without_numbers(word) : std::string{};
      known = says;
      if (known != FigureWord::Unknown) break;
    } else if (says == FigureWord::Other) {
      found.label = word;  // "accuracy on test set = 42%".
      known = says;
      break;
    }
  }
  found.outer = known == FigureWord::Outer;
  found.other = known == FigureWord::Other;
  for (const auto& [word, word_end] : words_after(line, end)) {
    const FigureWord after = figure_word(word);
    // "Memory test: 42% complete".
    if (after == FigureWord::Progress) found.other = false;
    // "step 3/60 loss 0.3": what has a label of its own is not what comes after it.
    if (after == FigureWord::Other && known == FigureWord::Unknown) found.other = true;
    const bool says_nothing = known == FigureWord::Unknown || known == FigureWord::Progress;
    const bool counts = after == FigureWord::Outer || after == FigureWord::Counted;
    if (counts && says_nothing) found.outer = after == FigureWord::Outer;
    if (counts && found.label.empty()) found.label = word;
    if (after == FigureWord::Unknown) continue;
    found.used = word_end;
    break;
  }
  return found;
}

}  // namespace spotdrill::drill
