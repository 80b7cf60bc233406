#include "services/lambda/operations.hpp"
#include "services/lambda/tags.hpp"

namespace spotdrill::lambda {

Result<api::lambda::TagResourceResult> tag_resource(
    Lambda& lambda, const api::lambda::TagResourceRequest& request) {
  TRY(add_tags(lambda, request.resource, request.tags));
  return api::lambda::TagResourceResult{};
}

}  // namespace spotdrill::lambda
