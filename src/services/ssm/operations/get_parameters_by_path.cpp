#include <algorithm>

#include "services/page_token.hpp"
#include "services/ssm/errors.hpp"
#include "services/ssm/filters.hpp"
#include "services/ssm/operations.hpp"
#include "services/ssm/render.hpp"

namespace spotdrill::ssm {
namespace {

constexpr std::int32_t path_page_size = 10;

/// Where a page of a listing begins, and what its tokens are good for.
struct PathPage {
  std::string identity;
  std::string after;
  std::size_t size = 0;
  bool recursive = false;
};

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

/// Whether a public parameter, which is a String and has no label, passes every filter.
bool public_passes(const ParameterFilters& filters) {
  return std::ranges::all_of(filters, [](const api::ssm::ParameterStringFilter& filter) {
    const bool begins = filter.option.value_or("Equals") == "BeginsWith";
    return filter.key == "Type" && std::ranges::any_of(filter.values, [&](const auto& value) {
             return value == "String" || (begins && std::string_view{"String"}.starts_with(value));
           });
  });
}

/// The public parameters below the path.
api::ssm::GetParametersByPathResult public_page(const Ssm& ssm,
                                                const api::ssm::GetParametersByPathRequest& request,
                                                const PathPage& page) {
  api::ssm::GetParametersByPathResult result;
  if (!public_passes(request.parameter_filters)) return result;
  const PublicParameters& all = ssm.public_parameters();
  std::string last;
  for (auto each = all.upper_bound(page.after); each != all.end(); ++each) {
    if (!below(each->first, request.path, page.recursive)) continue;
    if (result.parameters.size() == page.size) {
      result.next_token = services::make_page_token(page.identity, last);
      break;
    }
    result.parameters.push_back(render_public(ssm.place(), each->first, each->second));
    last = each->first;
  }
  return result;
}

}  // namespace

Result<api::ssm::GetParametersByPathResult> get_parameters_by_path(
    Ssm& ssm, const api::ssm::GetParametersByPathRequest& request) {
  TRY(check_path(request.path));
  TRY(check_filters(request.parameter_filters, FilterUse::ByPath));
  PathPage page;
  page.recursive = request.recursive.value_or(false);
  page.identity = request.path + (page.recursive ? " recursive" : "");
  page.size = static_cast<std::size_t>(request.max_results.value_or(path_page_size));
  if (request.next_token) {
    const auto cursor = services::read_page_token(page.identity, *request.next_token);
    if (!cursor) return invalid_next_token();
    page.after = *cursor;
  }
  if ((request.path + "/").starts_with(public_prefix)) return public_page(ssm, request, page);

  api::ssm::GetParametersByPathResult result;
  const auto& all = ssm.parameters();
  std::string last;
  for (auto each = all.upper_bound(page.after); each != all.end(); ++each) {
    const auto& [key, parameter] = *each;
    if (!below(key, request.path, page.recursive)) continue;
    if (!matches(ssm, parameter, request.parameter_filters)) continue;
    if (result.parameters.size() == page.size) {
      result.next_token = services::make_page_token(page.identity, last);
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
