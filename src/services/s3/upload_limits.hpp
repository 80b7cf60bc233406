// The limits of multipart uploads.
// Source: S3 User Guide, "Amazon S3 multipart upload limits".
#pragma once

#include <cstdint>

namespace spotdrill::s3 {

inline constexpr std::int32_t part_number_max = 10'000;

/// "5 MiB to 5 GiB. There is no minimum size limit on the last part of your multipart upload."
inline constexpr std::int64_t part_bytes_min = 5 * 1024 * 1024;

/// "1000 … maximum number of parts returned for a list parts request", and of uploads likewise.
inline constexpr std::int32_t listed_max = 1'000;

}  // namespace spotdrill::s3
