// Objects on their way to another server as they come from the client: judged as our own would be,
// and whole there only when they are found good here. Internal to forward/.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "forward/call.hpp"
#include "forward/onward.hpp"
#include "wire/object_body.hpp"

namespace spotdrill::forward {

/// An object that has come but for its last piece, which release() sends. Destroyed before that:
/// the call is given up, and the other server has no object.
class UploadedBody final : public wire::ObjectBody {
 public:
  ~UploadedBody() override;
  UploadedBody() = default;
  UploadedBody(const UploadedBody&) = delete;
  UploadedBody& operator=(const UploadedBody&) = delete;

  /// The other server may have it.
  std::shared_ptr<Call> release();

  std::shared_ptr<Call> call;  ///< Null: it is refused here.
  std::string last;            ///< What is held back.
  bool trailing = false;       ///< Its checksums follow it.
};

/// `caller` is null where nobody has to prove anything.
class UploadSink final : public protocol::BodySink {
 public:
  UploadSink(const protocol::HttpRequest& head, std::optional<std::uint64_t> length,
             const wire::Credential* caller, std::shared_ptr<UploadedBody> body);

  void write(std::string_view bytes) override;
  bool is_full(std::function<void()> again) override;
  std::shared_ptr<protocol::StoredBody> finish() override;

 private:
  void take(std::string_view payload);
  void send(std::string_view piece);

  std::shared_ptr<UploadedBody> body_;
  wire::ObjectReader reader_;
  std::optional<std::uint64_t> length_;  ///< Of the object.
  std::uint64_t taken_ = 0;
};

/// The length of the object in a body of `length` whose head is `head`, as far as they say.
std::optional<std::uint64_t> object_length(const protocol::HttpRequest& head,
                                           std::optional<std::uint64_t> length);

}  // namespace spotdrill::forward
