#include "services/s3/receiving.hpp"

#include "base/lower_case.hpp"
#include "protocol/query.hpp"
#include "protocol/rest_json.hpp"
#include "services/s3/conditions.hpp"
#include "wire/s3_request.hpp"

namespace spotdrill::s3 {
namespace {

/// One body on its way.
class ObjectSink final : public protocol::BodySink {
 public:
  ObjectSink(std::shared_ptr<ReceivedObject> object, const protocol::HttpRequest& head,
             const wire::Credential* caller)
      : object_(std::move(object)), reader_(head, caller) {}

  void write(std::string_view bytes) override {
    reader_.write(bytes, [this](std::string_view payload) { take(payload); });
  }

  std::shared_ptr<protocol::StoredBody> finish() override {
    reader_.finish(*object_);
    return object_;
  }

 private:
  void take(std::string_view payload) {
    object_->digests.add(payload);
    if (object_->file == nullptr) return;
    const bool fits = object_->digests.size() <= body_bytes_max;
    if (!fits || !object_->file->write(payload)) object_->file.reset();
  }

  std::shared_ptr<ReceivedObject> object_;
  wire::ObjectReader reader_;
};

/// The body of a request that will be refused: nobody looks at it.
class RefusedSink final : public protocol::BodySink {
 public:
  explicit RefusedSink(std::shared_ptr<ReceivedObject> object) : object_(std::move(object)) {}
  void write(std::string_view) override {}
  [[nodiscard]] bool is_refused() const override { return true; }
  std::shared_ptr<protocol::StoredBody> finish() override { return object_; }

 private:
  std::shared_ptr<ReceivedObject> object_;
};

std::optional<std::string> header_of(const protocol::HttpRequest& head, std::string_view name) {
  const std::string* found = head.headers.find(name);
  return found == nullptr ? std::nullopt : std::optional{*found};
}

std::optional<std::string> upload_id_of(const protocol::HttpRequest& head) {
  const auto query = protocol::parse_pairs(protocol::query_of(head.target));
  const std::string* id = query ? protocol::find_pair(*query, "uploadId") : nullptr;
  return id == nullptr ? std::nullopt : std::optional{*id};
}

/// What the operation will refuse before it looks at the body: no bucket, no upload, a condition.
/// `request` is in path style.
bool is_refused_by_head(const S3& s3, const protocol::HttpRequest& request,
                        const wire::Credential* caller) {
  const auto labels = protocol::match_uri("/{Bucket}/{Key+}", protocol::path_of(request.target));
  if (!labels) return false;
  const std::string& bucket = labels->at("Bucket");
  const std::string& key = labels->at("Key");
  if (s3.find_bucket(bucket) == nullptr) {
    return caller == nullptr || !s3.may_adopt(bucket, caller->arn);
  }
  if (const auto upload = upload_id_of(request)) return s3.find_upload(*upload) == nullptr;
  return !check_write(s3.find_object(bucket, key), key, header_of(request, "If-Match"),
                      header_of(request, "If-None-Match"))
              .has_value();
}

}  // namespace

std::set<Algorithm> Receiver::algorithms_of(const protocol::HttpRequest& head) const {
  std::set<Algorithm> found;
  const std::string trailers = lower_case(head.headers.joined("x-amz-trailer"));
  const std::string_view named = head.headers.get("x-amz-sdk-checksum-algorithm");
  for (const Algorithm algorithm : algorithms) {
    const std::string header = "x-amz-checksum-" + lower_case(name_of(algorithm));
    if (head.headers.contains(header) || trailers.find(header) != std::string::npos ||
        named == name_of(algorithm)) {
      found.insert(algorithm);
    }
  }
  // A part has the checksum that its upload has planned.
  const auto id = upload_id_of(head);
  const UploadRecord* upload = id ? s3_.find_upload(*id) : nullptr;
  if (upload == nullptr) return found;
  if (const auto planned = algorithm_called(upload->checksum.algorithm)) found.insert(*planned);
  return found;
}

std::unique_ptr<protocol::BodySink> Receiver::begin(const protocol::HttpRequest& head,
                                                    std::optional<std::uint64_t> length) {
  const bool in_memory = length && *length <= memory_body_bytes;
  const bool waits = head.headers.contains("Expect");
  if ((in_memory && !waits) || !wire::is_judged_by_head(head)) return nullptr;
  const auto request = wire::object_request(head);
  if (!request) return nullptr;
  auto object = std::make_shared<ReceivedObject>(algorithms_of(head));
  const wire::Credential* caller = nullptr;
  if (options_.auth_required) {
    const Instant now = clock_.now();
    object->caller = wire::verify_head(
        head, credentials_,
        {.drill_now = now, .real_now = options_.real_now ? options_.real_now() : now});
    if (!object->caller->has_value()) return std::make_unique<RefusedSink>(std::move(object));
    caller = &**object->caller;
  }
  if (waits && is_refused_by_head(s3_, *request, caller)) {
    // Whatever hash it has: it is not the body that it is refused for.
    object->sha256 = head.headers.get("X-Amz-Content-Sha256");
    return std::make_unique<RefusedSink>(std::move(object));
  }
  if (in_memory) return nullptr;
  object->file = blobs_.begin();
  return std::make_unique<ObjectSink>(std::move(object), head, caller);
}

Result<void> check_size(std::int64_t size) {
  if (size > body_bytes_max) return entity_too_large(size, body_bytes_max);
  return {};
}

Carried::Carried(const std::optional<std::string>& body, const wire::Context& context,
                 std::optional<Algorithm> wanted)
    : received_(static_cast<ReceivedObject*>(context.body.get())),
      of_bytes_(wanted && received_ == nullptr ? std::set{*wanted} : std::set<Algorithm>{}) {
  if (received_ != nullptr || !body) return;
  bytes_ = &*body;
  of_bytes_.add(*bytes_);
}

const Digests& Carried::digests() const {
  return received_ == nullptr ? of_bytes_ : received_->digests;
}

Result<Piece> Carried::keep(S3& s3) const {
  if (received_ == nullptr) return s3.keep(bytes_ == nullptr ? std::string_view{} : *bytes_);
  return s3.keep(received_->file.get(), received_->digests.size());
}

}  // namespace spotdrill::s3
