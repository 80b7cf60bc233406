// What goes on to another server, and what comes back: a request without what was between its
// sender and us, signed anew, and a reply without what was between that server and us. Plain
// functions; nothing is sent here.
#pragma once

#include <string>
#include <string_view>

#include "base/endpoint_url.hpp"
#include "base/units.hpp"
#include "protocol/http_message.hpp"
#include "wire/credentials.hpp"

namespace spotdrill::forward {

/// Where the calls of a service go, and by whose key.
struct Endpoint {
  std::string service;  ///< "s3".
  EndpointUrl url;
  std::string region;  ///< To sign for; empty: the caller's.
  wire::Credential credential;
  std::string ca_bundle;  ///< PEM file of authorities; empty: the system's.
};

/// How the body of a request travels on.
enum class Payload : std::uint8_t {
  Here,      ///< It is in the request.
  Hashed,    ///< It follows; its head has its hash.
  Unsigned,  ///< It follows.
  Trailing,  ///< It follows as aws-chunked, and checksums after it.
};

/// How the body of `head` travels on that has not come yet.
Payload payload_of(const protocol::HttpRequest& head);

/// `request` as `endpoint` gets it. `region`: the caller's.
protocol::HttpRequest onward_request(const protocol::HttpRequest& request, Payload payload,
                                     const Endpoint& endpoint, std::string_view signing_name,
                                     std::string_view region, Instant now);

/// Whether `target` is one that another server may be asked for.
bool may_be_asked(std::string_view target);

/// Takes away what was between that server and us.
void to_own_reply(protocol::Headers& headers);

/// Whether a line of a header or a trailer can be made of these.
bool is_header(std::string_view name, std::string_view value);

}  // namespace spotdrill::forward
