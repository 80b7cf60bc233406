#include <algorithm>

#include "services/s3/listing.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

namespace {

using api::s3::ListObjectVersionsOutput;
using api::s3::ListObjectVersionsRequest;

/// Errors: InvalidArgument.
Result<void> check_markers(const ListObjectVersionsRequest& request) {
  if (!request.version_id_marker) return {};
  constexpr const char* name = "version-id-marker";
  const std::string& marker = *request.version_id_marker;
  if (!request.key_marker || request.key_marker->empty()) {
    return invalid_argument("A version-id marker cannot be specified without a key marker.", name,
                            marker);
  }
  if (marker.empty()) return invalid_argument("A version-id marker cannot be empty.", name, marker);
  return check_version_id(marker, name);
}

/// One page in the making.
class VersionPage {
 public:
  VersionPage(const S3& s3, const ListObjectVersionsRequest& request, std::size_t max,
              ListObjectVersionsOutput& output)
      : s3_(s3), request_(request), max_(max), output_(output) {}

  void fill() {
    const std::string prefix = request_.prefix.value_or("");
    const std::string delimiter = request_.delimiter.value_or("");
    auto key = s3_.key_from(request_.bucket, std::max(prefix, first_key(prefix, delimiter)));
    while (key && key->starts_with(prefix) && max_ > 0) {
      const std::size_t found =
          delimiter.empty() ? std::string::npos : key->find(delimiter, prefix.size());
      std::string next = *key + '\0';
      if (found != std::string::npos) {
        const std::string group = key->substr(0, found + delimiter.size());
        if (is_full()) return;
        output_.common_prefixes.emplace_back().prefix = encoded(group, request_.encoding_type);
        say_next(group, {});
        next = behind(group);
        if (next.empty()) return;
      } else if (!add_versions(*key)) {
        return;
      }
      key = s3_.key_from(request_.bucket, next);
    }
    output_.is_truncated = false;
    output_.next_key_marker.reset();
    output_.next_version_id_marker.reset();
  }

 private:
  /// Where the page begins: behind the markers.
  [[nodiscard]] std::string first_key(const std::string& prefix,
                                      const std::string& delimiter) const {
    const std::string marker = request_.key_marker.value_or("");
    if (marker.empty() || request_.version_id_marker) return marker;
    return is_group(marker, prefix, delimiter) ? behind(marker) : marker + '\0';
  }

  /// Whether there is no more room; then the page is truncated.
  bool is_full() {
    const std::size_t size =
        output_.versions.size() + output_.delete_markers.size() + output_.common_prefixes.size();
    output_.is_truncated = size >= max_;
    return *output_.is_truncated;
  }

  void say_next(const std::string& key, std::optional<std::string> version) {
    output_.next_key_marker = encoded(key, request_.encoding_type);
    output_.next_version_id_marker = std::move(version);
  }

  /// False: not all of them had room.
  bool add_versions(const std::string& key) {
    const auto versions = s3_.versions_of(request_.bucket, key);
    bool behind_marker = !request_.version_id_marker || key != request_.key_marker;
    for (const ObjectRecord* version : versions) {
      if (!behind_marker) {
        behind_marker = version_name(*version) == *request_.version_id_marker;
        continue;
      }
      if (is_full()) return false;
      const bool latest = version == versions.front();
      if (version->is_delete_marker) {
        say_version(*version, latest, output_.delete_markers.emplace_back());
      } else {
        auto& entry = output_.versions.emplace_back();
        say_version(*version, latest, entry);
        say_stored(*version, entry);
      }
      say_next(key, version_name(*version));
    }
    return true;
  }

  template <class Entry>
  void say_version(const ObjectRecord& version, bool latest, Entry& entry) {
    entry.key = encoded(version.key, request_.encoding_type);
    entry.version_id = version_name(version);
    entry.is_latest = latest;
    entry.last_modified = version.last_modified;
    entry.owner.emplace().id = s3_.owner_id();
  }

  const S3& s3_;
  const ListObjectVersionsRequest& request_;
  std::size_t max_;
  ListObjectVersionsOutput& output_;
};

}  // namespace

Result<ListObjectVersionsOutput> list_object_versions(S3& s3,
                                                      const ListObjectVersionsRequest& request) {
  TRY(bucket_of(s3, request));
  TRY(check_markers(request));
  const std::size_t max = TRY(page_size(request.max_keys, "max-keys"));
  ListObjectVersionsOutput output;
  VersionPage{s3, request, max, output}.fill();
  say_query(request, max, output);
  output.key_marker = encoded(request.key_marker.value_or(""), request.encoding_type);
  output.version_id_marker = request.version_id_marker.value_or("");
  return output;
}

}  // namespace spotdrill::s3
