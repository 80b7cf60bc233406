#include "report/plot.hpp"

#include <algorithm>

#include "drill/readings/figures.hpp"
#include "report/facts.hpp"
#include "report/markup.hpp"
#include "report/pieces.hpp"
#include "report/plot_axes.hpp"
#include "report/series.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

constexpr double band_height = 18;
constexpr double band_gap = 4;
constexpr double below_axis = 40;        ///< Ticks and the title of the time.
constexpr std::size_t points_max = 800;  ///< Of one line.
constexpr std::size_t dots_max = 120;
constexpr std::size_t band_lanes_max = 12;

class Plot {
 public:
  Plot(const Report& report, PlotRange range, PlotSize size, Span percents)
      : report_(report), size_(size), axes_(range, percents, size, 0) {
    marks_ = place_marks(marks_of(report), axes_);
    axes_ = PlotAxes{range, percents, size, 22 + lanes_of(marks_) * label_height};
  }

  std::string draw(std::string_view title) {
    place_bands();
    const double bands = band_lanes_ * (band_height + band_gap);
    const double height = axes_.bottom() + below_axis + bands + 4;
    out_.write(
        "<svg class=\"plot\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" role=\"img\" aria-label=\"{2}\">",
        size_.width, height, escaped(title));
    grid();
    // What lies outside of the plotted area is cut off by an image within the image.
    out_.write(
        "<svg x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
        "viewBox=\"{:.1f} {:.1f} {:.1f} {:.1f}\">",
        axes_.left(), axes_.top() - 3, axes_.right() - axes_.left(), size_.height + 6, axes_.left(),
        axes_.top() - 3, axes_.right() - axes_.left(), size_.height + 6);
    for (const model::Interruption& each : report_.interruptions) lost(each);
    for (const model::Instance& instance : report_.instances) lines(instance);
    out_.raw("</svg>");
    marks();
    bands_below();
    hovers(height);
    out_.raw("</svg>");
    return out_.take();
  }

 private:
  [[nodiscard]] double percent(double value) const { return 100 * value / report_.total; }
  [[nodiscard]] bool within(Instant at) const {
    return at >= axes_.range().from && at <= axes_.range().to;
  }
  [[nodiscard]] std::string since_start(Instant at) const {
    return report::since_start(report_, at);
  }

  void grid() {
    for (const double tick : percent_ticks(axes_.percents())) {
      const double y = axes_.y(tick);
      out_.write(
          "<line class=\"grid\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>"
          "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:g}%</text>",
          axes_.left(), axes_.right(), y, y, axes_.left() - 5, y + 4, tick);
    }
    const double width = axes_.right() - axes_.left();
    for (const Instant tick : time_ticks(axes_.range(), report_.began_at, width)) {
      const double x = axes_.x(tick);
      const std::string label = since_start(tick);
      const double half = static_cast<double>(label.size()) * letter_width / 2;
      out_.write(
          "<line class=\"tick\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>"
          "<text x=\"{3:.1f}\" y=\"{4:.1f}\" text-anchor=\"middle\">{5}</text>",
          x, axes_.bottom(), axes_.bottom() + 4,
          std::clamp(x, axes_.left() + half - 40, axes_.right() - half), axes_.bottom() + 18,
          label);
    }
    out_.write("<line class=\"axis\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>",
               axes_.left(), axes_.right(), axes_.bottom(), axes_.bottom());
    titles();
  }

  /// What the axes count, and that one does not begin at 0.
  void titles() {
    const double middle = (axes_.top() + axes_.bottom()) / 2;
    out_.write(
        "<text x=\"11\" y=\"{0:.1f}\" text-anchor=\"middle\" transform=\"rotate(-90 11 {0:.1f})\">"
        "% of the work</text>"
        "<text x=\"{1:.1f}\" y=\"{2:.1f}\" text-anchor=\"end\">time since the start</text>",
        middle, axes_.right(), axes_.bottom() + 33);
    const double x = axes_.left();
    const double y = axes_.bottom();
    if (axes_.percents().from > 0) {
      out_.write(
          "<path class=\"cut\" d=\"M{0:.1f} {1:.1f}l10 -4M{0:.1f} {2:.1f}l10 -4\"><title>This axis "
          "does not begin at 0</title></path>",
          x - 5, y - 5, y - 10);
    }
    if (axes_.range().from > report_.began_at) {
      out_.write(
          "<path class=\"cut\" d=\"M{0:.1f} {2:.1f}l-4 10M{1:.1f} {2:.1f}l-4 10\"><title>This axis "
          "does not begin at the start</title></path>",
          x + 10, x + 15, y - 5);
    }
  }

  /// Those in the range, and the ones next to it on both sides.
  [[nodiscard]] std::vector<Sample> seen_of(const std::vector<Sample>& samples) const {
    auto from = std::ranges::lower_bound(samples, axes_.range().from, {}, &Sample::at);
    // From there on, so that a file whose samples are in no order gives no negative range.
    auto to = std::ranges::upper_bound(from, samples.end(), axes_.range().to, {}, &Sample::at);
    if (from != samples.begin()) --from;
    if (to != samples.end()) ++to;
    return {from, to};
  }

