#include "services/ssm/filters.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/lower_case.hpp"
#include "services/ssm/errors.hpp"

namespace spotdrill::ssm {
namespace {

using Filter = api::ssm::ParameterStringFilter;

std::string option_of(const Filter& filter) {
  return filter.option.value_or(filter.key == "Path" ? "OneLevel" : "Equals");
}

bool is_tag(const Filter& filter) {
  return filter.key.starts_with("tag:");
}

Result<void> check_key(const Filter& filter, FilterUse use) {
  const std::string& key = filter.key;
  const bool by_path = use == FilterUse::ByPath;
  const bool valid = by_path ? key == "Type" || key == "KeyId" || key == "Label" : key != "Label";
  if (valid) return {};
  return invalid_filter_key(
      fmt::format("The following filter key is not valid: {}. Valid filter keys include: {}.", key,
                  by_path ? "[Type, KeyId]" : "[Path, Name, Type, KeyId, Tier]"));
}

Result<void> check_option(const Filter& filter) {
  std::vector<std::string_view> valid{"BeginsWith", "Equals"};
  if (filter.key == "Path") valid = {"Recursive", "OneLevel"};
  if (filter.key == "Label") valid = {"Equals"};
  std::vector<std::string_view> allowed = valid;
  // AWS does not name Contains in its message.
  if (filter.key == "Name") allowed.push_back("Contains");
  const std::string option = option_of(filter);
  if (std::find(allowed.begin(), allowed.end(), option) != allowed.end()) return {};
  return invalid_filter_option(
      fmt::format("The following filter option is not valid: {}. Valid options include: [{}].",
                  option, fmt::join(valid, ", ")));
}

Result<void> check_enumerated(const Filter& filter, std::initializer_list<std::string_view> valid) {
  for (const std::string& value : filter.values) {
    if (std::find(valid.begin(), valid.end(), value) != valid.end()) continue;
    return invalid_filter_option(
        fmt::format("The following filter value is not valid: {}. Valid values include: [{}].",
                    value, fmt::join(valid, ", ")));
  }
  return {};
}

Result<void> check_path_value(const std::string& value) {
  const std::string lower = lower_case(value);
  if (lower.starts_with("/aws") || lower.starts_with("/ssm")) {
    return validation_exception(
        "Filters for common parameters can't be prefixed with \"aws\" or \"ssm\" "
        "(case-insensitive). When using global parameters, please specify within a global "
        "namespace.");
  }
  return check_path(value);
}

Result<void> check_values(const Filter& filter) {
  // A tag may be asked for whatever its value.
  if (filter.values.empty() && !is_tag(filter)) {
    return invalid_filter_value(fmt::format(
        "The following filter values are missing : null for filter key {}.", filter.key));
  }
  if (filter.key == "Tier") {
    return check_enumerated(filter, {"Standard", "Advanced", "Intelligent-Tiering"});
  }
  if (filter.key == "Type") {
    return check_enumerated(filter, {"String", "StringList", "SecureString"});
  }
  if (filter.key == "Path") {
    for (const std::string& value : filter.values) TRY(check_path_value(value));
  }
  return {};
}

/// Whether one of the filter's values equals `text`, begins it or is in it, as the option says.
bool matches_text(const Filter& filter, const std::string& text) {
  const std::string option = option_of(filter);
  return std::any_of(filter.values.begin(), filter.values.end(), [&](const std::string& value) {
    if (option == "BeginsWith") return text.starts_with(value);
    if (option == "Contains") return text.find(value) != std::string::npos;
    return text == value;
  });
}

/// "/x" and "x" name the same parameter, in filters too.
bool matches_name(const Filter& filter, const std::string& name) {
  const auto rooted = [](const std::string& text) {
    return text.starts_with('/') ? text : "/" + text;
  };
  Filter adapted = filter;
  if (option_of(filter) != "Contains") {
    for (std::string& value : adapted.values) value = rooted(value);
  }
  return matches_text(adapted, rooted(name));
}

bool matches_tag(const Filter& filter, const ParameterRecord& parameter) {
  const auto tag = parameter.tags.find(filter.key.substr(4));
  if (tag == parameter.tags.end()) return false;
  return filter.values.empty() || matches_text(filter, tag->second);
}

bool matches_label(const Ssm& ssm, const ParameterRecord& parameter, const Filter& filter) {
  return std::any_of(filter.values.begin(), filter.values.end(), [&](const std::string& label) {
    return ssm.select(parameter, ":" + label) != nullptr;
  });
}

bool matches_path(const Filter& filter, const ParameterRecord& parameter) {
  const bool recursive = option_of(filter) == "Recursive";
  return std::any_of(filter.values.begin(), filter.values.end(), [&](const std::string& path) {
    return below(canonical_name(parameter.name), path, recursive);
  });
}

bool passes(const Ssm& ssm, const ParameterRecord& parameter, const Filter& filter) {
  const ParameterVersion& latest = ssm.latest(parameter);
  if (is_tag(filter)) return matches_tag(filter, parameter);
  if (filter.key == "Name") return matches_name(filter, parameter.name);
  if (filter.key == "Path") return matches_path(filter, parameter);
  if (filter.key == "Type") return matches_text(filter, latest.type);
  if (filter.key == "Tier") return matches_text(filter, latest.tier);
  if (filter.key == "KeyId") return matches_text(filter, latest.key_id);
  if (filter.key == "DataType") return matches_text(filter, latest.data_type);
  return matches_label(ssm, parameter, filter);
}

}  // namespace

Result<void> check_filters(const ParameterFilters& filters, FilterUse use) {
  std::set<std::string_view> keys;
  for (const Filter& filter : filters) {
    TRY(check_key(filter, use));
    TRY(check_values(filter));
    TRY(check_option(filter));
    if (!keys.insert(filter.key).second) {
      return invalid_filter_key(fmt::format(
          "The following filter is duplicated in the request: {}. A request can contain "
          "only one occurrence of a specific filter.",
          filter.key));
    }
  }
  return {};
}

bool matches(const Ssm& ssm, const ParameterRecord& parameter, const ParameterFilters& filters) {
  return std::all_of(filters.begin(), filters.end(),
                     [&](const Filter& filter) { return passes(ssm, parameter, filter); });
}

bool matches(const Ssm& ssm, const ParameterRecord& parameter,
             const std::vector<api::ssm::ParametersFilter>& filters) {
  return std::all_of(filters.begin(), filters.end(), [&](const auto& filter) {
    // Names match from their beginning here.
    const char* option = filter.key == "Name" ? "BeginsWith" : "Equals";
    return passes(ssm, parameter, {.key = filter.key, .option = option, .values = filter.values});
  });
}

}  // namespace spotdrill::ssm
