#include "services/lambda/operations.hpp"
#include "services/lambda/tags.hpp"

namespace spotdrill::lambda {

Result<api::lambda::ListTagsResponse> list_tags(Lambda& lambda,
                                                const api::lambda::ListTagsRequest& request) {
  api::lambda::ListTagsResponse response;
  response.tags = TRY(tagged_function(lambda, request.resource))->tags;
  return response;
}

}  // namespace spotdrill::lambda
