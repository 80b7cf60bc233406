#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/lower_case.hpp"
#include "services/ssm/errors.hpp"
#include "services/ssm/operations.hpp"

namespace spotdrill::ssm {
namespace {

/// "A parameter version can have a maximum of 10 labels."
constexpr std::size_t labels_max = 10;

/// "Labels can contain letters (case sensitive), numbers, periods (.), hyphens (-), or underscores
/// (_). Labels can't begin with a number, "aws" or "ssm" (not case sensitive)."
bool valid_label(const std::string& label) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_';
  };
  const std::string lower = lower_case(label);
  return !label.empty() && std::all_of(label.begin(), label.end(), plain) &&
         std::isdigit(static_cast<unsigned char>(label.front())) == 0 &&
         !lower.starts_with("aws") && !lower.starts_with("ssm");
}

bool has(const std::vector<std::string>& labels, const std::string& label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

}  // namespace

Result<api::ssm::LabelParameterVersionResult> label_parameter_version(
    Ssm& ssm, const api::ssm::LabelParameterVersionRequest& request) {
  const std::string key = canonical_name(request.name);
  const ParameterRecord* parameter = ssm.find(key);
  if (parameter == nullptr) return parameter_not_found();
  const std::int64_t number = request.parameter_version.value_or(parameter->latest);
  const ParameterVersion* version = ssm.version(key, number);
  if (version == nullptr) {
    return parameter_version_not_found(parameter->name, fmt::to_string(number));
  }

  api::ssm::LabelParameterVersionResult result{.parameter_version = number};
  std::vector<std::string> labels = version->labels;
  for (const std::string& label : request.labels) {
    if (!valid_label(label)) {
      result.invalid_labels.push_back(label);
    } else if (!has(labels, label)) {
      labels.push_back(label);
    }
  }
  if (labels.size() > labels_max) return parameter_version_label_limit_exceeded();

  // "You can move a label from one version of a parameter to another": a label is on one version.
  for (const ParameterVersion* other : ssm.versions(*parameter)) {
    const bool loses = other->version != number &&
                       std::any_of(labels.begin(), labels.end(), [&](const std::string& each) {
                         return has(other->labels, each);
                       });
    if (!loses) continue;
    std::erase_if(ssm.edit_version(key, other->version).labels,
                  [&](const std::string& each) { return has(labels, each); });
  }
  ssm.edit_version(key, number).labels = std::move(labels);
  return result;
}

}  // namespace spotdrill::ssm
