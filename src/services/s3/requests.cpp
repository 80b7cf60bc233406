#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<void> check_version(const std::optional<std::string>& version) {
  if (!version || *version == "null") return {};
  return invalid_argument("Invalid version id specified", "versionId", *version);
}

}  // namespace spotdrill::s3
