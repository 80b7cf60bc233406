// Typed AWS operations over HTTP: signed, retried as SDKs do, against our endpoint or AWS's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "client/signature.hpp"
#include "client/transport.hpp"
#include "shape/shape.hpp"

namespace spotdrill::client {

/// Why a call failed.
struct CallError {
  std::string code;     ///< AWS's; empty when no reply came.
  std::string message;  ///< AWS's, or a sentence about the transport.
  int http_status = 0;  ///< 0: no reply came.
};

/// "RequestSpotInstances: InvalidParameterValue: …".
std::string to_text(std::string_view operation, const CallError& error);

/// An idempotency token: a UUID of version 4.
std::string make_token();

struct Options {
  std::string endpoint;  ///< "http://127.0.0.1:4566"; empty: AWS's own.
  std::string region = "us-east-1";
  Credentials credentials;
  std::string admin_token;  ///< For what only our own server answers; empty: none.
};

/// Attempts of one call, as the SDKs' standard mode has it.
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior".
inline constexpr int attempts_max = 3;

/// Calls operations one after the other. For one thread.
class Client {
 public:
  Client(Options options, std::unique_ptr<Transport> transport);

  /// Carries out `operation` of `service` and waits for its reply.
  template <class Output, class Input>
  Result<Output, CallError> call(const shape::ServiceModel& service, std::string_view operation,
                                 Input input) {
    shape::AnyValue any = shape::AnyValue::of(std::move(input));
    Result<shape::AnyValue, CallError> reply = call_any(service, operation, std::move(any));
    if (!reply) return refuse(std::move(reply).error());
    return std::move(reply->template get<Output>());
  }

  /// The same for structs that are known by their shapes only.
  Result<shape::AnyValue, CallError> call_any(const shape::ServiceModel& service,
                                              std::string_view operation, shape::AnyValue input);

  /// A plain GET of the endpoint, with the admin token: what only our own server answers.
  Result<protocol::HttpResponse, std::string> get(const std::string& target);

  [[nodiscard]] const Options& options() const { return options_; }

 private:
  Result<protocol::HttpResponse, std::string> send(const shape::ServiceModel& service,
                                                   const protocol::HttpRequest& unsigned_request);

  Options options_;
  std::unique_ptr<Transport> transport_;
};

}  // namespace spotdrill::client
