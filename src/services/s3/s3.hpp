// S3 of one account: buckets, objects, uploads under way. Names of buckets are the whole world's,
// so there is one of it, not one for each region. What its operations do is under operations/.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/blob_store.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/s3/records.hpp"
#include "store/table.hpp"

namespace spotdrill::s3 {

/// A part of this size or less can be uploaded at once; so can an object.
// DEVIATION: AWS takes 5 GB. Here a request's body is in memory while it is written.
inline constexpr std::int64_t body_bytes_max = 64 * 1024 * 1024;

/// What one GetObject gives at most, for the same reason; ranges give the rest.
inline constexpr std::int64_t read_bytes_max = 256 * 1024 * 1024;

/// More buckets than this are not made by being named. "You can create up to 10,000 buckets per
/// account"; a job names few.
inline constexpr std::size_t adopted_buckets_max = 100;

/// How long blobs without a record are kept. It need not be exact: the start sweeps, too.
inline constexpr Duration garbage_time = 1s;

class S3 {
 public:
  using Buckets = Table<BucketRecord>;
  using Objects = Table<ObjectRecord>;
  using Uploads = Table<UploadRecord>;

  /// Whether a bucket exists by being named by `caller_arn`. Empty: none does.
  using Adopts = std::function<bool(std::string_view caller_arn)>;

  /// Takes up what the world's store holds, and erases the blobs that no record names. `blobs`
  /// outlives it.
  S3(World& world, BlobStore& blobs, std::string account, Adopts adopts = {});
  ~S3();
  S3(const S3&) = delete;
  S3& operator=(const S3&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const std::string& account() const { return account_; }
  /// The canonical id of the account's owner.
  [[nodiscard]] std::string owner_id() const;

  [[nodiscard]] const Buckets::Map& buckets() const { return buckets_.all(); }
  [[nodiscard]] const BucketRecord* find_bucket(std::string_view name) const {
    return buckets_.find(name);
  }
  void make_bucket(BucketRecord bucket);
  /// Makes the bucket that nobody has made, if it may exist by being named: on AWS it was there
  /// before the job.
  void adopt_bucket(const std::string& name, const std::string& region,
                    std::string_view caller_arn);
  void erase_bucket(std::string_view name);

  /// Every object, under object_key, in order of buckets and then of the keys' bytes.
  [[nodiscard]] const Objects::Map& objects() const { return objects_.all(); }
  [[nodiscard]] static std::string object_key(std::string_view bucket, std::string_view key);
  [[nodiscard]] const ObjectRecord* find_object(std::string_view bucket,
                                                std::string_view key) const;

  /// Keeps bytes, for a record that is put in the same event.
  /// Errors: ServiceUnavailable when the disk is full.
  Result<Piece> keep(std::string_view bytes);

  /// Makes an object, in the place of the one that has its key.
  void put_object(ObjectRecord object);
  bool erase_object(std::string_view bucket, std::string_view key);

  /// A stretch of what `pieces` are together. Errors: InternalError when bytes are gone.
  [[nodiscard]] Result<std::string> read(const std::vector<Piece>& pieces, std::int64_t begin,
                                         std::int64_t length) const;

  /// Every upload under way, in order of their ids.
  [[nodiscard]] const Uploads::Map& uploads() const { return uploads_.all(); }
  [[nodiscard]] const UploadRecord* find_upload(std::string_view id) const {
    return uploads_.find(id);
  }
  /// Begins an upload; gives it its id.
  const UploadRecord& begin_upload(UploadRecord upload);
  void put_part(std::string_view upload_id, PartRecord part);
  /// The parts of an upload, in order of their numbers.
  [[nodiscard]] std::vector<const PartRecord*> parts(std::string_view upload_id) const;
  /// Forgets an upload and its parts.
  void end_upload(std::string_view upload_id);

  /// Everything goes, the bytes at once. The store has been cleared.
  void reset();

 private:
  void adopt(const std::vector<Piece>& pieces);
  void release(const std::vector<Piece>& pieces);
  void sweep();
  void sweep_later();

  World& world_;
  BlobStore& blobs_;
  std::string account_;
  Adopts adopts_;
  Buckets buckets_;
  Objects objects_;
  Uploads uploads_;
  Table<PartRecord> parts_;
  std::map<std::string, std::size_t> uses_;  // Of blobs, by records.
  std::set<std::string> garbage_;
  Timers timers_;
};

}  // namespace spotdrill::s3

// Their bodies are in s3.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::s3::BucketRecord>;
extern template class spotdrill::Table<spotdrill::s3::ObjectRecord>;
extern template class spotdrill::Table<spotdrill::s3::UploadRecord>;
extern template class spotdrill::Table<spotdrill::s3::PartRecord>;