  void lines(const model::Instance& instance) {
    const std::vector<Sample> saved = seen_of(instance.saved);
    if (!saved.empty()) {
      std::string path;
      for (const Sample& each : thinned(saved, points_max)) {
        path += path.empty() ? fmt::format("M{:.1f} {:.1f}", axes_.x(each.at), y_of(each))
                             : fmt::format("H{:.1f}V{:.1f}", axes_.x(each.at), y_of(each));
      }
      const Instant until =
          std::min(instance.ended_at.value_or(report_.ended_at), report_.ended_at);
      if (until > saved.back().at) path += fmt::format("H{:.1f}", axes_.x(until));
      out_.write("<path class=\"saved\" d=\"{}\"/>", path);
      dots(saved);
    }
    std::string path;
    for (const Sample& each : thinned(seen_of(instance.progress), points_max)) {
      path +=
          fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", axes_.x(each.at), y_of(each));
    }
    if (!path.empty()) out_.write("<path class=\"progress\" d=\"{}\"/>", path);
  }

  [[nodiscard]] double y_of(const Sample& sample) const { return axes_.y(percent(sample.value)); }

  /// Every checkpoint write, unless there are too many to be told apart.
  void dots(const std::vector<Sample>& saved) {
    std::vector<Sample> writes;
    for (std::size_t i = 0; i < saved.size(); ++i) {
      if (i == 0 || saved[i].value != saved[i - 1].value) writes.push_back(saved[i]);
    }
    if (writes.size() > dots_max) return;
    for (const Sample& each : writes) {
      out_.write("<circle class=\"write\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\"/>",
                 axes_.x(each.at), y_of(each));
    }
  }

  /// The work that had to be done again: what lies below the line and above what was gone on from.
  void lost(const model::Interruption& each) {
    if (!each.lost || !each.progress || *each.lost <= 0) return;
    const double base = *each.progress - *each.lost;
    for (const model::Instance& instance : report_.instances) {
      if (instance.instance != each.instance) continue;
      std::string points;
      std::optional<Instant> last;
      for (const Sample& sample : thinned(instance.progress, points_max)) {
        if (sample.value < base) continue;
        if (points.empty()) {
          points = fmt::format("{:.1f},{:.1f}", axes_.x(sample.at), axes_.y(percent(base)));
        }
        points += fmt::format(" {:.1f},{:.1f}", axes_.x(sample.at), y_of(sample));
        last = sample.at;
      }
      if (!last) return;
      points += fmt::format(" {:.1f},{:.1f}", axes_.x(*last), axes_.y(percent(base)));
      out_.write("<polygon class=\"lost\" points=\"{}\"/>", points);
    }
  }

  void marks() {
    for (const PlacedMark& each : marks_) {
      const double label_y = 12 + label_height * (each.lane + 1);
      const double top = each.lane < 0 ? axes_.top() : label_y - 9;
      out_.write(
          "<line class=\"mark {0}\" x1=\"{1:.1f}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" "
          "y2=\"{3:.1f}\"/>",
          each.mark.css_class, each.x, top, axes_.bottom());
      if (each.lane < 0) continue;
      out_.write("<text class=\"mark {}\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>",
                 each.mark.css_class, each.label_x, label_y, each.leftwards ? "end" : "start",
                 escaped(each.mark.label));
    }
  }

  // The instances.

  struct Band {
    const model::Instance* instance;
    std::size_t lane;
  };

  void place_bands() {
    std::vector<Instant> taken;
    for (const model::Instance& instance : report_.instances) {
      const Instant end = pieces_of(report_, instance).end;
      if (end < axes_.range().from || instance.requested_at > axes_.range().to) continue;
      std::size_t lane = 0;
      while (lane < taken.size() && taken[lane] > instance.requested_at) ++lane;
      if (lane >= band_lanes_max) continue;
      if (lane == taken.size()) taken.push_back({});
      taken[lane] = end;
      bands_.push_back({&instance, lane});
    }
    band_lanes_ = static_cast<double>(taken.size());
  }

  void bands_below() {
    for (const Band& band : bands_) {
      const model::Instance& instance = *band.instance;
      const InstancePieces pieces = pieces_of(report_, instance);
      const double y =
          axes_.bottom() + below_axis + static_cast<double>(band.lane) * (band_height + band_gap);
      piece("starting", instance.requested_at, pieces.running, y);
      piece("running", pieces.running, pieces.shutdown, y);
      piece("ending", pieces.shutdown, pieces.end, y);
      Instant named = pieces.shutdown;
      for (const model::Interruption& each : report_.interruptions) {
        if (each.instance != instance.instance) continue;
        const auto unused = unused_notice(each);
        if (!unused || !is_seen(axes_.range(), unused->from, unused->to)) continue;
        const Instant to = std::min(unused->to, pieces.shutdown);
        piece("unused", unused->from, to, y);
        write_on_band(unused_text(*unused), unused->from, to, y);
        named = std::min(named, unused->from);
      }
      name_band(instance.instance.value_or(""), pieces.running, named, y);
    }
  }

