#include "services/s3/s3.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/store.hpp"
#include "protocol/body.hpp"
#include "services/s3/checksums.hpp"
#include "services/s3/errors.hpp"
#include "services/s3/lifecycle.hpp"
#include "services/s3/names.hpp"
#include "services/s3/settings.hpp"

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
      older_(world.store, "s3.versions", ""),
      uploads_(world.store, "s3.uploads", ""),
      parts_(world.store, "s3.parts", ""),
      timers_(world.scheduler) {
  for (const auto& [key, object] : objects_.all()) adopt(object.pieces);
  for (const auto& [key, object] : older_.all()) adopt(object.pieces);
  for (const auto& [key, part] : parts_.all()) adopt(part.pieces);
  for (const std::string& id : blobs_.ids()) {
    if (!uses_.contains(id)) blobs_.erase(id);
  }
  apply_lifecycle_later();
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
  apply_lifecycle_later();
}

// DEVIATION: a bucket that nobody made exists as soon as a program in an instance names it, unless
// ids are strict, as roles and subnets do. To everybody else it does not exist before that.
void S3::adopt_bucket(const std::string& name, const std::string& region,
                      std::string_view caller_arn) {
  if (may_adopt(name, caller_arn)) {
    make_bucket({.name = name, .region = region, .created = now()});
  }
}

bool S3::may_adopt(std::string_view name, std::string_view caller_arn) const {
  if (!adopts_ || find_bucket(name) != nullptr || !adopts_(caller_arn)) return false;
  return buckets().size() < adopted_buckets_max && check_bucket_name(name).has_value();
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

Result<Piece> S3::keep(BlobWriter* file, std::int64_t size) {
  std::string id = world_.ids.alphanumeric("", blob_id_length);
  if (file == nullptr || !file->keep(id)) return service_unavailable();
  return Piece{.blob = std::move(id), .offset = 0, .size = size};
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

/// Keeps the blobs of an object that is deleted meanwhile.
class S3::Lent final : public protocol::BodySource {
 public:
  Lent(const std::shared_ptr<S3*>& s3, std::vector<Piece> pieces, std::int64_t begin,
       std::int64_t length)
      : s3_(s3), pieces_(std::move(pieces)), at_(begin), left_(length), size_(length) {
    (*s3)->adopt(pieces_);
  }
  ~Lent() override {
    if (const auto s3 = s3_.lock()) (*s3)->release(pieces_);
  }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;

  [[nodiscard]] std::uint64_t size() const override { return static_cast<std::uint64_t>(size_); }

  std::optional<std::string> next(std::size_t max) override {
    const auto s3 = s3_.lock();
    if (!s3) return std::nullopt;
    const std::int64_t length = std::min(left_, static_cast<std::int64_t>(max));
    auto bytes = (*s3)->read(pieces_, at_, length);
    if (!bytes.has_value()) return std::nullopt;
    at_ += length;
    left_ -= length;
    return *std::move(bytes);
  }

 private:
  std::weak_ptr<S3*> s3_;
  std::vector<Piece> pieces_;
  std::int64_t at_;
  std::int64_t left_;
  std::int64_t size_;
};

std::shared_ptr<protocol::BodySource> S3::lend(const std::vector<Piece>& pieces, std::int64_t begin,
                                               std::int64_t length) {
  return std::make_shared<Lent>(self_, pieces, begin, length);
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
  return parts_.with_prefix(fmt::format("{}:", upload_id));
}

void S3::end_upload(std::string_view upload_id) {
  for (const PartRecord* part : parts(upload_id)) {
    release(part->pieces);
    parts_.erase(part_key(upload_id, part->number));
  }
  uploads_.erase(upload_id);
}

void S3::reset() {
  self_ = std::make_shared<S3*>(this);  // Nothing that was lent comes back.
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

/// At the next midnight, while a bucket has rules.
void S3::apply_lifecycle_later() {
  const bool ruled = std::ranges::any_of(buckets_.all(), [](const auto& each) {
    return !setting_text(each.second, lifecycle_setting).empty();
  });
  if (!ruled) return timers_.cancel("lifecycle");
  const Instant midnight = std::chrono::floor<std::chrono::days>(now()) + std::chrono::days{1};
  timers_.set("lifecycle", midnight, [this] {
    apply_lifecycle(*this);
    apply_lifecycle_later();
  });
}

}  // namespace spotdrill::s3

template class spotdrill::Table<spotdrill::s3::BucketRecord>;
template class spotdrill::Table<spotdrill::s3::ObjectRecord>;
template class spotdrill::Table<spotdrill::s3::UploadRecord>;
template class spotdrill::Table<spotdrill::s3::PartRecord>;
