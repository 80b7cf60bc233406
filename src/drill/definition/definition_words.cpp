// The short forms of a drill's words: expectations, moments and sources.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <regex>
#include <span>

#include "base/iso8601.hpp"
#include "base/suggest.hpp"
#include "drill/definition/definition.hpp"

namespace spotdrill::drill {

namespace {

/// What an expectation's word takes after it.
enum class Takes : std::uint8_t { Nothing, TimeAtMost, Time, OptionalTime, PercentAtLeast };

struct Word {
  std::string_view text;
  Expectation::Kind kind;
  Takes takes;
  std::string_view example;
};

constexpr std::array known_words{
    Word{"completes", Expectation::Kind::Completes, Takes::OptionalTime,
         "completes, or completes within 10m"},
    Word{"lost-work", Expectation::Kind::LostWorkPercent, Takes::TimeAtMost,
         "lost-work <= 5%, or lost-work <= 30s"},
    Word{"notice-seen-within", Expectation::Kind::NoticeSeenWithin, Takes::Time,
         "notice-seen-within 10s"},
    Word{"notice-handled-within", Expectation::Kind::NoticeHandledWithin, Takes::Time,
         "notice-handled-within 30s"},
    Word{"saved-after-notice", Expectation::Kind::SavedAfterNotice, Takes::Nothing,
         "saved-after-notice"},
    Word{"resumes", Expectation::Kind::Resumes, Takes::Nothing, "resumes"},
    Word{"ends-before-deadline", Expectation::Kind::EndsBeforeDeadline, Takes::Nothing,
         "ends-before-deadline"},
    Word{"goodput", Expectation::Kind::Goodput, Takes::PercentAtLeast, "goodput >= 90%"},
};

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text = trim(text.substr(prefix.size()));
  return true;
}

std::optional<double> parse_percent(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text = trim(text.substr(0, text.size() - 1));
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!(value >= 0 && value <= 100)) return std::nullopt;
  return value;
}

const Word* find_word(std::string_view text) {
  for (const Word& word : known_words) {
    if (word.text == text) return &word;
  }
  return nullptr;
}

std::string unknown_word(std::string_view typed) {
  std::vector<std::string_view> known;
  for (const Word& word : known_words) known.push_back(word.text);
  return fmt::format("'{}' is no expectation{}; known are {}", typed, did_you_mean(typed, known),
                     fmt::join(known, ", "));
}

/// Reads what follows the word. False when that is not what the word takes.
bool read_operand(const Word& word, std::string_view rest, Expectation& expectation) {
  switch (word.takes) {
    case Takes::Nothing:
      return rest.empty();
    case Takes::OptionalTime:
      if (rest.empty()) return true;
      if (!take_prefix(rest, "within")) return false;
      break;
    case Takes::TimeAtMost:
      if (!take_prefix(rest, "<=")) return false;
      if (const std::optional<double> percent = parse_percent(rest)) {
        expectation.percent = *percent;
        return true;
      }
      expectation.kind = Expectation::Kind::LostWorkTime;
      break;
    case Takes::PercentAtLeast: {
      if (!take_prefix(rest, ">=")) return false;
      const std::optional<double> percent = parse_percent(rest);
      expectation.percent = percent.value_or(0);
      return percent.has_value();
    }
    case Takes::Time:
      break;
  }
  expectation.time = parse_duration(rest);
  return expectation.time.has_value() && *expectation.time >= Duration::zero();
}

/// "s3://bucket/key", or the same without "s3:".
Result<NumberSource, std::string> parse_s3(std::string_view rest) {
  if (rest.starts_with("s3:")) rest.remove_prefix(3);
  const std::string_view name = rest.starts_with("//") ? rest.substr(2) : std::string_view{};
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == name.size()) {
    return refuse(
        fmt::format("'{}' names no object; expected s3://BUCKET/KEY, such as "
                    "s3://my-checkpoints/run/ckpt-*",
                    rest));
  }
  NumberSource source{.kind = NumberSource::Kind::S3};
  source.bucket = name.substr(0, slash);
  source.key = name.substr(slash + 1);
  if (source.bucket.find_first_of("*?[") != std::string::npos) {
    return refuse(fmt::format("'{}': wildcards may stand in the key only", source.bucket));
  }
  return source;
}

/// "jobs/run=7/step", "jobs/run=7,part=2/state.step".
Result<NumberSource, std::string> parse_dynamodb(std::string_view rest) {
  const std::size_t first = rest.find('/');
  const std::size_t last = rest.rfind('/');
  if (first == std::string_view::npos || first == 0 || first == last || last + 1 == rest.size() ||
      rest.substr(first + 1, last - first - 1).find('=') == std::string_view::npos) {
    return refuse(
        fmt::format("'{}' names no attribute of an item; expected TABLE/NAME=VALUE/ATTRIBUTE, such "
                    "as jobs/run=7/step",
                    rest));
  }
  NumberSource source{.kind = NumberSource::Kind::DynamoDb};
  source.table = rest.substr(0, first);
  source.key = rest.substr(first + 1, last - first - 1);
  source.attribute = rest.substr(last + 1);
  return source;
}

