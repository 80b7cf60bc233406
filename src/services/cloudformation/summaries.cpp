#include "services/cloudformation/summaries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/template/serverless/transform.hpp"
#include "services/cloudformation/type_checks.hpp"

namespace spotdrill::cloudformation {

std::string processed_text(const std::string& text) {
  const auto parsed = parse_text(text);
  if (!parsed.has_value() || !is_serverless(parsed->document)) return text;
  auto transformed = transform_serverless(parsed->document);
  if (!transformed.has_value()) return text;
  transformed->erase("Transform");
  return to_text(json::value(std::move(*transformed)));
}

Result<TemplateSummary> summarise(const std::string& text) {
  auto whole = read_template(text);
  if (!whole.has_value()) return invalid(whole.error().message);
  auto declared = read_parameters(whole->parameters);
  if (!declared.has_value()) return invalid(declared.error());
  TemplateSummary summary;
  summary.declared = std::move(*declared);
  if (!whole->description.empty()) summary.description = whole->description;
  const Capabilities needed = needed_capabilities(*whole);
  summary.capabilities = needed.names;
  if (!needed.types.empty()) {
    summary.capabilities_reason = fmt::format(
        "The following resource(s) require capabilities: [{}]", fmt::join(needed.types, ", "));
  }
  std::set<std::string> types;
  for (const auto& [id, resource] : whole->resources) types.insert(resource.type);
  summary.resource_types.assign(types.begin(), types.end());
  summary.transforms = whole->transforms;
  if (std::ranges::find(summary.transforms, serverless_transform) != summary.transforms.end()) {
    summary.capabilities.emplace_back("CAPABILITY_AUTO_EXPAND");
  }
  if (!whole->metadata.is_null()) summary.metadata = to_text(whole->metadata);
  return summary;
}

}  // namespace spotdrill::cloudformation
