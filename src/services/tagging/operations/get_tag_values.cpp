#include "services/tagging/operations.hpp"
#include "services/tagging/pages.hpp"

namespace spotdrill::tagging {

Result<api::tagging::GetTagValuesOutput> get_tag_values(
    Tagging& tagging, const api::tagging::GetTagValuesInput& request) {
  std::set<std::string> values;
  for (const auto& [arn, tags] : tagging.tagged()) {
    const auto found = tags.find(request.key);
    if (found != tags.end()) values.insert(found->second);
  }
  api::tagging::GetTagValuesOutput output;
  output.pagination_token = TRY(page_of_words("GetTagValues " + request.key, values,
                                              request.pagination_token, output.tag_values));
  return output;
}

}  // namespace spotdrill::tagging