  void piece(std::string_view css_class, Instant from, Instant to, double y) {
    if (!is_seen(axes_.range(), from, to)) return;
    const double left = std::max(axes_.x(from), axes_.left());
    const double right = std::min(axes_.x(to), axes_.right());
    out_.write(
        "<rect class=\"band {}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
        "height=\"{:.0f}\"/>",
        css_class, left, y, right - left, band_height);
  }

  /// False: there is no room.
  bool write_on_band(std::string_view text, Instant from, Instant to, double y) {
    const double left = std::max(axes_.x(from), axes_.left());
    const double room = std::min(axes_.x(to), axes_.right()) - left - 8;
    if (text.empty() || static_cast<double>(text.size()) * letter_width > room) return false;
    out_.write("<text class=\"onband\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", left + 4, y + 13,
               escaped(text));
    return true;
  }

  /// The whole id, or its end, as far as there is room.
  void name_band(const std::string& id, Instant from, Instant to, double y) {
    constexpr std::size_t short_length = 4;
    if (!write_on_band(id, from, to, y) && id.size() > short_length) {
      write_on_band(id.substr(id.size() - short_length), from, to, y);
    }
  }

  // What the pointer is on.

  void hovers(double height) {
    const double step = std::max(4.0, (axes_.right() - axes_.left()) / 240);
    for (double x = axes_.left(); x + step <= axes_.right() + 1e-6; x += step) {
      const double middle = x + step / 2;
      out_.write(
          "<g class=\"hover\"><rect x=\"{0:.1f}\" y=\"{1:.1f}\" width=\"{2:.1f}\" "
          "height=\"{3:.1f}\"/><line x1=\"{4:.1f}\" x2=\"{4:.1f}\" y1=\"{1:.1f}\" "
          "y2=\"{5:.1f}\"/><text x=\"2\" y=\"11\">{6}</text></g>",
          x, axes_.top(), step, height - axes_.top(), middle, height,
          escaped(told_at(axes_.time_at(middle))));
    }
  }

  [[nodiscard]] std::string told_at(Instant at) const {
    std::string text = since_start(at);
    const model::Instance* worker = worker_at(report_, at);
    if (worker == nullptr) return text + " no instance";
    if (const Sample* sample = newest_at(worker->progress, at)) {
      text += " progress " + drill::percent_text(percent(sample->value));
    }
    if (const Sample* sample = newest_at(worker->saved, at)) {
      text += " saved " + drill::percent_text(percent(sample->value));
    }
    return text;
  }

  const Report& report_;
  PlotSize size_;
  PlotAxes axes_;
  Markup out_;
  std::vector<PlacedMark> marks_;
  std::vector<Band> bands_;
  double band_lanes_ = 0;
};

/// What there is to see in `range`, with some air.
Span percents_in(const Report& report, const PlotRange& range) {
  Span span{.from = 1e300, .to = -1e300};
  const auto note = [&](const std::vector<Sample>& samples) {
    const Sample* before = newest_at(samples, range.from);
    for (const Sample& each : samples) {
      if (&each != before && (each.at < range.from || each.at > range.to)) continue;
      const double percent = 100 * each.value / report.total;
      span = {std::min(span.from, percent), std::max(span.to, percent)};
    }
  };
  for (const model::Instance& instance : report.instances) {
    if (instance.ended_at && *instance.ended_at < range.from) continue;
    note(instance.progress);
    note(instance.saved);
  }
  if (span.from > span.to) return {0, 100};
  const double air = std::max(2.0, (span.to - span.from) * 0.08);
  return {std::max(span.from - air, std::min(0.0, span.from)), span.to + air};
}

/// `range`, or a second where it is shorter or ends before it begins.
PlotRange some_time(PlotRange range) {
  range.to = std::max(range.to, range.from + std::chrono::seconds{1});
  return range;
}

}  // namespace

PlotRange whole_range(const Report& report) {
  PlotRange range{report.began_at, std::max(report.ended_at, report.began_at)};
  for (const model::Instance& instance : report.instances) {
    range.from = std::min(range.from, instance.requested_at);
  }
  return some_time(range);
}

PlotRange range_of(const Report& report, const model::Interruption& interruption) {
  constexpr std::chrono::seconds before{15};
  constexpr std::chrono::seconds after{45};
  const Instant first = interruption.rebalance_recommendation_at.value_or(
      interruption.notice_at.value_or(interruption.shutdown_begun_at.value_or(
          interruption.instance_ended_at.value_or(report.ended_at))));
  const Instant last =
      interruption.instance_ended_at.value_or(interruption.deadline.value_or(report.ended_at));
  return some_time({std::max(first - before, report.began_at),
                    std::min(last + after, std::max(report.ended_at, first + before))});
}

std::string plot_svg(const Report& report, PlotRange range, PlotSize size, std::string_view title,
                     bool zoomed) {
  Span percents{0, 100};
  if (zoomed) {
    percents = percents_in(report, range);
  } else {
    const Span seen = percents_in(report, range);
    percents = {std::min(0.0, seen.from), seen.to > 102 ? seen.to : 100};
  }
  return Plot{report, range, size, percents}.draw(title);
}

}  // namespace spotdrill::report