/// Errors: a sentence.
Result<void, std::string> check_number_pattern(const std::string& pattern) {
  if (TRY(group_count(pattern)) == 1) return {};
  return refuse(fmt::format("'{}' must have exactly one group, which is the number", pattern));
}

/// "/job/steps", "/job/steps:step ([0-9]+)". Names of log groups have no colon. Whether the pattern
/// is right is not looked at.
Result<NumberSource, std::string> parse_log_group(std::string_view rest) {
  const std::size_t colon = std::min(rest.find(':'), rest.size());
  NumberSource source{.kind = NumberSource::Kind::LogGroup};
  source.log_group = trim(rest.substr(0, colon));
  source.pattern = trim(rest.substr(std::min(colon + 1, rest.size())));
  if (source.log_group.empty()) {
    return refuse(std::string{"'logs:' must be followed by a log group such as /job/steps"});
  }
  return source;
}

}  // namespace

Result<Expectation, std::string> parse_expectation(std::string_view text) {
  text = trim(text);
  const std::string_view typed = text.substr(0, text.find_first_of(" \t<>"));
  const Word* word = find_word(typed);
  if (word == nullptr) return refuse(unknown_word(typed));
  Expectation expectation{.kind = word->kind, .text = std::string{text}};
  if (!read_operand(*word, trim(text.substr(typed.size())), expectation)) {
    return refuse(fmt::format("'{}' is not understood; expected {}", text, word->example));
  }
  return expectation;
}

Result<FaultMoment, std::string> parse_moment(std::string_view text) {
  text = trim(text);
  const std::size_t plus = text.find('+');
  if (const std::optional<double> percent = parse_percent(trim(text.substr(0, plus)))) {
    if (plus == std::string_view::npos) return FaultMoment{.progress_percent = percent};
    const std::string_view then = trim(text.substr(plus + 1));
    if (then == "saving") return FaultMoment{.progress_percent = percent, .while_saving = true};
    if (const std::optional<Duration> delay = parse_duration(then); delay && *delay >= 0s) {
      return FaultMoment{.progress_percent = percent, .delay = *delay};
    }
  }
  if (const std::optional<Duration> after = parse_duration(text); after && *after >= 0s) {
    return FaultMoment{.after_start = after};
  }
  if (text == "saving") return FaultMoment{.while_saving = true};
  if (text == "recovery") return FaultMoment{.while_recovering = true};
  return refuse(fmt::format(
      "'{}' is no moment; expected a part of the work from 0% to 100%, the same and a time after "
      "it such as 40%+90s, a time after the start such as 90s, 'saving' or 40%+saving, or "
      "'recovery'",
      text));
}

std::string to_word(const FaultMoment& moment) {
  const auto time = [](Duration of) {
    const auto whole = std::chrono::round<std::chrono::milliseconds>(of).count();
    return fmt::format("{}s", static_cast<double>(whole) / 1000);
  };
  std::string word;
  if (moment.progress_percent) word = fmt::format("{:g}%", *moment.progress_percent);
  if (moment.while_recovering) return "recovery";
  if (moment.while_saving) return word.empty() ? "saving" : word + "+saving";
  if (word.empty()) return time(moment.after_start.value_or(Duration::zero()));
  return moment.delay > Duration::zero() ? word + "+" + time(moment.delay) : word;
}

Result<unsigned, std::string> group_count(const std::string& pattern) {
  try {
    return std::regex{pattern, std::regex::ECMAScript}.mark_count();
  } catch (const std::regex_error& error) {
    return refuse(fmt::format("'{}' is no regular expression: {}", pattern, error.what()));
  }
}

