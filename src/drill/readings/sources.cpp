#include "drill/readings/sources.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <regex>

#include "api/cloudwatch.hpp"

namespace spotdrill::drill {

namespace {

/// std::regex recurses once for each character: longer lines are cut.
constexpr std::size_t line_bytes_max = 4096;
constexpr std::size_t file_bytes_max = 64 << 10;

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// The number that the last match of `pattern` in `line` has in its group.
std::optional<double> match_last(const std::regex& pattern, std::string_view line) {
  line = line.substr(0, line_bytes_max);
  std::optional<double> value;
  using Matches = std::regex_iterator<const char*>;
  for (Matches match{line.data(), line.data() + line.size(), pattern}, end; match != end; ++match) {
    if (const auto number = parse_number((*match)[1].str())) value = number;
  }
  return value;
}

class LogSource : public Source {
 public:
  LogSource(const NumberSource& definition, SourceContext context)
      : context_(std::move(context)), pattern_(definition.pattern, std::regex::ECMAScript) {}

  std::vector<double> read() override {
    const std::string& console = context_.console();
    // A line counts when it is whole; progress bars end theirs with a carriage return.
    const std::size_t whole = console.find_last_of("\r\n");
    if (whole == std::string::npos) return {};
    const std::string_view text = std::string_view{console}.substr(0, whole + 1);
    std::string_view added = newly_added(before_, text);
    std::vector<double> values;
    while (!added.empty()) {
      const std::size_t end = std::min(added.find_first_of("\r\n"), added.size());
      if (const auto value = match_last(pattern_, added.substr(0, end))) values.push_back(*value);
      added.remove_prefix(std::min(end + 1, added.size()));
    }
    before_ = text;
    return values;
  }

  void next_instance() override { before_.clear(); }

 private:
  SourceContext context_;
  std::regex pattern_;
  std::string before_;
};

class FileSource : public Source {
 public:
  FileSource(const NumberSource& definition, SourceContext context)
      : name_(definition.file.string()), path_(context.host_path(definition.file)) {
    if (!definition.pattern.empty()) pattern_.emplace(definition.pattern, std::regex::ECMAScript);
    stamp_ = stamp();  // What an earlier run left does not count.
  }

  std::vector<double> read() override {
    const Stamp now = stamp();
    if (now == stamp_) return {};
    const std::optional<double> value = content();
    if (!value) return {};  // Being written: it is read again.
    stamp_ = now;
    told_ = true;
    return {*value};
  }

  [[nodiscard]] std::string damage() const override {
    if (!told_ || content()) return {};
    const Stamp now = stamp();
    if (now == Stamp{}) return name_ + " is gone";
    return name_ + (now.size == 0 ? " is empty" : " holds no number");
  }

 private:
  struct Stamp {
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t changed_ns = 0;
    bool operator==(const Stamp&) const = default;
  };

