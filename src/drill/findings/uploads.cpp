#include "drill/findings/uploads.hpp"

#include <fmt/format.h>

#include "base/bandwidth.hpp"
#include "drill/findings/work_lost.hpp"
#include "drill/readings/checkpoint_names.hpp"

namespace spotdrill::drill {

namespace {

using End = UploadSeen::End;

bool completed_later(const InstanceTimeline& instance, const UploadSeen& upload) {
  return std::ranges::any_of(instance.uploads, [&](const UploadSeen& each) {
    return each.key == upload.key && each.end == End::Complete && *each.ended >= upload.begun;
  });
}

/// The newest upload of its kind that was completed before it, or null.
const UploadSeen* one_like(const Observation& observation, const UploadSeen& upload) {
  const UploadSeen* like = nullptr;
  for (const InstanceTimeline& instance : observation.instances) {
    for (const UploadSeen& each : instance.uploads) {
      if (each.end == End::Complete && each.begun < upload.begun &&
          name_shape(each.key) == name_shape(upload.key)) {
        like = &each;
      }
    }
  }
  return like;
}

/// Seconds for each byte; 0: not known.
double pace_of(std::uint64_t bytes, Duration took) {
  if (bytes == 0 || took <= Duration::zero()) return 0;
  return std::chrono::duration<double>(took).count() / static_cast<double>(bytes);
}

Duration time_of(std::uint64_t bytes, double pace) {
  return std::chrono::duration_cast<Duration>(
      std::chrono::duration<double>{static_cast<double>(bytes) * pace});
}

UnfinishedUpload measure(const Scene& scene, const UploadSeen& upload) {
  const UploadSeen* like = one_like(scene.observation, upload);
  UnfinishedUpload unfinished{.upload = &upload, .whole = upload.bytes};
  if (unfinished.whole == 0 && like != nullptr && like->bytes > upload.sent) {
    unfinished.whole = like->bytes;
  }
  const Instant end =
      upload.ended.value_or(scene.interruption.ended.value_or(*scene.interruption.shutdown_begun));
  // Of parts under way less is told than has come: one that was completed tells better.
  double pace = like != nullptr ? pace_of(like->bytes, *like->ended - like->begun) : 0;
  if (pace == 0) pace = pace_of(upload.sent, end - upload.begun);
  if (pace == 0 || unfinished.whole <= upload.sent) return unfinished;
  unfinished.takes = time_of(unfinished.whole, pace);
  unfinished.missing = time_of(unfinished.whole - upload.sent, pace);
  return unfinished;
}

/// Whether it was begun because of the interruption.
bool in_answer(const Interruption& interruption, const UploadSeen& upload) {
  return (interruption.heard && upload.begun >= *interruption.heard) ||
         upload.begun >= *interruption.shutdown_begun;
}

}  // namespace

std::optional<UnfinishedUpload> unfinished_upload(const Scene& scene) {
  const Interruption& interruption = scene.interruption;
  // Without a notice nobody has time to upload anything.
  if (!interruption.notice || !interruption.shutdown_begun || !lost_too_much(scene)) return {};
  std::optional<UnfinishedUpload> found;
  for (const UploadSeen& upload : scene.instance.uploads) {
    const bool cut = upload.end == End::None ||
                     (upload.end == End::CutOff && *upload.ended >= *interruption.shutdown_begun);
    if (!cut || completed_later(scene.instance, upload)) continue;
    // Who saves at intervals loses one of them, whenever it is interrupted.
    if (!in_answer(interruption, upload) && lost_an_interval_at_most(scene)) continue;
    UnfinishedUpload unfinished = measure(scene, upload);
    if (!found || unfinished.whole > found->whole) found = unfinished;
  }
  return found;
}

std::string missing_text(const UnfinishedUpload& unfinished) {
  const UploadSeen& upload = *unfinished.upload;
  std::string text = fmt::format("s3://{}: {} were there", upload.key, bytes_text(upload.sent));
  if (unfinished.whole <= upload.sent) return text;
  text += fmt::format(" of {}, {}", bytes_text(unfinished.whole),
                      bytes_text(unfinished.whole - upload.sent));
  if (unfinished.missing) text += fmt::format(" and {}", time_text(*unfinished.missing));
  return text + " were missing";
}

}  // namespace spotdrill::drill
