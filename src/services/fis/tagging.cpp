#include "services/fis/tagging.hpp"

#include "services/fis/errors.hpp"

namespace spotdrill::fis {
namespace {

/// The id in `arn`, if it names a resource of this region of `kind`; else nothing.
std::string_view id_in(const Fis& fis, std::string_view arn, std::string_view kind) {
  const std::string prefix = fis.arn(kind, "");
  return arn.starts_with(prefix) ? arn.substr(prefix.size()) : std::string_view{};
}

}  // namespace

// DEVIATION: AWS lets actions be tagged too.
Result<const Tags*> tags_of(const Fis& fis, std::string_view arn) {
  if (const auto found = fis.find_template(id_in(fis, arn, "experiment-template"))) {
    return &(*found)->tags;
  }
  if (const auto found = fis.find_experiment(id_in(fis, arn, "experiment"))) {
    return &(*found)->tags;
  }
  return resource_not_found(arn);
}

Result<void> set_tags(Fis& fis, std::string_view arn, Tags tags) {
  TRY(tags_of(fis, arn));
  if (tags.size() > tags_max) return quota_exceeded("Tags per resource", tags_max);
  const std::string_view template_id = id_in(fis, arn, "experiment-template");
  if (!template_id.empty()) {
    fis.templates().edit(template_id).tags = std::move(tags);
  } else {
    fis.edit_experiment(id_in(fis, arn, "experiment")).tags = std::move(tags);
  }
  return {};
}

}  // namespace spotdrill::fis
