#include "services/s3/s3.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/store.hpp"
#include "services/s3/checksums.hpp"
#include "services/s3/errors.hpp"
#include "services/s3/names.hpp"

namespace spotdrill::s3 {
namespace {

/// As ids of uploads are: long, and of no meaning.
constexpr std::size_t upload_id_length = 64;

/// Of files, whose names must have nothing but letters and digits.
constexpr std::size_t blob_id_length = 32;

std::string part_key(std::string_view upload, std::int32_t number) {
  return fmt::format("{}:{:05}", upload, number);
}

}  // namespace

S3::S3(World& world, BlobStore& blobs, std::string account, Adopts adopts)
    : world_(world),
      blobs_(blobs),
      account_(std::move(account)),
      adopts_(std::move(adopts)),
      buckets_(world.store, "s3.buckets", ""),
      objects_(world.store, "s3.objects", ""),
      uploads_(world.store, "s3.uploads", ""),
      parts_(world.store, "s3.parts", ""),
      timers_(world.scheduler) {
  for (const auto& [key, object] : objects_.all()) adopt(object.pieces);
  for (const auto& [key, part] : parts_.all()) adopt(part.pieces);
  for (const std::string& id : blobs_.ids()) {
    if (!uses_.contains(id)) blobs_.erase(id);
  }
}

S3::~S3() = default;

std::string S3::owner_id() const {
  return sha256_hex(account_);
}

std::string S3::object_key(std::string_view bucket, std::string_view key) {
  return fmt::format("{}/{}", bucket, key);
}

void S3::make_bucket(BucketRecord bucket) {
  std::string name = bucket.name;
  buckets_.put(std::move(name), std::move(bucket));
}

// DEVIATION: a bucket that nobody made exists as soon as a program in an instance names it, unless
// ids are strict, as roles and subnets do. To everybody else it does not exist before that.
void S3::adopt_bucket(const std::string& name, const std::string& region,
                      std::string_view caller_arn) {
  if (!adopts_ || find_bucket(name) != nullptr || !adopts_(caller_arn)) return;
  if (buckets().size() >= adopted_buckets_max || !check_bucket_name(name).has_value()) return;
  make_bucket({.name = name, .region = region, .created = now()});
}

void S3::erase_bucket(std::string_view name) {
  std::vector<std::string> unfinished;
  for (const auto& [id, upload] : uploads_.all()) {
    if (upload.bucket == name) unfinished.push_back(id);
  }
  for (const std::string& id : unfinished) end_upload(id);
  buckets_.erase(name);
}

const ObjectRecord* S3::find_object(std::string_view bucket, std::string_view key) const {
  return objects_.find(object_key(bucket, key));
}

Result<Piece> S3::keep(std::string_view bytes) {
  if (bytes.empty()) return Piece{};
  std::string id = world_.ids.alphanumeric("", blob_id_length);
  if (!blobs_.put(id, bytes)) return service_unavailable();
  return Piece{.blob = std::move(id), .offset = 0, .size = static_cast<std::int64_t>(bytes.size())};
}

void S3::put_object(ObjectRecord object) {
  std::string key = object_key(object.bucket, object.key);
  // In this order, so that an object can be put in the place of one whose bytes it shares.
  adopt(object.pieces);
  if (const ObjectRecord* before = objects_.find(key)) release(before->pieces);
  objects_.put(std::move(key), std::move(object));
}

bool S3::erase_object(std::string_view bucket, std::string_view key) {
  const std::string found = object_key(bucket, key);
  const ObjectRecord* object = objects_.find(found);
  if (object == nullptr) return false;
  release(object->pieces);
  return objects_.erase(found);
}

Result<std::string> S3::read(const std::vector<Piece>& pieces, std::int64_t begin,
                             std::int64_t length) const {
  std::string bytes;
  for (const Piece& piece : pieces) {
    if (length <= 0) break;
    if (begin >= piece.size) {
      begin -= piece.size;
      continue;
    }
    const std::int64_t size = std::min(length, piece.size - begin);
    const auto got = blobs_.read(piece.blob, static_cast<std::uint64_t>(piece.offset + begin),
                                 static_cast<std::uint64_t>(size));
    if (!got) return internal_error();
    bytes += *got;
    length -= size;
    begin = 0;
  }
  return bytes;
}

const UploadRecord& S3::begin_upload(UploadRecord upload) {
  upload.id = world_.ids.alphanumeric("", upload_id_length);
  std::string id = upload.id;
  return uploads_.put(std::move(id), std::move(upload));
}

void S3::put_part(std::string_view upload_id, PartRecord part) {
  std::string key = part_key(upload_id, part.number);
  adopt(part.pieces);
  if (const PartRecord* before = parts_.find(key)) release(before->pieces);
  parts_.put(std::move(key), std::move(part));
}

std::vector<const PartRecord*> S3::parts(std::string_view upload_id) const {
  std::vector<const PartRecord*> found;
  const std::string prefix = fmt::format("{}:", upload_id);
  const auto& all = parts_.all();
  for (auto at = all.lower_bound(prefix); at != all.end() && at->first.starts_with(prefix); ++at) {
    found.push_back(&at->second);
  }
  return found;
}

void S3::end_upload(std::string_view upload_id) {
  const std::string id{upload_id};
  std::vector<std::string> keys;
  for (const PartRecord* part : parts(id)) {
    release(part->pieces);
    keys.push_back(part_key(id, part->number));
  }
  for (const std::string& key : keys) parts_.erase(key);
  uploads_.erase(id);
}

void S3::reset() {
  timers_.clear();
  uses_.clear();
  garbage_.clear();
  for (const std::string& id : blobs_.ids()) blobs_.erase(id);
}

void S3::adopt(const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    if (piece.blob.empty()) continue;  // Of nothing.
    ++uses_[piece.blob];
    garbage_.erase(piece.blob);
  }
}

void S3::release(const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    const auto found = uses_.find(piece.blob);
    if (found == uses_.end() || --found->second > 0) continue;
    garbage_.insert(piece.blob);
    uses_.erase(found);
  }
  if (!garbage_.empty()) sweep_later();
}

void S3::sweep_later() {
  timers_.set("garbage", now() + garbage_time, [this] { sweep(); });
}

void S3::sweep() {
  // While something is not committed, a row on the disk may still name them.
  if (world_.store.changed()) return sweep_later();
  for (const std::string& id : garbage_) blobs_.erase(id);
  garbage_.clear();
}

}  // namespace spotdrill::s3

template class spotdrill::Table<spotdrill::s3::BucketRecord>;
template class spotdrill::Table<spotdrill::s3::ObjectRecord>;
template class spotdrill::Table<spotdrill::s3::UploadRecord>;
template class spotdrill::Table<spotdrill::s3::PartRecord>;
