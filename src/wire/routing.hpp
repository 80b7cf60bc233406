// What a request is about: service, region, protocol, operation. Only the router includes this.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/http_message.hpp"
#include "shape/shape.hpp"
#include "wire/dispatcher.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {

/// What the headers and the start of the body give away.
struct Hints {
  std::optional<Scope> scope;
  std::string host_service;  ///< "monitoring" of "monitoring.us-east-1.amazonaws.com".
  std::string host_region;
  std::string target_prefix;     ///< Of X-Amz-Target.
  std::string target_operation;  ///< Likewise.
  std::string action;            ///< Action= of a query.
  std::string version;           ///< Version= of a query.
  bool malformed_query = false;  ///< The query or the form cannot be read.
  std::string cbor_service;      ///< Of "/service/…/operation/…".
  std::string cbor_operation;    ///< Likewise.
  bool cbor = false;
  bool json = false;  ///< Content-Type application/x-amz-json-…, or X-Amz-Target.
  bool form = false;
  bool for_s3 = false;  ///< Its body is an object: nothing is read into it.
};

/// Reads the hints. The body must be unpacked.
Hints read_hints(const protocol::HttpRequest& request);

/// The service that a request is for, or null. `wanted` is then what it asked for, if it said.
const Service* find_service(const Dispatcher& dispatcher, const protocol::HttpRequest& request,
                            const Hints& hints, std::string& wanted);

/// The protocol the client speaks, of those the service has; nothing when it has none of the kind.
std::optional<shape::Protocol> find_protocol(const shape::ServiceModel& service,
                                             const Hints& hints);

/// "You must send requests to a queue's URL": gives a query of SQS that has no QueueUrl the queue
/// that its path names.
void add_queue_url(protocol::HttpRequest& request, const Hints& hints);

/// The operation's name as the client gave it; of REST, the model's. Empty: it gave none.
std::string find_operation_name(const shape::ServiceModel& service, shape::Protocol protocol,
                                const protocol::HttpRequest& request, const Hints& hints);

/// "us-east-1", "us-gov-west-1", "us-isob-east-1".
bool is_region(std::string_view text);

}  // namespace spotdrill::wire
