#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/polling.hpp"

namespace spotdrill::drill {

std::optional<Finding> imdsv1_refused(const InstanceScene& scene) {
  const std::string& path = scene.instance.imds_without_token;
  if (path.empty()) return std::nullopt;
  if (refusal_was_overcome(scene.instance, path, scene.instance.imds_without_token_at,
                           scene.instance.imds_without_token_overcome)) {
    return std::nullopt;
  }
  return Finding{
      .cause =
          "The instance takes IMDSv2 only, and something asks its metadata without a token: "
          "it is refused, and so learns of no interruption.",
      .evidence = fmt::format("{} answered 401 to a request for {} without a token",
                              scene.instance.id, path),
      .remedy =
          "Get a token first (PUT http://169.254.169.254/latest/api/token with "
          "X-aws-ec2-metadata-token-ttl-seconds: 21600) and send it with every request as "
          "X-aws-ec2-metadata-token. The AWS SDKs do."};
}

}  // namespace spotdrill::drill
