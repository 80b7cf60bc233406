#include <fmt/format.h>

#include <algorithm>

#include "base/bandwidth.hpp"
#include "drill/findings/findings.hpp"
#include "drill/readings/checkpoint_names.hpp"

namespace spotdrill::drill {

namespace {

/// Whether whoever works on takes the object for whole: later instances got it.
bool taken_for_whole(const Scene& scene, const UploadSeen& upload) {
  bool later = false;
  for (const InstanceTimeline& instance : scene.observation.instances) {
    if (later &&
        std::ranges::find(instance.objects_read, upload.key) != instance.objects_read.end()) {
      return true;
    }
    later = later || instance.id == scene.instance.id;
  }
  return false;
}

}  // namespace

std::optional<Finding> uploaded_torn(const Scene& scene) {
  const std::vector<UploadSeen>& uploads = scene.instance.uploads;
  for (auto each = uploads.rbegin(); each != uploads.rend(); ++each) {
    if (each->end != UploadSeen::End::Complete || each->written_file.empty()) continue;
    // What is uploaded again is whole the next time.
    const bool newest = std::none_of(uploads.rbegin(), each, [&](const UploadSeen& later) {
      return later.key == each->key && later.end == UploadSeen::End::Complete;
    });
    const std::string_view name = std::string_view{each->key}.substr(each->key.rfind('/') + 1);
    if (!newest || temporary_name(name) || !taken_for_whole(scene, *each)) continue;
    return Finding{
        .cause = fmt::format("Half a file was uploaded, and whoever went on takes it for whole: "
                             "{} was still being written.",
                             each->written_file),
        .evidence = fmt::format(
            "{} had it open for writing when it was read for s3://{}, and wrote on: the object has "
            "{}, the file had {} afterwards; a replacement got the object",
            each->writer, each->key, bytes_text(each->bytes), bytes_text(each->file_bytes)),
        .remedy =
            "Write a checkpoint under another name, and rename it when it is closed; upload only "
            "what has its name (aws s3 sync --exclude '*.tmp'), or upload from the program that "
            "wrote it, after it has."};
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill
