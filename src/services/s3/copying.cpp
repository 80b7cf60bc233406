#include "services/s3/copying.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "protocol/query.hpp"
#include "services/s3/errors.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<const ObjectRecord*> copy_source(const S3& s3, const std::string& source,
                                        const Conditions& conditions) {
  std::string_view rest = source;
  std::optional<std::string> wanted;
  if (const std::size_t at = rest.find(source_version); at != std::string_view::npos) {
    wanted = rest.substr(at + source_version.size());
    rest = rest.substr(0, at);
  }
  const auto decoded = protocol::percent_decode(rest, false);
  std::string_view name = decoded ? std::string_view{*decoded} : std::string_view{};
  if (name.starts_with('/')) name.remove_prefix(1);
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos || slash + 1 == name.size()) {
    return invalid_argument(
        "Copy Source must mention the source bucket and key: "
        "sourcebucket/sourcekey",
        "x-amz-copy-source", source);
  }
  const std::string bucket{name.substr(0, slash)};
  const std::string key{name.substr(slash + 1)};
  if (s3.find_bucket(bucket) == nullptr) return no_such_bucket(bucket);
  const ObjectRecord* object = TRY(version_of(s3, bucket, key, wanted));
  TRY(check_copy(*object, conditions));
  return object;
}

std::vector<Piece> slice(const std::vector<Piece>& pieces, Stretch stretch) {
  std::vector<Piece> taken;
  for (const Piece& piece : pieces) {
    if (stretch.length <= 0) break;
    if (stretch.begin >= piece.size) {
      stretch.begin -= piece.size;
      continue;
    }
    const std::int64_t size = std::min(stretch.length, piece.size - stretch.begin);
    taken.push_back({.blob = piece.blob, .offset = piece.offset + stretch.begin, .size = size});
    stretch.length -= size;
    stretch.begin = 0;
  }
  return taken;
}

Result<Digests> digests_of(const S3& s3, const std::vector<Piece>& pieces, std::int64_t size,
                           std::optional<Algorithm> wanted) {
  if (size > body_bytes_max) {
    return invalid_request(
        fmt::format("The specified copy source is larger than the maximum allowable size for a "
                    "copy source: {}",
                    body_bytes_max));
  }
  Digests digests{wanted ? std::set{*wanted} : std::set<Algorithm>{}};
  while (digests.size() < size) {
    digests.add(
        TRY(s3.read(pieces, digests.size(), std::min(read_piece_bytes, size - digests.size()))));
  }
  return digests;
}

}  // namespace spotdrill::s3
