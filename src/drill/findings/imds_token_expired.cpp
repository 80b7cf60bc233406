#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/polling.hpp"

namespace spotdrill::drill {

std::optional<Finding> imds_token_expired(const InstanceScene& scene) {
  const std::string& path = scene.instance.imds_wrong_token;
  if (path.empty()) return std::nullopt;
  if (refusal_was_overcome(scene.instance, path, scene.instance.imds_wrong_token_at,
                           scene.instance.imds_wrong_token_overcome)) {
    return std::nullopt;
  }
  return Finding{
      .cause =
          "Something asks the instance metadata with a token that is not valid, likely one "
          "that has expired: it is refused, and so learns of no interruption.",
      .evidence = fmt::format("{} answered 401 to a request for {} that had a token",
                              scene.instance.id, path),
      .remedy =
          "Take a new token when the metadata answers 401, and before its time is over: "
          "X-aws-ec2-metadata-token-ttl-seconds says how long it lives, 21600 at the most."};
}

}  // namespace spotdrill::drill
