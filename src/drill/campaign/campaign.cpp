#include "drill/campaign/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/iso8601.hpp"
#include "base/lower_case.hpp"

namespace spotdrill::drill {

namespace {

/// The words for a moment on the command line.
std::string moment_word(const FaultMoment& moment) {
  if (moment.progress_percent) return fmt::format("{:g}%", *moment.progress_percent);
  if (moment.while_saving) return "saving";
  if (moment.while_recovering) return "recovery";
  const auto seconds = std::chrono::duration<double>{moment.after_start.value_or(Duration{})};
  return fmt::format("{:g}s", seconds.count());
}

/// A cut of the network is a circumstance of every trial.
bool is_varied(const Fault& fault) {
  return fault.kind != Fault::Kind::Network;
}

/// `definition` with faults as `like` at these moments.
Variant interrupted(const Definition& definition, const Fault& like, std::string label,
                    const std::vector<FaultMoment>& moments) {
  Variant variant{.label = std::move(label), .definition = definition};
  std::erase_if(variant.definition.faults, is_varied);
  const bool notice = like.kind == Fault::Kind::Interrupt;
  for (const FaultMoment& moment : moments) {
    variant.definition.faults.push_back(make_fault(like.kind, moment, like.notice));
    variant.options.emplace_back(notice ? "--interrupt-at" : "--terminate-at");
    variant.options.push_back(moment_word(moment));
  }
  if (notice && like.notice != 2min) {
    variant.options.insert(variant.options.end(), {"--notice", format_duration(like.notice)});
  }
  return variant;
}

/// The fault that a campaign varies. Errors: why there is none.
Result<Fault, std::string> varied_fault(const Definition& definition) {
  const auto varied = std::ranges::find_if(definition.faults, is_varied);
  if (varied == definition.faults.end()) {
    return refuse(std::string{"the drill has no fault to vary: give it one under 'faults'"});
  }
  for (const Fault& fault : definition.faults) {
    if (fault.kind == Fault::Kind::Template) {
      return refuse(
          fmt::format("{}: an experiment template of your own is run as it is; give the "
                      "drill 'interrupt-at' or 'terminate-at' instead",
                      fault.where));
    }
  }
  return *varied;
}

double tenth(double percent) {
  return std::round(percent * 10) / 10;
}

std::string* parameter_named(Definition& definition, const std::string& name) {
  std::map<std::string, std::string>& parameters = definition.workload.parameters;
  if (const auto exact = parameters.find(name); exact != parameters.end()) return &exact->second;
  // A part of the name will do where it is of one only: "checkpoint".
  std::string* found = nullptr;
  for (auto& [key, value] : parameters) {
    if (lower_case(key).find(lower_case(name)) == std::string::npos) continue;
    if (found != nullptr) return nullptr;
    found = &value;
  }
  return found;
}

Result<void, std::string> set_notice(Definition& definition, const std::string& value) {
  const std::optional<Duration> notice = parse_duration(value);
  if (!notice || *notice > notice_max) {
    return refuse(fmt::format("notice: '{}' is no time from 0s to 15m", value));
  }
  for (Fault& fault : definition.faults) {
    if (!is_varied(fault)) continue;
    fault = *notice == Duration::zero()
                ? make_fault(Fault::Kind::Terminate, fault.moment, fault.notice)
                : make_fault(Fault::Kind::Interrupt, fault.moment, *notice);
  }
  return {};
}

Result<void, std::string> apply(Definition& definition, const std::string& name,
                                const std::string& value) {
  if (name == "notice") return set_notice(definition, value);
  if (name == "interrupt-at") {
    const auto moment = parse_moment(value);
    if (!moment) return refuse(fmt::format("interrupt-at: {}", moment.error()));
    for (Fault& fault : definition.faults) {
      if (is_varied(fault)) fault = make_fault(fault.kind, *moment, fault.notice);
    }
    return {};
  }
  if (std::string* parameter = parameter_named(definition, name)) {
    *parameter = value;
    return {};
  }
  std::vector<std::string> known{"notice", "interrupt-at"};
  for (const auto& entry : definition.workload.parameters) known.push_back(entry.first);
  return refuse(
      fmt::format("'{}' is nothing that a sweep can vary here; it varies {} (the last of "
                  "them are the drill's 'parameters')",
                  name, fmt::join(known, ", ")));
}

}  // namespace

Result<Axis, std::string> parse_axis(std::string_view text) {
  const std::size_t equals = text.find('=');
  Axis axis{.name = std::string{text.substr(0, equals)}, .values = {}};
  std::string_view rest = equals == std::string_view::npos ? "" : text.substr(equals + 1);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (comma > 0) axis.values.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  if (axis.name.empty() || axis.values.empty()) {
    return refuse(fmt::format("'{}' is not NAME=VALUE,VALUE,…, such as notice=0s,30s,2m", text));
  }
  return axis;
}

Result<std::vector<Variant>, std::string> repeat(const Definition& definition, std::size_t count,
                                                 std::uint64_t seed) {
  const Fault like = TRY(varied_fault(definition));
  if (!definition.workload.progress) {
    return refuse(
        std::string{"random moments are moments of the progress: say where it is read "
                    "(workload.progress, --progress)"});
  }
  std::mt19937_64 random{seed};
  std::vector<Variant> variants;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<FaultMoment> moments;
    for (std::size_t fault = 0; fault < definition.faults.size(); ++fault) {
      // Made here and not by a distribution, whose numbers differ from library to library.
      const double part = static_cast<double>(random() >> 11U) / 9007199254740992.0;  // 2^53.
      moments.push_back({.progress_percent = tenth(1 + 98 * part)});
    }
    std::ranges::sort(moments, {}, &FaultMoment::progress_percent);
    std::vector<std::string> words;
    for (const FaultMoment& moment : moments) words.push_back(moment_word(moment));
    variants.push_back(
        interrupted(definition, like, fmt::format("at {}", fmt::join(words, " and ")), moments));
  }
  return variants;
}

