#include "drill/readings/line_counts.hpp"

#include <algorithm>
#include <array>

#include "base/lower_case.hpp"
#include "drill/readings/line_figures.hpp"
#include "drill/readings/line_numbers.hpp"

namespace spotdrill::drill {

namespace {

using namespace std::string_view_literals;

/// What programs count while they work. Not what also numbers the parts of a script: stage, phase,
/// part, task.
constexpr std::array counting_words{"epoch"sv, "step"sv,    "iteration"sv,  "iter"sv,
                                    "batch"sv, "episode"sv, "generation"sv, "frame"sv,
                                    "round"sv, "cycle"sv,   "update"sv,     "trial"sv};

constexpr std::array whole_words{"max"sv, "num"sv, "total"sv, "n"sv, "number"sv};

struct Word {
  std::string_view text;
  std::size_t begin = 0;
};

class CountScanner {
 public:
  explicit CountScanner(std::string_view text)
      : line_(lower_case(without_escapes(text.substr(0, figure_line_bytes_max)))) {}

  LineCounts scan() const {
    LineCounts counts;
    for (const LineNumber& number : numbers_in(line_)) {
      if (!number.whole || !number.usable || number.named || number.unit_end > number.end) continue;
      std::string_view in_all = all_before(number);
      if (in_all.empty()) in_all = all_behind(number);
      const std::string_view label = in_all.empty() ? now_before(number) : in_all;
      if (label.empty()) continue;
      std::vector<LineCount>& found = in_all.empty() ? counts.now : counts.in_all;
      found.push_back({std::string{label}, number.value, number.begin, number.end});
    }
    return counts;
  }

 private:
  [[nodiscard]] char at(std::size_t place) const {
    return place < line_.size() ? line_[place] : '\0';
  }

  /// The word that ends before `end`, without the signs of `between`.
  [[nodiscard]] Word word_before(std::size_t end, std::string_view between) const {
    while (end > 0 && (is_gap(line_[end - 1]) || one_of(line_[end - 1], between))) --end;
    std::size_t begin = end;
    while (begin > 0 && is_letter(line_[begin - 1])) --begin;
    return {std::string_view{line_}.substr(begin, end - begin), begin};
  }

  [[nodiscard]] Word word_behind(std::size_t begin) const {
    while (is_gap(at(begin))) ++begin;
    std::size_t end = begin;
    while (is_letter(at(end))) ++end;
    return {std::string_view{line_}.substr(begin, end - begin), begin};
  }

  static std::string_view counted(std::string_view word) {
    const auto found = std::ranges::find(counting_words, word);
    return found == counting_words.end() ? std::string_view{} : *found;
  }

  /// "epochs", "batches" as "epoch", "batch"; what is no plural of a word that counts: nothing.
  static std::string_view counted_all(std::string_view word) {
    if (!word.ends_with('s')) return {};
    word.remove_suffix(1);
    if (const auto found = counted(word); !found.empty()) return found;
    return word.ends_with("he") ? counted(word.substr(0, word.size() - 1)) : std::string_view{};
  }

  /// Whether the number is followed by what makes another thing of it: a unit, a pair, a share.
  [[nodiscard]] bool stands_alone(const LineNumber& number) const {
    const char next = at(number.end);
    return !is_letter(next) && !one_of(next, "%/_-") &&
           !(next == '.' && is_digit(at(number.end + 1)));
  }

  /// "nsteps = 500", "max_epoch: 20", "Total optimization steps = 500".
  [[nodiscard]] std::string_view all_before(const LineNumber& number) const {
    if (!stands_alone(number)) return {};
    const Word word = word_before(number.begin, ":=\"'");
    const std::string_view signs =
        std::string_view{line_}.substr(word.begin, number.begin - word.begin);
    if (signs.find_first_of("=:") == std::string_view::npos) return {};
    if (const auto plural = counted_all(word.text); !plural.empty()) return plural;
    if (word.text.starts_with('n')) {
      if (const auto glued = counted_all(word.text.substr(1)); !glued.empty()) return glued;
    }
    const std::string_view singular = counted(word.text);
    const std::string_view before = word_before(word.begin, "_-").text;
    const bool whole = std::ranges::find(whole_words, before) != whole_words.end();
    return whole ? singular : std::string_view{};
  }

  /// "for 20 epochs"; at the beginning of a line "50000 steps, 100.0 ps".
  [[nodiscard]] std::string_view all_behind(const LineNumber& number) const {
    const Word word = word_behind(number.end);
    const std::string_view plural = counted_all(word.text);
    if (plural.empty() || word.begin == number.end) return {};
    const bool first = line_.find_first_not_of(' ') == number.begin;
    const bool listed = first && at(word.begin + word.text.size()) == ',';
    return listed || word_before(number.begin, "").text == "for" ? plural : std::string_view{};
  }

  /// "Epoch 3", "step: 1200", "iter=7", "[epoch 3]".
  [[nodiscard]] std::string_view now_before(const LineNumber& number) const {
    if (!stands_alone(number)) return {};
    const Word word = word_before(number.begin, ":=#[(\"'");
    if (word.begin > 0 && one_of(line_[word.begin - 1], "_-./")) return {};
    return counted(word.text);
  }

  std::string line_;
};

}  // namespace

LineCounts line_counts(std::string_view line) {
  return CountScanner{line}.scan();
}

}  // namespace spotdrill::drill
