#include "drill/readings/line_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/lower_case.hpp"
#include "drill/readings/figure_labels.hpp"
#include "drill/readings/figure_words.hpp"
#include "drill/readings/line_fields.hpp"
#include "drill/readings/line_numbers.hpp"

namespace spotdrill::drill {

namespace {

using namespace std::string_view_literals;

/// A pair may run over a little, as a bar does whose total was a guess.
constexpr double beyond_max = 1.1;
constexpr double beyond_total_min = 10;

/// A number above this is a moment or an address, not that of one of several workers.
constexpr double workers_max = 99'999;

/// What is counted from line to line without a word of how many there will be.
constexpr std::array cycle_words{"epoch"sv, "round"sv,      "pass"sv,  "phase"sv, "stage"sv,
                                 "cycle"sv, "generation"sv, "trial"sv, "fold"sv,  "episode"sv};

constexpr std::array date_words{"on"sv, "by"sv, "since"sv, "until"sv, "date"sv, "dated"sv};

class LineScanner {
 public:
  explicit LineScanner(std::string_view text)
      : line_(without_escapes(text.substr(0, figure_line_bytes_max))),
        numbers_(numbers_in(line_)) {}

  std::vector<LineFigure> scan() {
    for (std::size_t i = 0; i < numbers_.size() && figures_.size() < line_figures_max; ++i) {
      if (const std::size_t taken = task_counts(i) + pair(i); taken > 0) {
        i += taken;
      } else {
        percent(i);
        fraction(i);
      }
    }
    const auto is_pair = [](const LineFigure& each) { return each.kind == LineFigure::Kind::Pair; };
    if (std::none_of(figures_.begin(), figures_.end(), is_pair)) {
      if (auto figure = field_pair(line_, numbers_)) figures_.push_back(*std::move(figure));
    }
    return std::move(figures_);
  }

  [[nodiscard]] std::optional<double> uncounted_cycle() const {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const LineNumber& number = numbers_[i];
      bool glued = false;
      const bool of_pair = i + 1 < numbers_.size() && joined(number, numbers_[i + 1], glued);
      if (of_pair || !number.whole || !number.usable || !follows_cycle_word(number.begin)) continue;
      const char next = at(number.unit_end);
      if (number.unit_end == number.end && next != '.' && next != '%' && !is_letter(next)) {
        return number.value;
      }
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] char at(std::size_t place) const {
    return place < line_.size() ? line_[place] : '\0';
  }
  [[nodiscard]] char before(std::size_t place) const { return place > 0 ? line_[place - 1] : '\0'; }
  [[nodiscard]] std::size_t past_gap(std::size_t place) const {
    while (is_gap(at(place))) ++place;
    return place;
  }
  [[nodiscard]] bool word_at(std::size_t place, std::string_view word) const {
    return std::string_view{line_}.substr(std::min(place, line_.size())).starts_with(word);
  }

  /// Whether `number` may begin a figure by what stands before it.
  [[nodiscard]] bool begins(const LineNumber& number) const {
    const char c = before(number.begin);
    const char earlier = number.begin > 1 ? line_[number.begin - 2] : '\0';
    if (number.named) return known_name(number.begin);
    if (c == '-' && is_letter(earlier)) return known_name(number.begin - 1);  // "epoch-3/10".
    // Bars are made of these signs, too.
    if (c == '-' || c == '+' || c == '.') return earlier == c;
    if (c == ':') return earlier != ':' && !is_digit(earlier);
    if (c == '\xb1') return false;  // "±".
    return !one_of(c, "/\\<$%");
  }

  /// "step3/10": glued to a word that counts.
  [[nodiscard]] bool known_name(std::size_t end) const {
    constexpr std::size_t longest = 16;
    std::size_t begin = end;
    while (begin > 0 && end - begin < longest && is_letter(line_[begin - 1])) --begin;
    if (begin > 0 && (is_digit(line_[begin - 1]) || one_of(line_[begin - 1], "_-./"))) {
      return false;
    }
    const std::string word = lower_case(std::string_view{line_}.substr(begin, end - begin));
    const FigureWord found = figure_word(word);
    return found == FigureWord::Outer || found == FigureWord::Counted;
  }