Result<std::vector<Variant>, std::string> sweep(const Definition& definition,
                                                const std::vector<Axis>& axes) {
  TRY(varied_fault(definition));
  std::size_t count = 1;
  for (const Axis& axis : axes) count *= axis.values.size();
  if (count > trials_max) {
    return refuse(fmt::format("these are {} runs; at most {} are made", count, trials_max));
  }
  std::vector<Variant> variants;
  for (std::size_t i = 0; i < count; ++i) {
    Variant variant{.label = {}, .definition = definition};
    std::size_t rest = i;
    variant.coordinates.resize(axes.size());
    for (std::size_t axis = axes.size(); axis-- > 0;) {
      variant.coordinates[axis] = rest % axes[axis].values.size();
      rest /= axes[axis].values.size();
    }
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
      const std::string& value = axes[axis].values[variant.coordinates[axis]];
      TRY(apply(variant.definition, axes[axis].name, value));
      if (!variant.label.empty()) variant.label += ", ";
      variant.label += axes[axis].name + " " + value;
      variant.options.insert(variant.options.end(),
                             {"--sweep", fmt::format("{}={}", axes[axis].name, value)});
    }
    variants.push_back(std::move(variant));
  }
  return variants;
}

Result<WorstMoment, std::string> WorstMoment::create(const Definition& definition) {
  TRY(varied_fault(definition));
  if (!definition.workload.progress) {
    return refuse(
        std::string{"what an interruption loses is read from the progress: say where that is "
                    "(workload.progress, --progress)"});
  }
  return WorstMoment{definition};
}

Variant WorstMoment::variant_of(const Candidate& candidate) const {
  return interrupted(definition_, definition_.faults.front(), candidate.label, candidate.moments);
}

std::optional<Variant> WorstMoment::next() {
  if (!undisturbed_) {
    Variant variant{.label = "without faults", .definition = definition_};
    variant.definition.faults.clear();
    return variant;
  }
  if (waiting_.empty() && !refined_) refine();
  if (waiting_.empty()) return std::nullopt;
  const Candidate candidate = std::move(waiting_.front());
  waiting_.erase(waiting_.begin());
  running_percent_ =
      candidate.moments.size() == 1 ? candidate.moments[0].progress_percent : std::nullopt;
  return variant_of(candidate);
}

void WorstMoment::note(const Verdict& verdict) {
  if (!undisturbed_) {
    undisturbed_ = true;
    plan(verdict.work);
  } else if (running_percent_) {
    tried_.push_back({*running_percent_, verdict.lost_percent});
  }
}

void WorstMoment::plan(const Work& work) {
  if (work.instances.empty() || work.instances.front().progress.empty()) return;
  const InstanceWork& instance = work.instances.front();
  const auto percent_at = [&](Instant at) -> std::optional<double> {
    std::optional<double> value;
    for (const Sample& sample : instance.progress) {
      if (sample.at > at) break;
      value = tenth(100 * sample.value / work.total);
    }
    return value;
  };
  const Fault& like = *std::ranges::find_if(definition_.faults, is_varied);
  // What ends the work is the deadline; the fault begins before it.
  const Duration ahead = like.kind == Fault::Kind::Interrupt ? like.notice : Duration::zero();
  const auto add = [&](Instant end, const std::string& label) {
    const auto percent = percent_at(end - ahead);
    if (!percent || *percent <= 0 || *percent >= 100) return;
    waiting_.push_back(
        {fmt::format("{}, at {:g}%", label, *percent), {{.progress_percent = percent}}});
  };
  // Of many saves some: the first, the last, and what lies between.
  constexpr std::size_t saves_max = 4;
  std::vector<Instant> saves;
  for (std::size_t i = 1; i < instance.saved.size(); ++i) {
    if (instance.saved[i].value > instance.saved[i - 1].value)
      saves.push_back(instance.saved[i].at);
  }
  const std::size_t count = std::min(saves.size(), saves_max);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t chosen = count == 1 ? 0 : i * (saves.size() - 1) / (count - 1);
    add(saves[chosen] - 1s, "the end of an interval");
    add(saves[chosen], "a save");
  }
  if (!definition_.workload.checkpoint.empty()) {
    waiting_.push_back({"the middle of a save", {{.while_saving = true}}});
  }
  waiting_.push_back({"start-up", {{.after_start = Duration{1s}}}});
  const FaultMoment half{.progress_percent = 50};
  waiting_.push_back({"half-way", {half}});
  waiting_.push_back({"twice in a row", {half, half}});
  waiting_.push_back({"recovery", {half, {.while_recovering = true}}});
}

/// Between the worst moment so far and its neighbours.
void WorstMoment::refine() {
  refined_ = true;
  if (tried_.empty()) return;
  std::ranges::sort(tried_, {}, &Tried::percent);
  const auto worst = std::ranges::max_element(tried_, {}, &Tried::lost);
  const double here = worst->percent;
  const double before = worst == tried_.begin() ? 0 : (worst - 1)->percent;
  const double after = worst + 1 == tried_.end() ? 100 : (worst + 1)->percent;
  for (const double percent : {tenth((before + here) / 2), tenth((here + after) / 2)}) {
    if (percent <= 0 || percent >= 100 || percent == here) continue;
    waiting_.push_back(
        {fmt::format("near the worst, at {:g}%", percent), {{.progress_percent = percent}}});
  }
}

}  // namespace spotdrill::drill
