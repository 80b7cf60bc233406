#include "forward/forwarder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/lower_case.hpp"
#include "forward/call.hpp"
#include "forward/uploads.hpp"
#include "protocol/codec.hpp"
#include "wire/http_status.hpp"
#include "wire/s3_request.hpp"

namespace spotdrill::forward {
namespace {

using protocol::HttpRequest;
using protocol::HttpResponse;

constexpr std::string_view s3_service = "s3";

/// Bodies of this length or less travel in memory, signed with their hash. Units: bytes.
constexpr std::uint64_t memory_body_bytes = 1024 * 1024;

/// RFC 9110, section 15.6.4; what S3 and DynamoDB answer where they cannot serve.
constexpr int service_unavailable = 503;

/// Whether the other server has refused an upload because of how its checksums follow it: some of
/// other makers' do not know that form.
bool refuses_trailers(const HttpResponse& reply) {
  if (reply.status != 400 && reply.status != 501) return false;
  return lower_case(reply.body).find("content-sha256") != std::string::npos ||
         reply.body.find("<Code>NotImplemented</Code>") != std::string::npos;
}

HttpResponse error_reply(const wire::ForwardedCall& call, const AwsError& error) {
  return protocol::codec(call.protocol)
      .write_error({call.service, call.operation, call.request_id}, error);
}

/// AWS's SDKs send a call again that is answered so.
HttpResponse unavailable_reply(const wire::ForwardedCall& call, std::string message) {
  return error_reply(call, {.code = "ServiceUnavailable",
                            .message = std::move(message),
                            .fault = Fault::Receiver,
                            .http_status = service_unavailable});
}

bool is_redirect(int status) {
  return status >= 300 && status < 400 && status != 304;
}

}  // namespace

Forwarder::Forwarder(boost::asio::io_context& loop, const wire::CredentialSource& credentials,
                     const Clock& clock, protocol::BodySinks& others, ForwarderOptions options)
    : credentials_(credentials),
      clock_(clock),
      others_(others),
      options_(std::move(options)),
      calls_(std::make_shared<Calls>(loop, CallLimits{}, options_.own_port)) {}

Forwarder::~Forwarder() = default;

const Endpoint* Forwarder::endpoint_of(std::string_view service) const {
  const auto found = std::ranges::find(options_.endpoints, service, &Endpoint::service);
  return found == options_.endpoints.end() ? nullptr : &*found;
}

bool Forwarder::takes(std::string_view service) const {
  return endpoint_of(service) != nullptr;
}

bool Forwarder::waiting() const {
  return calls_->waiting();
}

std::unique_ptr<protocol::BodySink> Forwarder::begin(const HttpRequest& head,
                                                     std::optional<std::uint64_t> length) {
  if (!takes(s3_service)) return others_.begin(head, length);
  if (length && *length <= memory_body_bytes) return nullptr;
  if (!wire::is_judged_by_head(head)) return nullptr;
  auto object = wire::object_request(head);
  if (!object) return nullptr;
  auto body = std::make_shared<UploadedBody>();
  const wire::Credential* caller = nullptr;
  if (options_.auth_required) {
    body->caller = wire::verify_head(head, credentials_,
                                     {.drill_now = clock_.now(), .real_now = options_.real_now()});
    if (body->caller->has_value()) caller = &**body->caller;
  }
  const bool refused = options_.auth_required && caller == nullptr;
  const Payload payload = payload_here(head);
  if (!refused) body->call = begin_upload(*std::move(object), payload, length);
  body->trailing = payload == Payload::Trailing;
  return std::make_unique<UploadSink>(head, length, caller, std::move(body));
}

Payload Forwarder::payload_here(const HttpRequest& head) const {
  const Payload payload = payload_of(head);
  return payload == Payload::Trailing && !takes_trailers_ ? Payload::Unsigned : payload;
}

std::shared_ptr<Call> Forwarder::begin_upload(HttpRequest object, Payload payload,
                                              std::optional<std::uint64_t> length) {
  const Endpoint& endpoint = *endpoint_of(s3_service);
  if (!may_be_asked(object.target)) return nullptr;
  const auto scope = wire::claimed_scope(object);
  if (payload == Payload::Trailing) {
    // It keeps S3's chunks, which are other ones then.
    wire::take_trailer({}, object.headers);
    const std::string encoding = object.headers.joined("Content-Encoding");
    object.headers.set("Content-Encoding",
                       encoding.empty() ? "aws-chunked" : "aws-chunked," + encoding);
  }
  Outgoing outgoing{
      .base = to_text(endpoint.url),
      .request = onward_request(object, payload, endpoint, wire::s3_signing_name,
                                scope ? scope->region : std::string{}, options_.real_now()),
      .ca_bundle = endpoint.ca_bundle,
      .body_follows = true};
  if (payload != Payload::Trailing) outgoing.length = object_length(object, length);
  return Call::begin(calls_, std::move(outgoing));
}

std::shared_ptr<Call> Forwarder::begin_call(const wire::ForwardedCall& call,
                                            const Endpoint& endpoint) {
  Outgoing outgoing{
      .base = to_text(endpoint.url),
      .request = onward_request(call.request, Payload::Here, endpoint, call.service.signing_name,
                                call.region, options_.real_now()),
      .ca_bundle = endpoint.ca_bundle,
      .whole = call.whole};
  return Call::begin(calls_, std::move(outgoing));
}

HttpResponse Forwarder::refusal(const wire::ForwardedCall& call, const Endpoint& endpoint,
                                const std::string& why) const {
  if (options_.unanswered) {
    options_.unanswered({.caller_arn = call.caller_arn,
                         .service = endpoint.service,
                         .url = to_text(endpoint.url),
                         .why = why});
  }
  return unavailable_reply(
      call, fmt::format("spotdrill passes calls of {} on: {}.", endpoint.service, why));
}

void Forwarder::pass_on(wire::ForwardedCall call, std::function<void(HttpResponse)> answer) {
  const Endpoint& endpoint = *endpoint_of(call.service.name);
  if (!may_be_asked(call.request.target)) {
    return answer(error_reply(call, {.code = "InvalidURI",
                                     .message = "Couldn't parse the specified URI.",
                                     .http_status = wire::bad_request}));
  }
  std::shared_ptr<Call> sent;
  bool trailing = false;
  if (call.request.stored) {
    // Nobody else makes any where this service's calls are passed on.
    auto& body = static_cast<UploadedBody&>(*call.request.stored);
    trailing = body.trailing;
    sent = body.release();
  } else {
    sent = begin_call(call, endpoint);
  }
  call.request = {};
  sent->when_answered([this, &endpoint, trailing, call = std::move(call),
                       answer = std::move(answer)](Result<HttpResponse, std::string> reply) {
    if (!reply) return answer(refusal(call, endpoint, reply.error()));
    if (trailing && refuses_trailers(*reply)) {
      takes_trailers_ = false;
      return answer(
          unavailable_reply(call,
                            "The endpoint takes no checksums after a body: send it again, "
                            "and they stay here."));
    }
    if (is_redirect(reply->status)) {
      const std::string to{reply->headers.get("Location").substr(0, 256)};
      return answer(refusal(call, endpoint,
                            fmt::format("{} redirects{}{}, which is not followed",
                                        to_text(endpoint.url), to.empty() ? "" : " to ", to)));
    }
    to_own_reply(reply->headers);
    answer(*std::move(reply));
  });
}

}  // namespace spotdrill::forward
