#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::ListImportsOutput> list_imports(
    CloudFormation& cloudformation, const api::cloudformation::ListImportsInput& request) {
  auto users = cloudformation.importers(request.export_name);
  if (users.empty()) {
    return invalid("Export '" + request.export_name + "' is not imported by any stack.");
  }
  api::cloudformation::ListImportsOutput output;
  output.imports = std::move(users);
  return output;
}

}  // namespace spotdrill::cloudformation
