#include "services/tagging/operations.hpp"
#include "services/tagging/pages.hpp"

namespace spotdrill::tagging {

Result<api::tagging::GetTagKeysOutput> get_tag_keys(Tagging& tagging,
                                                    const api::tagging::GetTagKeysInput& request) {
  std::set<std::string> keys;
  for (const auto& [arn, tags] : tagging.tagged()) {
    for (const auto& [key, value] : tags) keys.insert(key);
  }
  api::tagging::GetTagKeysOutput output;
  output.pagination_token =
      TRY(page_of_words("GetTagKeys", keys, request.pagination_token, output.tag_keys));
  return output;
}

}  // namespace spotdrill::tagging
