#include <algorithm>

#include "base/json.hpp"
#include "services/page_token.hpp"
#include "services/tagging/arn.hpp"
#include "services/tagging/errors.hpp"
#include "services/tagging/operations.hpp"
#include "services/tagging/pages.hpp"

namespace spotdrill::tagging {
namespace {

using Request = api::tagging::GetResourcesInput;

/// "You can set ResourcesPerPage to a minimum of 1 and a maximum of 100 items." Without: 50.
constexpr std::int32_t usual_page = 50;
constexpr std::int32_t page_max = 100;
/// "You can set TagsPerPage to a minimum of 100 items up to a maximum of 500 items."
constexpr std::int32_t page_tags_min = 100;
constexpr std::int32_t page_tags_max = 500;

// DEVIATION: AWS's wording of these is not known.
Result<void> check(const Request& request) {
  const bool filtered = !request.tag_filters.empty() || !request.resource_type_filters.empty() ||
                        request.resources_per_page || request.tags_per_page;
  if (!request.resource_arn_list.empty() && filtered) {
    return refuse(errors::invalid_parameter(
        "ResourceARNList cannot be given together with filters or sizes of pages."));
  }
  for (const auto& filter : request.tag_filters) {
    if (filter.key.value_or("").empty()) {
      return refuse(errors::invalid_parameter("Each TagFilter must contain a key."));
    }
  }
  const std::int32_t resources = request.resources_per_page.value_or(usual_page);
  if (resources < 1 || resources > page_max) {
    return refuse(errors::invalid_parameter("ResourcesPerPage must be between 1 and 100."));
  }
  const std::int32_t tags = request.tags_per_page.value_or(page_tags_min);
  if (tags < page_tags_min || tags > page_tags_max || tags % page_tags_min != 0) {
    return refuse(errors::invalid_parameter("TagsPerPage must be 100, 200, 300, 400 or 500."));
  }
  if (request.include_compliance_details.value_or(false) ||
      request.exclude_compliant_resources.value_or(false)) {
    return refuse(errors::invalid_parameter("spotdrill has no tag policies."));
  }
  for (const std::string& arn : request.resource_arn_list) {
    if (!read_arn(arn)) return refuse(errors::not_an_arn(arn));
  }
  return {};
}

/// "The response returns all resources that have that specified tag … only those that have all of
/// the keys"; of a key's values one is enough.
bool has_tags(const Request& request, const Tags& tags) {
  return std::ranges::all_of(request.tag_filters, [&](const api::tagging::TagFilter& filter) {
    const auto found = tags.find(*filter.key);
    if (found == tags.end()) return false;
    return filter.values.empty() ||
           std::ranges::find(filter.values, found->second) != filter.values.end();
  });
}

bool is_meant(const Request& request, const std::string& text, const Tags& tags) {
  const auto& arns = request.resource_arn_list;
  if (!arns.empty() && std::ranges::find(arns, text) == arns.end()) return false;
  const auto arn = read_arn(text);
  const auto& types = request.resource_type_filters;
  const bool typed = types.empty() || std::ranges::any_of(types, [&](const std::string& filter) {
                       return is_of_type(*arn, filter);
                     });
  return typed && has_tags(request, tags);
}

/// What a token is good for: the same request.
std::string identity(const Request& request) {
  std::string text = "GetResources";
  const auto add = [&text](std::string_view word) { text.append("\n").append(word); };
  for (const auto& filter : request.tag_filters) {
    add("key " + *filter.key);
    for (const std::string& value : filter.values) add("value " + value);
  }
  for (const std::string& type : request.resource_type_filters) add("type " + type);
  for (const std::string& arn : request.resource_arn_list) add(arn);
  return text;
}

}  // namespace

Result<api::tagging::GetResourcesOutput> get_resources(Tagging& tagging, const Request& request) {
  TRY(check(request));
  const std::string of = identity(request);
  const auto after = TRY(page_after(of, request.pagination_token));
  const auto resources_max =
      static_cast<std::size_t>(request.resources_per_page.value_or(usual_page));
  std::size_t tags_left = request.tags_per_page ? static_cast<std::size_t>(*request.tags_per_page)
                                                : std::numeric_limits<std::size_t>::max();
  const auto resources = tagging.tagged();
  api::tagging::GetResourcesOutput output{.pagination_token = ""};
  auto& page = output.resource_tag_mapping_list;
  for (auto each = after ? resources.upper_bound(*after) : resources.begin();
       each != resources.end(); ++each) {
    const auto& [arn, tags] = *each;
    if (!is_meant(request, arn, tags)) continue;
    if (page.size() == resources_max || tags.size() > tags_left) {
      output.pagination_token = services::make_page_token(of, *page.back().resource_arn);
      break;
    }
    tags_left -= tags.size();
    page.push_back({.resource_arn = arn, .tags = services::render_tags<api::tagging::Tag>(tags)});
  }
  return output;
}

}  // namespace spotdrill::tagging
