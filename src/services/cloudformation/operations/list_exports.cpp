#include <algorithm>

#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::ListExportsOutput> list_exports(
    CloudFormation& cloudformation, const api::cloudformation::ListExportsInput& request) {
  const auto begin = services::page_begin("ListExports", request.next_token);
  if (!begin) return invalid("Invalid NextToken");
  std::vector<api::cloudformation::Export> all;
  for (const auto& [key, stack] : cloudformation.stacks()) {
    if (stack.status == "DELETE_COMPLETE") continue;
    for (const OutputRecord& output : stack.outputs) {
      if (output.export_name) all.push_back({stack.id, *output.export_name, output.value});
    }
  }
  std::ranges::sort(all, {}, &api::cloudformation::Export::name);
  api::cloudformation::ListExportsOutput output;
  services::take_page("ListExports", std::move(all), *begin, page_size, output.exports,
                      output.next_token);
  return output;
}

}  // namespace spotdrill::cloudformation