  /// "Epoch 3", "epoch=3", "Epoch: [3]".
  [[nodiscard]] bool follows_cycle_word(std::size_t end) const {
    while (end > 0 && one_of(line_[end - 1], " :=[#(\x01")) --end;
    std::size_t begin = end;
    while (begin > 0 && is_letter(line_[begin - 1])) --begin;
    if (begin > 0 && one_of(line_[begin - 1], "_-./")) return false;
    const std::string word = lower_case(std::string_view{line_}.substr(begin, end - begin));
    return std::find(cycle_words.begin(), cycle_words.end(), word) != cycle_words.end();
  }

  /// Whether a figure may end before `place`: no path, date, version or rate goes on there.
  [[nodiscard]] bool ends(std::size_t place) const {
    const char c = at(place);
    const char next = at(place + 1);
    if (word_at(place, "it") && !is_letter(at(place + 2))) return true;  // "3/10it".
    if (c == '.' || c == '-') return !is_digit(next) && !is_letter(next);
    return !is_digit(c) && !is_letter(c) && c != '_' && c != '/' && c != '\\' && c != '%';
  }

  /// Whether what stands between two numbers makes a pair of them; `glued`: no blank there.
  [[nodiscard]] bool joined(const LineNumber& first, const LineNumber& second, bool& glued) const {
    std::size_t place = past_gap(first.unit_end);
    const bool gap = place > first.unit_end;
    glued = !gap && at(place) == '/' && place + 1 == second.begin;
    if (at(place) == '/') return past_gap(place + 1) == second.begin;
    for (const std::string_view word : {"of"sv, "out of"sv}) {
      const std::size_t end = place + word.size();
      if (gap && word_at(place, word) && past_gap(end) > end) {
        return past_gap(end) == second.begin;
      }
    }
    return false;
  }

  /// "11/30 12:00:01" at the beginning of a line, "on 11/30".
  [[nodiscard]] bool date(std::size_t index) const {
    const LineNumber& first = numbers_[index];
    const LineNumber& second = numbers_[index + 1];
    const double low = std::min(first.value, second.value);
    const double high = std::max(first.value, second.value);
    if (!first.whole || !second.whole || low < 1 || low > 12 || high > 31) return false;
    const std::string label = label_of(index, second.end).label;
    if (std::find(date_words.begin(), date_words.end(), label) != date_words.end()) return true;
    if (index > 0 || figure_word(label) != FigureWord::Unknown) return false;
    const std::size_t hours = past_gap(second.end);
    if (index + 2 >= numbers_.size() || numbers_[index + 2].begin != hours) return false;
    std::size_t place = numbers_[index + 2].end;
    if (at(place) != ':' || !is_digit(at(place + 1))) return false;
    while (is_digit(at(place)) || at(place) == ':') ++place;
    return at(past_gap(place)) != '<';  // "3/10 00:12<00:30": a bar's own times.
  }

  /// Sets the values of a pair by its units.
  static void set_values(const LineNumber& first, const LineNumber& second, LineFigure& figure) {
    figure.value = first.value;
    figure.of = second.value;
    if (second.scale == 0) return;
    // "1.2/3.4 MB" means both; in tqdm's "512/1.20k" the first has no unit because it needs none.
    const bool alone = first.scale == 0 && !second.bytes && second.unit_near;
    const double scale = first.scale > 0 ? first.scale : alone ? 1 : second.scale;
    figure.value *= scale;
    *figure.of *= second.scale;
  }

  static bool plausible(const LineFigure& figure) {
    const double total = *figure.of;
    const double most = total >= beyond_total_min ? total * beyond_max : total;
    return std::isfinite(total) && total >= 2 && figure.value <= most;
  }

