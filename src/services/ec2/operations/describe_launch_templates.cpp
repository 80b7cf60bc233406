#include "base/iso8601.hpp"
#include "services/ec2/describe.hpp"
#include "services/ec2/launch_template.hpp"
#include "services/ec2/launch_template_errors.hpp"
#include "services/ec2/launch_template_operations.hpp"

namespace spotdrill::ec2 {
namespace {

struct TemplateRow {
  const LaunchTemplate* item;
  Tags tags;
};

/// Source: EC2 API Reference, DescribeLaunchTemplates, Filter.N.
constexpr FilterField<TemplateRow> template_fields[] = {
    {"create-time",
     [](const TemplateRow& r) -> FilterValues { return {iso8601_millis(r.item->created)}; }},
    {"launch-template-name", [](const TemplateRow& r) -> FilterValues { return {r.item->name}; }},
};

AwsError templates_not_found(const std::vector<std::string>& ids) {
  return errors::template_id_not_found(ids.front());
}

}  // namespace

/// Lists launch templates.
/// Errors: those of find_launch_template, of filters and of pages.
/// Source: EC2 API Reference, DescribeLaunchTemplates.
Result<api::ec2::DescribeLaunchTemplatesResult> describe_launch_templates(
    Ec2& ec2, const api::ec2::DescribeLaunchTemplatesRequest& request) {
  std::vector<std::string> ids = request.launch_template_ids;
  for (const std::string& id : ids) {
    if (!has_id_form(id, "lt-")) return refuse(errors::template_id_malformed(id));
  }
  for (const std::string& name : request.launch_template_names) {
    ids.push_back(TRY(find_launch_template(ec2, {}, name)).id);
  }
  std::vector<TemplateRow> rows;
  for (const auto& [id, each] : ec2.catalogue().launch_templates()) {
    rows.push_back({.item = &each, .tags = ec2.catalogue().tags(id)});
  }
  const auto page = TRY(
      describe(std::move(rows), ids, request,
               Description<TemplateRow>{.operation = "DescribeLaunchTemplates",
                                        .fields = template_fields,
                                        .id_of = [](const TemplateRow& r) { return r.item->id; },
                                        .not_found = templates_not_found,
                                        .limits = {.least = 1, .most = 200}}));
  api::ec2::DescribeLaunchTemplatesResult result;
  for (const TemplateRow& row : page.items) {
    result.launch_templates.push_back(render_launch_template(ec2, *row.item));
  }
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
