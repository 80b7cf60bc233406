// S3 of one account: buckets, objects, uploads under way. Names of buckets are the whole world's,
// so there is one of it, not one for each region. What its operations do is under operations/.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
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

namespace spotdrill::protocol {
class BodySource;
}

namespace spotdrill::s3 {

/// "5 GB" is what one PutObject or UploadPart carries at most, and what is copied at once.
inline constexpr std::int64_t body_bytes_max = std::int64_t{5} * 1024 * 1024 * 1024;

/// What one GetObject gives at most that was not asked for over HTTP: it is in memory.
inline constexpr std::int64_t read_bytes_max = 64 * 1024 * 1024;

/// So much is read of an object at a time, whoever reads it.
inline constexpr std::int64_t read_piece_bytes = 64 * 1024;

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
  /// A version 4 UUID, for what must have a name and was given none.
  [[nodiscard]] std::string new_uuid() { return world_.ids.uuid(); }
  /// Makes a bucket, or changes the one of its name.
  void make_bucket(BucketRecord bucket);
  /// Makes the bucket that nobody has made, if it may exist by being named: on AWS it was there
  /// before the job.
  void adopt_bucket(const std::string& name, const std::string& region,
                    std::string_view caller_arn);
  /// Whether adopt_bucket would make it.
  [[nodiscard]] bool may_adopt(std::string_view name, std::string_view caller_arn) const;
  void erase_bucket(std::string_view name);

  /// Every object, as it is now, under object_key, in order of buckets and then of the keys' bytes.
  [[nodiscard]] const Objects::Map& objects() const { return objects_.all(); }
  [[nodiscard]] static std::string object_key(std::string_view bucket, std::string_view key);
  [[nodiscard]] const ObjectRecord* find_object(std::string_view bucket,
                                                std::string_view key) const;

  /// Keeps bytes, for a record that is put in the same event.
  /// Errors: ServiceUnavailable when the disk is full.
  Result<Piece> keep(std::string_view bytes);
  /// Likewise what has been written already; `file` is null where it could not be.
  Result<Piece> keep(BlobWriter* file, std::int64_t size);

  /// Makes an object, in the place of the one that has its key; where the bucket has versions, as
  /// the newest of them.
  const ObjectRecord& put_object(ObjectRecord object);
  /// Changes what is said of a version: not its bytes.
  void change_version(ObjectRecord changed);
  /// Takes the object away; where the bucket has versions, by a delete marker, which is given.
  const ObjectRecord* delete_object(const std::string& bucket, const std::string& key);
  /// Erases a version for good ("null": the one without an id), and gives what it was.
  std::optional<ObjectRecord> erase_version(const std::string& bucket, const std::string& key,
                                            std::string_view version);
  /// Null: the key has none. It may be a delete marker, as the others.
  [[nodiscard]] const ObjectRecord* newest_version(std::string_view bucket,
                                                   std::string_view key) const;
  /// The version of that id ("null": the one without), or null.
  [[nodiscard]] const ObjectRecord* find_version(std::string_view bucket, std::string_view key,
                                                 std::string_view version) const;
  /// Every version of a key, the newest first.
  [[nodiscard]] std::vector<const ObjectRecord*> versions_of(std::string_view bucket,
                                                             std::string_view key) const;
  /// A bucket's first key, from `from` on, that has a version.
  [[nodiscard]] std::optional<std::string> key_from(std::string_view bucket,
                                                    std::string_view from) const;

  /// A stretch of what `pieces` are together. Errors: InternalError when bytes are gone.
  [[nodiscard]] Result<std::string> read(const std::vector<Piece>& pieces, std::int64_t begin,
                                         std::int64_t length) const;

  /// The same, read piece by piece, by somebody who takes his time: the bytes stay until then.
  std::shared_ptr<protocol::BodySource> lend(const std::vector<Piece>& pieces, std::int64_t begin,
                                             std::int64_t length);

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
  class Lent;

  void make_way(const std::string& bucket, const std::string& key);
  void put_older(ObjectRecord object);
  void give_number_and_id(ObjectRecord& version);

  void adopt(const std::vector<Piece>& pieces);
  void release(const std::vector<Piece>& pieces);
  void sweep();
  void sweep_later();
  void apply_lifecycle_later();

  World& world_;
  BlobStore& blobs_;
  std::string account_;
  Adopts adopts_;
  Buckets buckets_;
  Objects objects_;
  Objects older_;  // Versions that are not the object now, and delete markers.
  Uploads uploads_;
  Table<PartRecord> parts_;
  std::map<std::string, std::size_t> uses_;  // Of blobs, by records.
  std::set<std::string> garbage_;
  Timers timers_;
  std::shared_ptr<S3*> self_ = std::make_shared<S3*>(this);  // What was lent may come back later.
};

}  // namespace spotdrill::s3

// Their bodies are in s3.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::s3::BucketRecord>;
extern template class spotdrill::Table<spotdrill::s3::ObjectRecord>;
extern template class spotdrill::Table<spotdrill::s3::UploadRecord>;
extern template class spotdrill::Table<spotdrill::s3::PartRecord>;
