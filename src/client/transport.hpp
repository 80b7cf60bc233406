// Sends HTTP requests and waits for the replies. Knows libcurl and no AWS.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "protocol/http_message.hpp"

namespace spotdrill::client {

class Transport {
 public:
  virtual ~Transport() = default;

  /// Sends `request` to `base` ("https://ec2.us-east-1.amazonaws.com") and waits for the reply.
  /// Errors: one sentence that says what failed and with whom.
  virtual Result<protocol::HttpResponse, std::string> perform(
      const std::string& base, const protocol::HttpRequest& request) = 0;
};

struct TransportOptions {
  std::string ca_bundle;  ///< PEM file of authorities; empty: the system's.
  std::chrono::milliseconds connect_timeout = std::chrono::seconds{10};
  std::chrono::milliseconds timeout = std::chrono::seconds{60};
};

/// Replies larger than this are refused.
inline constexpr std::size_t reply_bytes_max = 64 << 20;

/// A transport over libcurl that keeps its connections. For one thread.
std::unique_ptr<Transport> make_curl_transport(TransportOptions options = {});

}  // namespace spotdrill::client
