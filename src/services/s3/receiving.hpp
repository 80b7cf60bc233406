// Takes the bodies of objects and parts that are too long for memory: into a blob as they come,
// digested on the way. Whether the request is carried out is its operation's matter.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "engine/blob_store.hpp"
#include "engine/clock.hpp"
#include "protocol/body.hpp"
#include "services/s3/digests.hpp"
#include "services/s3/s3.hpp"
#include "wire/credentials.hpp"
#include "wire/object_body.hpp"
#include "wire/operation.hpp"

namespace spotdrill::s3 {

/// Bodies of this length or less stay in memory: making a file takes longer than they do.
inline constexpr std::uint64_t memory_body_bytes = 1024 * 1024;

/// An object or a part that has come.
struct ReceivedObject final : wire::ObjectBody {
  explicit ReceivedObject(const std::set<Algorithm>& wanted) : digests(wanted) {}

  Digests digests;
  std::unique_ptr<BlobWriter> file;  ///< Null: the disk took nothing, or it was refused.
};

struct ReceiverOptions {
  bool auth_required = true;
  std::function<Instant()> real_now;  ///< As wire::RouterOptions has it.
};

class Receiver final : public protocol::BodySinks {
 public:
  /// All but `options` outlive it.
  Receiver(const S3& s3, BlobStore& blobs, const wire::CredentialSource& credentials,
           const Clock& clock, ReceiverOptions options)
      : s3_(s3),
        blobs_(blobs),
        credentials_(credentials),
        clock_(clock),
        options_(std::move(options)) {}

  std::unique_ptr<protocol::BodySink> begin(const protocol::HttpRequest& head,
                                            std::optional<std::uint64_t> length) override;

 private:
  [[nodiscard]] std::set<Algorithm> algorithms_of(const protocol::HttpRequest& head) const;

  const S3& s3_;
  BlobStore& blobs_;
  const wire::CredentialSource& credentials_;
  const Clock& clock_;
  ReceiverOptions options_;
};

/// Errors: EntityTooLarge.
Result<void> check_size(std::int64_t size);

/// What a request carries, wherever it is.
class Carried {
 public:
  /// `body`: the request's, used where the context has no other. `wanted`: the checksum to make.
  /// Both outlive it.
  Carried(const std::optional<std::string>& body, const wire::Context& context,
          std::optional<Algorithm> wanted);

  [[nodiscard]] const Digests& digests() const;

  /// Keeps it, for a record that is put in the same event. Errors: ServiceUnavailable.
  Result<Piece> keep(S3& s3) const;

 private:
  const std::string* bytes_ = nullptr;
  ReceivedObject* received_ = nullptr;
  Digests of_bytes_;
};

}  // namespace spotdrill::s3
