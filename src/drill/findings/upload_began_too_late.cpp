#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/uploads.hpp"

namespace spotdrill::drill {

namespace {

/// Begun so soon after the notice, it was not late.
constexpr Duration late_after = 10s;

}  // namespace

std::optional<Finding> upload_began_too_late(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  const auto unfinished = unfinished_upload(scene);
  if (!unfinished || !unfinished->takes || !interruption.notice) return std::nullopt;
  const UploadSeen& upload = *unfinished->upload;
  const Duration given = *interruption.shutdown_begun - *interruption.notice;
  const Duration waited = upload.begun - *interruption.notice;
  if (waited < late_after || *unfinished->takes > given) return std::nullopt;
  return Finding{
      .cause =
          "The upload of the last save began too late: begun at the notice, it would have "
          "been complete.",
      .evidence = fmt::format("{}; it began {} after the notice and takes {}, and the notice came "
                              "{} before the shutdown",
                              missing_text(*unfinished), time_text(waited),
                              time_text(*unfinished->takes), time_text(given)),
      .remedy =
          "Ask for the notice every five seconds, and save and upload as soon as it is there; "
          "SIGTERM comes when the two minutes are over."};
}

}  // namespace spotdrill::drill
