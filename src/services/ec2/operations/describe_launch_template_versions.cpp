#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/iso8601.hpp"
#include "services/ec2/filters.hpp"
#include "services/ec2/launch_template.hpp"
#include "services/ec2/launch_template_errors.hpp"
#include "services/ec2/launch_template_operations.hpp"
#include "services/ec2/pages.hpp"

namespace spotdrill::ec2 {
namespace {

using VersionShown = api::ec2::LaunchTemplateVersion;

FilterValues filter_values(const std::optional<std::string>& text) {
  return text ? FilterValues{*text} : FilterValues{};
}

FilterValues filter_values(const std::optional<bool>& flag) {
  return {filter_text(flag.value_or(false))};
}

/// Source: EC2 API Reference, DescribeLaunchTemplateVersions, Filter.N.
constexpr FilterField<VersionShown> version_fields[] = {
    {"create-time",
     [](const VersionShown& v) -> FilterValues { return {iso8601_millis(*v.create_time)}; }},
    {"ebs-optimized",
     [](const VersionShown& v) { return filter_values(v.launch_template_data->ebs_optimized); }},
    {"image-id",
     [](const VersionShown& v) { return filter_values(v.launch_template_data->image_id); }},
    {"instance-type",
     [](const VersionShown& v) { return filter_values(v.launch_template_data->instance_type); }},
    {"is-default-version", [](const VersionShown& v) { return filter_values(v.default_version); }},
    {"kernel-id",
     [](const VersionShown& v) { return filter_values(v.launch_template_data->kernel_id); }},
    {"ram-disk-id",
     [](const VersionShown& v) { return filter_values(v.launch_template_data->ram_disk_id); }},
};

/// The newest of a template first.
std::string order_of(const VersionShown& shown) {
  constexpr std::int64_t above_all = 9'999'999'999;
  return fmt::format("{}/{:010}", *shown.launch_template_id, above_all - *shown.version_number);
}

std::int64_t bound(const std::optional<std::string>& text, std::int64_t otherwise) {
  std::int64_t number = otherwise;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

/// Of a template that the request names. Errors: InvalidLaunchTemplateId.VersionNotFound.
Result<void> add_versions(Ec2& ec2, const LaunchTemplate& of,
                          const api::ec2::DescribeLaunchTemplateVersionsRequest& request,
                          std::vector<VersionShown>& shown) {
  const std::int64_t least = bound(request.min_version, 1);
  const std::int64_t most = bound(request.max_version, of.latest_version);
  std::vector<std::int64_t> numbers;
  for (const std::string& version : request.versions) {
    numbers.push_back(TRY(find_version(of, version))->number);
  }
  for (const LaunchTemplateVersion& version : of.versions) {
    const bool named =
        numbers.empty() || std::ranges::find(numbers, version.number) != numbers.end();
    if (!named || version.number < least || version.number > most) continue;
    shown.push_back(render_version(ec2, of, version));
  }
  return {};
}

}  // namespace

/// Lists versions: of one launch template, or the latest and default ones of all.
/// Errors: those of find_launch_template, MissingParameter,
/// InvalidLaunchTemplateId.VersionNotFound, those of filters and pages.
/// Source: EC2 API Reference, DescribeLaunchTemplateVersions.
// DEVIATION: of the filters those on metadata options, network cards and licenses are not there; an
// image that a version names by "resolve:ssm:" is shown so.
Result<api::ec2::DescribeLaunchTemplateVersionsResult> describe_launch_template_versions(
    Ec2& ec2, const api::ec2::DescribeLaunchTemplateVersionsRequest& request) {
  const auto filters = TRY(Filters<VersionShown>::create(request.filters, version_fields));
  std::vector<VersionShown> shown;
  if (request.launch_template_id || request.launch_template_name) {
    const LaunchTemplate of =
        TRY(find_launch_template(ec2, request.launch_template_id, request.launch_template_name));
    TRY(add_versions(ec2, of, request, shown));
  } else {
    const bool of_all = std::ranges::all_of(request.versions, [](const std::string& version) {
      return version == "$Latest" || version == "$Default";
    });
    if (request.versions.empty() || !of_all) return refuse(errors::template_not_named());
    for (const auto& [id, each] : ec2.catalogue().launch_templates()) {
      TRY(add_versions(ec2, each, request, shown));
    }
  }
  std::erase_if(shown, [&](const VersionShown& each) { return !filters.pass(each); });
  std::ranges::sort(shown, {}, order_of);
  auto page = TRY(page_of(std::move(shown),
                          {.operation = "DescribeLaunchTemplateVersions",
                           .max_results = request.max_results,
                           .next_token = request.next_token,
                           .limits = {.least = 1, .most = 200}},
                          order_of));
  api::ec2::DescribeLaunchTemplateVersionsResult result;
  result.launch_template_versions = std::move(page.items);
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