Result<NumberSource, std::string> parse_source(std::string_view text) {
  constexpr std::array<std::string_view, 7> kinds{"metric", "file",     "log", "checkpoints",
                                                  "s3",     "dynamodb", "logs"};
  const std::size_t colon = text.find(':');
  const std::string_view kind = trim(text.substr(0, colon));
  const std::string_view rest =
      colon == std::string_view::npos ? std::string_view{} : trim(text.substr(colon + 1));
  NumberSource source;
  if (kind == "metric") {
    const std::size_t slash = rest.rfind('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == rest.size()) {
      return refuse(fmt::format("'{}' names no metric; expected NAMESPACE/NAME", rest));
    }
    source.kind = NumberSource::Kind::Metric;
    source.metric_namespace = rest.substr(0, slash);
    source.metric_name = rest.substr(slash + 1);
    return source;
  }
  if (kind == "file") {
    if (rest.empty()) return refuse(std::string{"'file:' must be followed by a path"});
    source.kind = NumberSource::Kind::File;
    source.file = rest;
    return source;
  }
  if (kind == "checkpoints") {
    if (rest.empty()) {
      return refuse(std::string{"'checkpoints:' must be followed by a path such as out/ckpt-*"});
    }
    source.kind = NumberSource::Kind::Checkpoints;
    source.file = rest;
    return source;
  }
  if (kind == "s3") return parse_s3(rest);
  if (kind == "dynamodb") return parse_dynamodb(rest);
  if (kind == "logs") {
    source = TRY(parse_log_group(rest));
    if (!source.pattern.empty()) TRY(check_number_pattern(source.pattern));
    return source;
  }
  if (kind == "log") {
    source.pattern = rest;
    TRY(check_number_pattern(source.pattern));
    return source;
  }
  return refuse(
      fmt::format("'{}' is no source{}; expected metric:NAMESPACE/NAME, file:PATH, "
                  "log:PATTERN, checkpoints:PATTERN, s3://BUCKET/KEY, "
                  "dynamodb:TABLE/NAME=VALUE/ATTRIBUTE or logs:GROUP:PATTERN",
                  text, did_you_mean(kind, kinds)));
}

Result<NumberSource, std::string> parse_done(std::string_view text) {
  if (text.starts_with("checkpoints:")) {
    return refuse(std::string{"a checkpoint does not say that the work is done"});
  }
  constexpr std::string_view console = "log:";
  constexpr std::string_view group = "logs:";
  if (!text.starts_with(console) && !text.starts_with(group)) return parse_source(text);
  NumberSource source{.pattern = std::string{trim(text.substr(console.size()))}};
  if (text.starts_with(group)) source = TRY(parse_log_group(text.substr(group.size())));
  TRY(group_count(source.pattern));
  if (source.pattern.empty()) {
    return refuse(fmt::format("'{}' must have a pattern: log:PATTERN, logs:GROUP:PATTERN", text));
  }
  return source;
}

std::string to_text(const Mistake& mistake) {
  return mistake.where + ": " + mistake.message;
}

std::string to_text(const NumberSource& source) {
  switch (source.kind) {
    case NumberSource::Kind::Metric:
      return fmt::format("metric {}/{}", source.metric_namespace, source.metric_name);
    case NumberSource::Kind::File:
      return fmt::format("file {}", source.file.string());
    case NumberSource::Kind::Checkpoints:
      return fmt::format("checkpoints {}", source.file.string());
    case NumberSource::Kind::S3:
      return fmt::format("s3://{}/{}", source.bucket, source.key);
    case NumberSource::Kind::DynamoDb:
      return fmt::format("dynamodb {}/{}/{}", source.table, source.key, source.attribute);
    case NumberSource::Kind::LogGroup:
      return fmt::format("logs {}{}{}", source.log_group, source.pattern.empty() ? "" : ":",
                         source.pattern);
    case NumberSource::Kind::Log:
      break;
  }
  if (source.pattern.empty()) return "the output's figures";
  return fmt::format("log /{}/", source.pattern);
}

Fault make_fault(Fault::Kind kind, FaultMoment moment, Duration notice) {
  Fault fault{.kind = kind, .moment = moment, .notice = notice};
  std::string when = "at the start";
  std::string progress;
  if (moment.progress_percent) progress = fmt::format("{:g} %", *moment.progress_percent);
  if (!progress.empty()) when = "at " + progress;
  if (moment.delay > Duration::zero()) {
    when = fmt::format("{} after {}", format_duration(moment.delay), progress);
  }
  if (moment.after_start)
    when = fmt::format("{} after the start", format_duration(*moment.after_start));
  if (moment.while_saving) {
    when = "in the middle of a save" + (progress.empty() ? "" : " after " + progress);
  }
  if (moment.while_recovering) when = "while a replacement takes up the work";
  switch (kind) {
    case Fault::Kind::Interrupt:
      fault.text = fmt::format("Spot interruption {}, {} notice", when,
                               format_duration(std::min<Duration>(notice, 2min)));
      break;
    case Fault::Kind::Terminate:
      fault.text = fmt::format("termination without notice {}", when);
      break;
    case Fault::Kind::Network:
      fault.text = fmt::format("the internet is cut off {}", when);
      break;
    case Fault::Kind::Template:
      fault.text = fmt::format("FIS experiment {}", when);
      break;
  }
  return fault;
}

}  // namespace spotdrill::drill
