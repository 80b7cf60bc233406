#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"

namespace spotdrill::lambda {

Result<api::lambda::ListFunctionsResponse> list_functions(
    Lambda& lambda, const api::lambda::ListFunctionsRequest& request) {
  std::vector<api::lambda::FunctionConfiguration> all;
  for (const auto& [name, function] : lambda.functions()) {
    const bool every = request.function_version.value_or("") == "ALL";
    all.push_back(render(lambda, function, function.latest, every));
    if (!every) continue;
    for (const Version& version : function.versions) {
      all.push_back(render(lambda, function, version, true));
    }
  }
  api::lambda::ListFunctionsResponse response;
  TRY(page_of("ListFunctions", request, std::move(all), response.functions, response.next_marker));
  return response;
}

}  // namespace spotdrill::lambda
