#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::ListResourceTagsResponse> list_resource_tags(
    Kms& kms, const api::kms::ListResourceTagsRequest& request) {
  const Key* key = TRY(kms.find_by_id(request.key_id));
  auto all = services::render_tags<api::kms::Tag>(key->tags);
  constexpr std::int32_t usual = 50;
  api::kms::ListResourceTagsResponse response;
  TRY(page_into("ListResourceTags", request, usual, std::move(all), response.tags, response));
  return response;
}

}  // namespace spotdrill::kms
