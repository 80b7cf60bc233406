// What becomes of the versions of a key.
// Source: S3 User Guide, "How S3 Versioning works", "Working with objects in a versioning-suspended
// bucket".
#include "services/s3/versions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "services/s3/errors.hpp"

namespace spotdrill::s3 {
namespace {

/// "Version IDs are Unicode, UTF-8 encoded, URL-ready, opaque strings that are no more than 1,024
/// bytes long."; those that S3 gives have so many.
constexpr std::size_t version_id_length = 32;

/// Separates a key from a number. A key that has it in itself is told apart by its record.
constexpr char row_separator = '\x01';

constexpr std::string_view null_version = "null";
constexpr std::string_view enabled = "Enabled";

/// Of the table of older versions: a key's newest comes first.
std::string older_row(const ObjectRecord& object) {
  return fmt::format("{}{}{:016x}", S3::object_key(object.bucket, object.key), row_separator,
                     std::numeric_limits<std::int64_t>::max() - object.number);
}

bool is_version_id(std::string_view text) {
  return text.size() == version_id_length && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  c == '.' || c == '_' || c == '-';
         });
}

}  // namespace

std::string version_name(const ObjectRecord& object) {
  return object.version.empty() ? std::string{null_version} : object.version;
}

std::optional<std::string> said_version(const S3& s3, const ObjectRecord& object) {
  const BucketRecord* bucket = s3.find_bucket(object.bucket);
  if (bucket == nullptr || bucket->versioning.empty()) return std::nullopt;
  return version_name(object);
}

std::optional<std::string> new_version(const S3& s3, const ObjectRecord& object) {
  return object.version.empty() ? std::nullopt : said_version(s3, object);
}

Result<void> check_version_id(std::string_view version, std::string_view parameter) {
  if (version == null_version || is_version_id(version)) return {};
  return invalid_argument("Invalid version id specified", std::string{parameter},
                          std::string{version});
}

Result<const ObjectRecord*> version_of(const S3& s3, const std::string& bucket,
                                       const std::string& key,
                                       const std::optional<std::string>& version) {
  if (!version) {
    const ObjectRecord* newest = s3.newest_version(bucket, key);
    if (newest == nullptr) return no_such_key(key);
    if (newest->is_delete_marker) return no_such_key(key, version_name(*newest));
    return newest;
  }
  TRY(check_version_id(*version, "versionId"));
  const ObjectRecord* found = s3.find_version(bucket, key, *version);
  if (found == nullptr) return no_such_version(key, *version);
  if (found->is_delete_marker) return is_delete_marker(*version);
  return found;
}

std::vector<const ObjectRecord*> S3::versions_of(std::string_view bucket,
                                                 std::string_view key) const {
  std::vector<const ObjectRecord*> found;
  if (const ObjectRecord* object = find_object(bucket, key)) found.push_back(object);
  for (const ObjectRecord* older : older_.with_prefix(object_key(bucket, key) + row_separator)) {
    if (older->key == key) found.push_back(older);
  }
  return found;
}

const ObjectRecord* S3::newest_version(std::string_view bucket, std::string_view key) const {
  if (const ObjectRecord* object = find_object(bucket, key)) return object;
  const auto versions = versions_of(bucket, key);
  return versions.empty() ? nullptr : versions.front();
}

const ObjectRecord* S3::find_version(std::string_view bucket, std::string_view key,
                                     std::string_view version) const {
  const auto versions = versions_of(bucket, key);
  const auto found = std::ranges::find_if(
      versions, [&](const ObjectRecord* each) { return version_name(*each) == version; });
  return found == versions.end() ? nullptr : *found;
}

std::optional<std::string> S3::key_from(std::string_view bucket, std::string_view from) const {
  std::optional<std::string> first;
  const std::string begin = object_key(bucket, from);
  const std::string of_bucket = object_key(bucket, "");
  for (const auto* table : {&objects_.all(), &older_.all()}) {
    for (auto at = table->lower_bound(begin);
         at != table->end() && at->first.starts_with(of_bucket); ++at) {
      if (at->second.key < from) continue;
      if (!first || at->second.key < *first) first = at->second.key;
      break;
    }
  }
  return first;
}

void S3::give_number_and_id(ObjectRecord& version) {
  const ObjectRecord* before = newest_version(version.bucket, version.key);
  version.number = before == nullptr ? 1 : before->number + 1;
  const bool named = find_bucket(version.bucket)->versioning == enabled;
  version.version = named ? world_.ids.alphanumeric("", version_id_length) : std::string{};
}

void S3::put_older(ObjectRecord object) {
  std::string row = older_row(object);
  older_.put(std::move(row), std::move(object));
}

/// Before a new version comes: one without an id replaces the one that has none either, and what is
/// the object now becomes an older version.
void S3::make_way(const std::string& bucket, const std::string& key) {
  if (find_bucket(bucket)->versioning != enabled) erase_version(bucket, key, null_version);
  const ObjectRecord* now = find_object(bucket, key);
  if (now == nullptr) return;
  put_older(*now);
  objects_.erase(object_key(bucket, key));
}

const ObjectRecord& S3::put_object(ObjectRecord object) {
  give_number_and_id(object);
  // In this order, so that an object can be put in the place of one whose bytes it shares.
  adopt(object.pieces);
  make_way(object.bucket, object.key);
  std::string row = object_key(object.bucket, object.key);
  return objects_.put(std::move(row), std::move(object));
}

void S3::change_version(ObjectRecord changed) {
  const ObjectRecord* now = find_object(changed.bucket, changed.key);
  if (now == nullptr || now->number != changed.number) return put_older(std::move(changed));
  std::string row = object_key(changed.bucket, changed.key);
  objects_.put(std::move(row), std::move(changed));
}

const ObjectRecord* S3::delete_object(const std::string& bucket, const std::string& key) {
  if (find_bucket(bucket)->versioning.empty()) {
    erase_version(bucket, key, null_version);
    return nullptr;
  }
  ObjectRecord marker{.bucket = bucket, .key = key};
  marker.last_modified = now();
  marker.is_delete_marker = true;
  give_number_and_id(marker);
  make_way(bucket, key);
  const std::string row = older_row(marker);
  put_older(std::move(marker));
  return older_.find(row);
}

std::optional<ObjectRecord> S3::erase_version(const std::string& bucket, const std::string& key,
                                              std::string_view version) {
  const ObjectRecord* found = find_version(bucket, key, version);
  if (found == nullptr) return std::nullopt;
  const std::string row = object_key(bucket, key);
  ObjectRecord gone = *found;
  release(gone.pieces);
  if (found == find_object(bucket, key))
    objects_.erase(row);
  else
    older_.erase(older_row(gone));
  // What was the newest before it is the object again.
  const ObjectRecord* newest = newest_version(bucket, key);
  if (newest != nullptr && !newest->is_delete_marker && find_object(bucket, key) == nullptr) {
    ObjectRecord again = *newest;
    older_.erase(older_row(again));
    objects_.put(std::string{row}, std::move(again));
  }
  return gone;
}

}  // namespace spotdrill::s3
