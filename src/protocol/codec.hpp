// A codec turns HTTP messages into typed structs and back, for one protocol, for server and client.
// It walks member tables, so it knows no operation. Not routing: whoever calls it knows which
// operation the message is about.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "protocol/http_message.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

/// What a reply is about.
struct ReplyContext {
  const shape::ServiceModel& service;
  const shape::OperationModel* operation;  ///< Null when no operation could be found.
  std::string_view request_id;             ///< UUID.
};

class Codec {
 public:
  virtual ~Codec() = default;

  /// Server: the operation's input, checked against the model's constraints.
  /// Errors: SerializationException, MalformedQueryString and the like when it cannot be read;
  /// ValidationException, ValidationError, MissingParameter, InvalidParameterValue,
  /// UnknownParameter when a constraint is not met, in the protocol's own terms.
  [[nodiscard]] virtual Result<shape::AnyValue> read_request(const shape::ServiceModel& service,
                                                             const shape::OperationModel& operation,
                                                             const HttpRequest& request) const = 0;

  /// Server: a success.
  [[nodiscard]] virtual HttpResponse write_reply(const ReplyContext& context,
                                                 const shape::AnyValue& output) const = 0;

  /// Server: a refusal or a failure.
  [[nodiscard]] virtual HttpResponse write_error(const ReplyContext& context,
                                                 const AwsError& error) const = 0;

  /// Client: method, target, headers that the protocol wants, body. The caller adds Host, gives
  /// idempotency tokens and signs.
  [[nodiscard]] virtual HttpRequest write_request(const shape::ServiceModel& service,
                                                  const shape::OperationModel& operation,
                                                  const shape::AnyValue& input) const = 0;

  /// Client: the operation's output, or what the service refused with.
  /// Errors: the service's; "UnreadableReply" when the reply is not of this protocol.
  [[nodiscard]] virtual Result<shape::AnyValue> read_reply(const shape::ServiceModel& service,
                                                           const shape::OperationModel& operation,
                                                           const HttpResponse& response) const = 0;
};

/// Gives `token` to every absent or empty idempotency token of `input`, as SDKs do.
void fill_idempotency_tokens(shape::AnyValue& input, const std::string& token);

/// The codec of a protocol. It lives as long as the program.
const Codec& codec(shape::Protocol protocol);

/// The HTTP status of `error`: its own, else the model's, else 400 or 500 by fault.
int status_of(const shape::ServiceModel& service, const AwsError& error);

/// The modelled error that `error.code` names, by wire code or by the shape's name; or null.
const shape::Shape* error_shape(const shape::ServiceModel& service, std::string_view code);

}  // namespace spotdrill::protocol
