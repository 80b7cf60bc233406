// Filters as every Describe takes them: a table of names for each kind of resource, and one
// matcher. Not paging (pages.hpp).
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/launch.hpp"

namespace spotdrill::ec2 {

/// "You can specify up to 50 filters and up to 200 values per filter in a single request."
/// Source: EC2 User Guide, "Find your Amazon EC2 resources", filtering considerations.
inline constexpr std::size_t filters_max = 50;
inline constexpr std::size_t filter_values_max = 200;

using FilterValues = std::vector<std::string>;

/// One filter of a kind of resource: what a resource's values for it are. A resource passes when
/// one of them matches.
template <class Resource>
struct FilterField {
  std::string_view name;
  FilterValues (*values)(const Resource&);
};

/// True when `value` matches `pattern`, in which * stands for any characters and ? for one, unless
/// a backslash precedes it. Case counts.
bool matches_pattern(std::string_view pattern, std::string_view value);

/// The values of the filter `name`, when they name whole values and no patterns: what has them can
/// be looked up. Nothing: there is no such filter, or one of its values is a pattern.
std::optional<std::set<std::string>> exact_values(const std::vector<api::ec2::Filter>& filters,
                                                  std::string_view name);

/// Errors: InvalidParameterValue (no such filter, no values), FilterLimitExceeded.
Result<void> check_filters(const std::vector<api::ec2::Filter>& filters,
                           const std::vector<std::string_view>& names, bool has_tags);

/// What `tag:KEY` and `tag-key` say of `tags`; nothing when the filter is another.
std::optional<bool> matches_tags(const api::ec2::Filter& filter, const Tags& tags);

/// True when one of `values` matches one of the filter's.
bool matches_any(const api::ec2::Filter& filter, const FilterValues& values);

inline std::string filter_text(bool value) {
  return value ? "true" : "false";
}

/// A checked set of filters.
template <class Resource>
class Filters {
 public:
  /// `tags` is null for resources without tags.
  /// Errors: as check_filters.
  static Result<Filters> create(const std::vector<api::ec2::Filter>& filters,
                                std::span<const FilterField<Resource>> fields,
                                const Tags& (*tags)(const Resource&) = nullptr) {
    std::vector<std::string_view> names;
    for (const auto& field : fields) names.push_back(field.name);
    TRY(check_filters(filters, names, tags != nullptr));
    Filters made;
    made.filters_ = &filters;
    made.tags_ = tags;
    // Looked up once, not once for each resource. What has none asks for tags.
    for (const api::ec2::Filter& filter : filters) {
      const auto field =
          std::ranges::find(fields, std::string_view{*filter.name}, &FilterField<Resource>::name);
      made.values_.push_back(field == fields.end() ? nullptr : field->values);
    }
    return made;
  }

  /// True when the resource passes every filter.
  [[nodiscard]] bool pass(const Resource& resource) const {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const api::ec2::Filter& filter = (*filters_)[i];
      const bool passes = values_[i] == nullptr ? *matches_tags(filter, tags_(resource))
                                                : matches_any(filter, values_[i](resource));
      if (!passes) return false;
    }
    return true;
  }

 private:
  const std::vector<api::ec2::Filter>* filters_ = nullptr;
  std::vector<FilterValues (*)(const Resource&)> values_;  ///< Of each filter; null: of tags.
  const Tags& (*tags_)(const Resource&) = nullptr;
};

}  // namespace spotdrill::ec2
