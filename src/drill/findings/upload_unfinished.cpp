#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/uploads.hpp"

namespace spotdrill::drill {

std::optional<Finding> upload_unfinished(const Scene& scene) {
  const auto unfinished = unfinished_upload(scene);
  if (!unfinished) return std::nullopt;
  const UploadSeen& upload = *unfinished->upload;
  const bool parts = upload.end == UploadSeen::End::None;
  const Duration before = *scene.interruption.shutdown_begun - upload.begun;
  return Finding{
      .cause =
          "What was saved never became an object: the instance ended in the middle of its "
          "upload, and half an upload is nothing.",
      .evidence = fmt::format(
          "{}; it began {} {} the shutdown did{}", missing_text(*unfinished),
          time_text(before < Duration::zero() ? -before : before),
          before < Duration::zero() ? "after" : "before",
          parts ? ". Its parts are still kept, and paid for (list-multipart-uploads)" : ""),
      .remedy =
          "Save less, or upload while the job works, so that after the notice only the difference "
          "is left; use a faster line (a VPC endpoint, a larger instance, parts in parallel), and "
          "let a lifecycle rule abort what was not completed."};
}

}  // namespace spotdrill::drill
