// The objects of S3 that a job's texts save into: by the AWS CLI (aws s3 cp, mv, sync) and boto3
// (upload_file, put_object). Of literal buckets only; what is computed otherwise is not guessed.
#pragma once

#include <optional>

#include "drill/sketch/clues.hpp"

namespace spotdrill::drill::sketch {

struct SavedObjects {
  NumberSource source;  ///< For `saved: {s3: …}`.
  Place at;
};

/// What `job` uploads and gets again, or what has a checkpoint's name. Results that are only
/// uploaded are not saved work.
std::optional<SavedObjects> saved_objects_of(const JobTexts& job);

}  // namespace spotdrill::drill::sketch