  [[nodiscard]] Stamp stamp() const {
    struct stat status{};
    if (::stat(path_.c_str(), &status) != 0) return {};
    return {status.st_ino, status.st_size,
            status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
  }

  [[nodiscard]] std::optional<double> content() const {
    std::ifstream stream{path_, std::ios::binary};
    if (pattern_) {
      // The newest value of a log that grows is at its end.
      stream.seekg(0, std::ios::end);
      const auto size = static_cast<std::streamoff>(stream.tellg());
      stream.seekg(std::max<std::streamoff>(0, size - std::streamoff{file_bytes_max}));
    }
    std::string text(file_bytes_max, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (!pattern_) {
      const std::size_t first = text.find_first_of("-.0123456789");
      return first == std::string::npos ? std::nullopt : parse_number(text.substr(first));
    }
    std::optional<double> value;
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (const auto found = match_last(*pattern_, rest.substr(0, end))) value = found;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return value;
  }

  std::string name_;  ///< As the instances see it.
  std::filesystem::path path_;
  bool told_ = false;
  std::optional<std::regex> pattern_;
  Stamp stamp_;
};

/// CloudWatch keeps a minute's values as count, sum, minimum and maximum, so the newest value is
/// what these changed by since the last look.
class MetricSource : public Source {
 public:
  MetricSource(const NumberSource& definition, SourceContext context)
      : definition_(definition),
        context_(std::move(context)),
        from_(std::chrono::floor<std::chrono::minutes>(context_.began)) {
    look();  // What an earlier run left in this minute does not count.
  }

  std::vector<double> read() override { return look(); }

 private:
  std::vector<double> look() {
    namespace cloudwatch = api::cloudwatch;
    const cloudwatch::GetMetricStatisticsInput input{
        .namespace_ = definition_.metric_namespace,
        .metric_name = definition_.metric_name,
        .start_time = from_,
        .end_time = std::chrono::floor<std::chrono::minutes>(context_.now()) + 2min,
        .period = 60,
        .statistics = {"SampleCount", "Sum", "Minimum", "Maximum"}};
    const auto output = context_.client.call<cloudwatch::GetMetricStatisticsOutput>(
        cloudwatch::service(), "GetMetricStatistics", input);
    if (!output) return {};  // It is asked again soon.
    std::map<Instant, StatisticSet> minutes;
    for (const cloudwatch::Datapoint& point : output->datapoints) {
      if (!point.timestamp) continue;
      minutes[*point.timestamp] = {point.sample_count.value_or(0), point.sum.value_or(0),
                                   point.minimum.value_or(0), point.maximum.value_or(0)};
    }
    std::vector<double> values;
    for (const auto& [minute, now] : minutes) {
      const std::vector<double> more = values_between(seen_[minute], now);
      values.insert(values.end(), more.begin(), more.end());
      seen_[minute] = now;
    }
    // Later values of a minute that is over may still come, of one that is two over hardly.
    if (!minutes.empty()) from_ = std::max<Instant>(from_, minutes.rbegin()->first - 2min);
    std::erase_if(seen_, [&](const auto& entry) { return entry.first < from_; });
    return values;
  }

  NumberSource definition_;
  SourceContext context_;
  Instant from_;
  std::map<Instant, StatisticSet> seen_;
};

/// Sums and differences of decimal fractions come out a little off.
double tidy(double value) {
  return std::round(value * 1e6) / 1e6;
}

}  // namespace

std::filesystem::path host_path(const std::vector<Shared>& shared,
                                const std::filesystem::path& guest) {
  for (const Shared& each : shared) {
    const std::filesystem::path relative = guest.lexically_relative(each.guest);
    if (!relative.empty() && *relative.begin() != "..") return each.host / relative;
  }
  return guest;
}

std::string_view newly_added(std::string_view before, std::string_view text) {
  if (before.empty()) return text;
  if (text.starts_with(before)) return text.substr(before.size());
  // The oldest part has been dropped: what is new begins after the end of what was there.
  constexpr std::size_t tail_bytes = 512;
  const std::string_view tail = before.substr(before.size() - std::min(before.size(), tail_bytes));
  const std::size_t at = text.rfind(tail);
  return at == std::string_view::npos ? text : text.substr(at + tail.size());
}

std::vector<double> values_between(const StatisticSet& before, const StatisticSet& after) {
  const double count = after.count - before.count;
  if (count < 0.5) return {};
  const double mean = (after.sum - before.sum) / count;
  if (count < 1.5) return {tidy(mean)};
  double last = mean;
  double first = mean;
  if (before.count == 0 || after.maximum > before.maximum) {
    last = after.maximum;
    first = before.count == 0 ? after.minimum : 2 * mean - last;
  } else if (after.minimum < before.minimum) {
    first = after.minimum;
    last = 2 * mean - first;
  }
  if (first == last) return {tidy(last)};
  return {tidy(first), tidy(last)};
}

std::unique_ptr<Source> make_source(const NumberSource& definition, SourceContext context) {
  switch (definition.kind) {
    case NumberSource::Kind::Metric:
      return std::make_unique<MetricSource>(definition, std::move(context));
    case NumberSource::Kind::File:
      return std::make_unique<FileSource>(definition, std::move(context));
    case NumberSource::Kind::Log:
      break;
  }
  return std::make_unique<LogSource>(definition, std::move(context));
}

}  // namespace spotdrill::drill
