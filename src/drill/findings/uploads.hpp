// The uploads of an interrupted instance that did not come to their end, and what they lacked.
#pragma once

#include "drill/findings/findings.hpp"

namespace spotdrill::drill {

/// An upload that the end of its instance cut off.
struct UnfinishedUpload {
  const UploadSeen* upload = nullptr;
  std::uint64_t whole = 0;          ///< Bytes of it; 0: not known.
  std::optional<Duration> takes;    ///< All of it, as fast as it went.
  std::optional<Duration> missing;  ///< What was left of that.
};

/// The one whose end would have kept the most; nothing: every upload was completed, or what it cost
/// is no more than comes between two saves.
std::optional<UnfinishedUpload> unfinished_upload(const Scene& scene);

/// "s3://bucket/key: 12 MB of 40 MB were there, 28 MB and 14s were missing".
std::string missing_text(const UnfinishedUpload& unfinished);

}  // namespace spotdrill::drill
