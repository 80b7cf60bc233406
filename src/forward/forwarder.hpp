// Sends the calls of some services on to other servers: judged here, signed anew, their bodies both
// ways as they come. Not who decides where: that is its owner's.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/clock.hpp"
#include "forward/onward.hpp"
#include "protocol/body.hpp"
#include "wire/credentials.hpp"
#include "wire/forwarding.hpp"

namespace boost::asio {
class io_context;
}

namespace spotdrill::forward {

class Call;
class Calls;

/// An endpoint that did not answer a call.
struct Unanswered {
  std::string caller_arn;
  std::string service;
  std::string url;
  std::string why;  ///< One sentence.
};

struct ForwarderOptions {
  std::vector<Endpoint> endpoints;
  bool auth_required = true;
  std::function<Instant()> real_now;  ///< To sign by; drill time is nothing to others.
  std::uint16_t own_port = 0;         ///< Nothing is sent there.
  std::function<void(const Unanswered&)> unanswered;  ///< May be empty.
};

class Forwarder final : public wire::Forwarding, public protocol::BodySinks {
 public:
  /// `credentials` and `clock` judge callers. `others`: where bodies go that are not passed on. All
  /// outlive it.
  Forwarder(boost::asio::io_context& loop, const wire::CredentialSource& credentials,
            const Clock& clock, protocol::BodySinks& others, ForwarderOptions options);
  ~Forwarder() override;
  Forwarder(const Forwarder&) = delete;
  Forwarder& operator=(const Forwarder&) = delete;

  [[nodiscard]] bool takes(std::string_view service) const override;
  void pass_on(wire::ForwardedCall call,
               std::function<void(protocol::HttpResponse)> answer) override;
  std::unique_ptr<protocol::BodySink> begin(const protocol::HttpRequest& head,
                                            std::optional<std::uint64_t> length) override;

  /// Whether another server is waited for, which knows real time only.
  [[nodiscard]] bool waiting() const;

 private:
  [[nodiscard]] const Endpoint* endpoint_of(std::string_view service) const;
  [[nodiscard]] Payload payload_here(const protocol::HttpRequest& head) const;
  /// Null: it is refused here.
  std::shared_ptr<Call> begin_upload(protocol::HttpRequest object, Payload payload,
                                     std::optional<std::uint64_t> length);
  std::shared_ptr<Call> begin_call(const wire::ForwardedCall& call, const Endpoint& endpoint);
  protocol::HttpResponse refusal(const wire::ForwardedCall& call, const Endpoint& endpoint,
                                 const std::string& why) const;

  const wire::CredentialSource& credentials_;
  const Clock& clock_;
  protocol::BodySinks& others_;
  ForwarderOptions options_;
  std::shared_ptr<Calls> calls_;
  /// Of S3's endpoint, as far as it has said: checksums may follow a body.
  bool takes_trailers_ = true;
};

}  // namespace spotdrill::forward
