#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"

namespace spotdrill::lambda {

Result<api::lambda::ListVersionsByFunctionResponse> list_versions_by_function(
    Lambda& lambda, const api::lambda::ListVersionsByFunctionRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  const Function* function = TRY(lambda.function(named));
  std::vector<api::lambda::FunctionConfiguration> all{
      render(lambda, *function, function->latest, true)};
  for (const Version& version : function->versions) {
    all.push_back(render(lambda, *function, version, true));
  }
  api::lambda::ListVersionsByFunctionResponse response;
  TRY(page_of("ListVersionsByFunction:" + named.name, request, std::move(all), response.versions,
              response.next_marker));
  return response;
}

}  // namespace spotdrill::lambda
