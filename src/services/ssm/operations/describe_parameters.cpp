#include "services/page_token.hpp"
#include "services/ssm/errors.hpp"
#include "services/ssm/filters.hpp"
#include "services/ssm/operations.hpp"
#include "services/ssm/render.hpp"

namespace spotdrill::ssm {
namespace {

constexpr std::int32_t page_size = 50;

}  // namespace

Result<api::ssm::DescribeParametersResult> describe_parameters(
    Ssm& ssm, const api::ssm::DescribeParametersRequest& request) {
  if (!request.filters.empty() && !request.parameter_filters.empty()) {
    return validation_exception(
        "You can use either Filters or ParameterFilters in a single request.");
  }
  TRY(check_filters(request.parameter_filters, FilterUse::Describe));
  std::string after;
  if (request.next_token) {
    const auto cursor = services::read_page_token("DescribeParameters", *request.next_token);
    if (!cursor) return invalid_next_token();
    after = *cursor;
  }

  api::ssm::DescribeParametersResult result;
  // Nothing is shared from another account.
  if (request.shared.value_or(false)) return result;
  const auto size = static_cast<std::size_t>(request.max_results.value_or(page_size));
  std::string last;
  for (auto each = ssm.parameters().upper_bound(after); each != ssm.parameters().end(); ++each) {
    const ParameterRecord& parameter = each->second;
    if (!matches(ssm, parameter, request.parameter_filters)) continue;
    if (!matches(ssm, parameter, request.filters)) continue;
    if (result.parameters.size() == size) {
      result.next_token = services::make_page_token("DescribeParameters", last);
      break;
    }
    result.parameters.push_back(render_metadata(ssm, parameter));
    last = each->first;
  }
  return result;
}

}  // namespace spotdrill::ssm
