// The filters of DescribeParameters and GetParametersByPath: checked, then matched.
#pragma once

#include <string>
#include <vector>

#include "api/ssm.hpp"
#include "base/result.hpp"
#include "services/ssm/ssm.hpp"

namespace spotdrill::ssm {

/// Which operation filters: they differ in what they allow.
enum class FilterUse : std::uint8_t { Describe, ByPath };

using ParameterFilters = std::vector<api::ssm::ParameterStringFilter>;

/// Errors: InvalidFilterKey, InvalidFilterOption, InvalidFilterValue, ValidationException.
Result<void> check_filters(const ParameterFilters& filters, FilterUse use);

/// Whether the parameter passes every filter.
bool matches(const Ssm& ssm, const ParameterRecord& parameter, const ParameterFilters& filters);

/// The same for the older form of filters.
bool matches(const Ssm& ssm, const ParameterRecord& parameter,
             const std::vector<api::ssm::ParametersFilter>& filters);

}  // namespace spotdrill::ssm
