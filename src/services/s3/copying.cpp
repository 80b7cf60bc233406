#include "services/s3/copying.hpp"

#include <algorithm>

#include "protocol/query.hpp"
#include "services/s3/errors.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<const ObjectRecord*> copy_source(const S3& s3, const std::string& source,
                                        const Conditions& conditions) {
  constexpr std::string_view version = "?versionId=";
  std::string_view rest = source;
  if (const std::size_t at = rest.find(version); at != std::string_view::npos) {
    TRY(check_version(std::string{rest.substr(at + version.size())}));
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
  const std::string_view bucket = name.substr(0, slash);
  const std::string_view key = name.substr(slash + 1);
  if (s3.find_bucket(bucket) == nullptr) return no_such_bucket(bucket);
  const ObjectRecord* object = s3.find_object(bucket, key);
  if (object == nullptr) return no_such_key(key);
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

Result<std::string> bytes_of(const S3& s3, const std::vector<Piece>& pieces, std::int64_t size) {
  if (size > read_bytes_max) return not_implemented("copies of more than 256 MiB at once");
  return s3.read(pieces, 0, size);
}

}  // namespace spotdrill::s3
