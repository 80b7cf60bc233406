#include "services/lambda/operations.hpp"
#include "services/lambda/tags.hpp"

namespace spotdrill::lambda {

Result<api::lambda::UntagResourceResult> untag_resource(
    Lambda& lambda, const api::lambda::UntagResourceRequest& request) {
  TRY(remove_tags(lambda, request.resource, request.tag_keys));
  return api::lambda::UntagResourceResult{};
}

}  // namespace spotdrill::lambda