  /// "007" of "17/0040586" is padded further than its partner: a hash.
  [[nodiscard]] bool padded(const LineNumber& first, const LineNumber& second) const {
    return second.whole && line_[second.begin] == '0' &&
           second.end - second.begin != first.end - first.begin;
  }

  /// Takes the numbers `index` and the next as a pair; how many were taken beside the first.
  std::size_t pair(std::size_t index) {
    if (index + 1 >= numbers_.size()) return 0;
    const LineNumber& first = numbers_[index];
    const LineNumber& second = numbers_[index + 1];
    bool glued = false;
    if (!first.usable || !second.usable || !joined(first, second, glued)) return 0;
    if (!begins(first) || !ends(second.unit_end) || padded(first, second)) return 0;
    if (first.unit_end > first.end && second.scale == 0) return 0;
    if (glued && date(index)) return 0;
    LineFigure figure;
    figure.kind = LineFigure::Kind::Pair;
    set_values(first, second, figure);
    if (!plausible(figure)) return 0;
    add(figure, index, second.unit_end);
    return 1;
  }

  /// Spark's "(12 + 2) / 40": done, at work, all.
  std::size_t task_counts(std::size_t index) {
    if (index + 2 >= numbers_.size()) return 0;
    const LineNumber& done = numbers_[index];
    const LineNumber& working = numbers_[index + 1];
    const LineNumber& all = numbers_[index + 2];
    const std::size_t plus = past_gap(done.end);
    const std::size_t close = past_gap(working.end);
    const std::size_t slash = past_gap(close + 1);
    if (before(done.begin) != '(' || at(plus) != '+' || past_gap(plus + 1) != working.begin ||
        at(close) != ')' || at(slash) != '/' || past_gap(slash + 1) != all.begin) {
      return 0;
    }
    LineFigure figure;
    figure.kind = LineFigure::Kind::Pair;
    figure.value = done.value;
    figure.of = all.value;
    if (!all.usable || !ends(all.end) || !plausible(figure)) return 0;
    add(figure, index, all.end);
    return 2;
  }

  void percent(std::size_t index) {
    const LineNumber& number = numbers_[index];
    const std::size_t blank = at(number.end) == ' ' ? 1 : 0;
    std::size_t sign = number.end + blank;
    while (at(sign) == escape_mark) ++sign;
    if (at(sign) != '%' || !number.usable || number.value > 100 || !begins(number)) return;
    // "%20", "%2F": an address.
    const auto hexadecimal = [](char c) { return is_digit(c) || one_of(c, "abcdefABCDEF"); };
    const char next = at(sign + 1);
    if (is_digit(next) || next == '_' || next == '/') return;
    if (hexadecimal(next) && hexadecimal(at(sign + 2))) return;
    LineFigure figure;
    figure.value = number.value;
    add(figure, index, sign + 1);
    if (in_table(index) || of_memory(index)) figures_.back().other = true;
  }

  /// "progress": 0.42, as a line of JSON has it: a part of one.
  void fraction(std::size_t index) {
    const LineNumber& number = numbers_[index];
    if (number.whole || !number.usable || number.value > 1 || number.unit_end > number.end) return;
    const std::size_t next = past_gap(number.end);
    if (at(next) == '%' || is_letter(at(next)) || at(next) == '/' || !begins(number)) return;
    LineFigure figure;
    figure.value = 100 * number.value;
    const std::string label = label_of(index, number.end).label;
    if (label.find("progress") == label.npos && label.find("fraction") == label.npos) return;
    add(figure, index, number.end);
  }

  [[nodiscard]] bool has_sign(std::size_t index) const { return at(numbers_[index].end) == '%'; }

  /// Whether only blanks stand between a number and the next one.
  [[nodiscard]] bool beside(std::size_t index) const {
    const std::size_t end = numbers_[index].unit_end + (has_sign(index) ? 1 : 0);
    const std::size_t next = numbers_[index + 1].begin;
    return past_gap(end) == next && next > end && before(numbers_[index].begin) != ':';
  }

