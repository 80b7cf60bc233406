#include "services/page_token.hpp"
#include "services/ssm/errors.hpp"
#include "services/ssm/filters.hpp"
#include "services/ssm/operations.hpp"
#include "services/ssm/render.hpp"

namespace spotdrill::ssm {
namespace {

constexpr std::int32_t path_page_size = 10;

/// The version that a Label filter asks for, else the newest.
const ParameterVersion* version_for(const Ssm& ssm, const ParameterRecord& parameter,
                                    const ParameterFilters& filters) {
  for (const auto& filter : filters) {
    if (filter.key != "Label") continue;
    for (const std::string& label : filter.values) {
      if (const auto* version = ssm.select(parameter, ":" + label)) return version;
    }
  }
  return &ssm.latest(parameter);
}

}  // namespace

Result<api::ssm::GetParametersByPathResult> get_parameters_by_path(
    Ssm& ssm, const api::ssm::GetParametersByPathRequest& request) {
  TRY(check_path(request.path));
  TRY(check_filters(request.parameter_filters, FilterUse::ByPath));
  const bool recursive = request.recursive.value_or(false);
  const std::string identity = request.path + (recursive ? " recursive" : "");
  std::string after;
  if (request.next_token) {
    const auto cursor = services::read_page_token(identity, *request.next_token);
    if (!cursor) return invalid_next_token();
    after = *cursor;
  }

  api::ssm::GetParametersByPathResult result;
  const auto size = static_cast<std::size_t>(request.max_results.value_or(path_page_size));
  std::string last;
  for (auto each = ssm.parameters().upper_bound(after); each != ssm.parameters().end(); ++each) {
    const auto& [key, parameter] = *each;
    if (!below(key, request.path, recursive)) continue;
    if (!matches(ssm, parameter, request.parameter_filters)) continue;
    if (result.parameters.size() == size) {
      result.next_token = services::make_page_token(identity, last);
      break;
    }
    result.parameters.push_back(render(ssm, parameter,
                                       *version_for(ssm, parameter, request.parameter_filters),
                                       request.with_decryption.value_or(false)));
    last = key;
  }
  return result;
}

}  // namespace spotdrill::ssm
