// Calls that are carried out by another server: what the router and the dispatcher ask of whoever
// passes them on. Not how that is done: that is forward/.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "protocol/http_message.hpp"
#include "shape/shape.hpp"

namespace spotdrill::wire {

/// A call whose caller has been judged.
struct ForwardedCall {
  const shape::ServiceModel& service;
  const shape::OperationModel* operation;  ///< Null: it is none that is known here.
  shape::Protocol protocol;
  protocol::HttpRequest request;  ///< Unpacked; the bucket is in the path.
  std::string region;
  std::string request_id;
  std::string caller_arn;
  bool whole = false;  ///< The reply's body is wanted in memory.
};

class Forwarding {
 public:
  virtual ~Forwarding() = default;

  /// Whether calls of `service` ("s3") go to another server.
  [[nodiscard]] virtual bool takes(std::string_view service) const = 0;

  /// Sends `call` there. `answer` gets the reply, or a refusal in the service's own form, exactly
  /// once, now or in a later event.
  virtual void pass_on(ForwardedCall call, std::function<void(protocol::HttpResponse)> answer) = 0;
};

}  // namespace spotdrill::wire