  /// "src/a.py  120  12  90%": a cell of a table.
  [[nodiscard]] bool in_table(std::size_t index) const {
    return index >= 2 && beside(index - 2) && beside(index - 1) &&
           !(has_sign(index - 2) && has_sign(index - 1));
  }

  /// "Memory: 1.2G (42%)", "CPU 0: 42%": the words before the number before it.
  [[nodiscard]] bool of_memory(std::size_t index) const {
    if (index == 0) return false;
    const LineNumber& earlier = numbers_[index - 1];
    if (figures_.size() > 1 && figures_[figures_.size() - 2].end >= earlier.end) return false;
    std::size_t place = past_gap(earlier.unit_end);
    while (at(place) == '(' || at(place) == '[' || at(place) == ':') place = past_gap(place + 1);
    return place == numbers_[index].begin && label_of(index - 1, earlier.unit_end).other;
  }

  /// Whether both say the same: "120/200 (60%)", rounded as they like.
  static bool agree(const LineFigure& one, const LineFigure& two) {
    const auto share = [](const LineFigure& figure) {
      return figure.of ? 100 * figure.value / *figure.of : figure.value;
    };
    return one.kind != two.kind && std::abs(share(one) - share(two)) <= 1;
  }

  [[nodiscard]] FigureLabel label_of(std::size_t index, std::size_t end) const {
    // A number's own unit is no label of the next: "1.2 GiB (42%)".
    const bool unit = index > 0 && numbers_[index - 1].scale > 0;
    const std::size_t from = std::max(used_, unit ? numbers_[index - 1].unit_end : 0);
    return figure_label(line_, from, numbers_[index].begin, end);
  }

  /// Adds the figure that begins with the number `index`.
  void add(LineFigure figure, std::size_t index, std::size_t end) {
    figure.begin = numbers_[index].begin;
    figure.end = end;
    const FigureLabel label = label_of(index, end);
    used_ = std::max(used_, label.used);
    figure.label = label.label;
    figure.outer = label.outer;
    figure.other = label.other;
    figure.by = number_before(index);
    if (!figures_.empty() && figure.label.empty()) inherit(figure);
    figures_.push_back(std::move(figure));
  }

  /// The number that stands before another one and may be that of whoever counts.
  [[nodiscard]] std::optional<double> number_before(std::size_t index) const {
    if (index == 0) return std::nullopt;
    const LineNumber& earlier = numbers_[index - 1];
    if (!figures_.empty() && figures_.back().end > earlier.begin) return std::nullopt;
    const bool may_be = earlier.whole && earlier.usable && earlier.value <= workers_max;
    return may_be ? std::optional{earlier.value} : std::nullopt;
  }

  /// What stands directly beside another figure of the same amount is that, told another way.
  void inherit(LineFigure& figure) const {
    const LineFigure& earlier = figures_.back();
    for (std::size_t place = std::max(earlier.end, used_); place < figure.begin; ++place) {
      if (is_digit(line_[place]) || is_letter(line_[place]) || line_[place] == ';') return;
    }
    figure.other = figure.other || earlier.other;
    if (!agree(figure, earlier)) return;
    figure.label = earlier.label;
    figure.outer = earlier.outer;
  }

  std::string line_;
  std::vector<LineNumber> numbers_;
  std::vector<LineFigure> figures_;
  std::size_t used_ = 0;  ///< Words before this belong to a figure already.
};

}  // namespace

std::vector<LineFigure> line_figures(std::string_view line) {
  return LineScanner{line}.scan();
}

LineRead read_line(std::string_view line) {
  LineScanner scanner{line};
  const std::optional<double> cycle = scanner.uncounted_cycle();
  return {.figures = scanner.scan(), .uncounted_cycle = cycle};
}

}  // namespace spotdrill::drill
