#include "drill/campaign/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/iso8601.hpp"
#include "base/lower_case.hpp"
#include "drill/campaign/interrupted.hpp"

namespace spotdrill::drill {

namespace {

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

/// "{name}" in words of the command, or a variable. Whether there is any.
bool set_in_job(Workload& workload, const std::string& name, const std::string& value) {
  const std::string placeholder = "{" + name + "}";
  bool found = false;
  for (std::string& word : workload.command) {
    for (std::size_t at = word.find(placeholder); at != std::string::npos;
         at = word.find(placeholder, at + value.size())) {
      word.replace(at, placeholder.size(), value);
      found = true;
    }
  }
  if (const auto variable = workload.environment.find(name);
      variable != workload.environment.end()) {
    variable->second = value;
    found = true;
  }
  return found;
}

Result<void, std::string> set_notice(Definition& definition, const std::string& value) {
  const std::optional<Duration> notice = parse_duration(value);
  if (!notice || *notice > notice_max) {
    return refuse(fmt::format("notice: '{}' is no time from 0s to 15m", value));
  }
  for (Fault& fault : definition.faults) {
    if (!takes_instance(fault)) continue;
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
      if (takes_instance(fault)) fault = make_fault(fault.kind, *moment, fault.notice);
    }
    return {};
  }
  if (std::string* parameter = parameter_named(definition, name)) {
    *parameter = value;
    return {};
  }
  if (set_in_job(definition.workload, name, value)) return {};
  std::vector<std::string> known{"notice", "interrupt-at"};
  for (const auto& entry : definition.workload.parameters) known.push_back(entry.first);
  for (const auto& entry : definition.workload.environment) known.push_back(entry.first);
  return refuse(fmt::format(
      "'{0}' is nothing that a sweep can vary here: not one of {1}, and {{{0}}} is in no "
      "word of the drill's 'command'. What the job reads from SSM goes under "
      "'parameters', a variable under 'environment'",
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
  const auto interruptions = std::ranges::count_if(definition.faults, takes_instance);
  std::mt19937_64 random{seed};
  std::vector<Variant> variants;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<FaultMoment> moments;
    for (std::ptrdiff_t fault = 0; fault < interruptions; ++fault) {
      // Made here and not by a distribution, whose numbers differ from library to library.
      const double part = static_cast<double>(random() >> 11U) / 9007199254740992.0;  // 2^53.
      moments.push_back({.progress_percent = tenth(1 + 98 * part)});
    }
    std::ranges::sort(moments, {}, &FaultMoment::progress_percent);
    std::vector<std::string> words;
    for (const FaultMoment& moment : moments) words.push_back(to_word(moment));
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

}  // namespace spotdrill::drill
