#include "forward/onward.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/lower_case.hpp"
#include "wire/aws_chunked.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::forward {
namespace {

using protocol::equal_ignoring_case;
using protocol::Headers;

/// "Intermediaries … should remove or replace fields that are known to require removal before
/// forwarding". Source: RFC 9110, section 7.6.1.
constexpr std::array<std::string_view, 9> hop_by_hop{"Connection",
                                                     "Keep-Alive",
                                                     "Proxy-Connection",
                                                     "Proxy-Authenticate",
                                                     "Proxy-Authorization",
                                                     "TE",
                                                     "Transfer-Encoding",
                                                     "Upgrade",
                                                     "Trailer"};

/// What is made anew for each endpoint.
constexpr std::array<std::string_view, 9> of_the_sender{
    "Host", "Authorization",  "X-Amz-Date", "X-Amz-Security-Token",        "X-Amz-Content-Sha256",
    "Date", "Content-Length", "Expect",     "X-Amz-Decoded-Content-Length"};

/// What presigned URLs have in their query. Source: IAM User Guide, "Authenticating requests:
/// using query parameters"; of the older kind, S3's "REST authentication".
constexpr std::array<std::string_view, 8> of_presigned{
    "X-Amz-Algorithm",     "X-Amz-Credential", "X-Amz-Date",           "X-Amz-Expires",
    "X-Amz-SignedHeaders", "X-Amz-Signature",  "X-Amz-Security-Token", "X-Amz-Content-Sha256"};
constexpr std::array<std::string_view, 3> of_presigned_v2{"AWSAccessKeyId", "Signature", "Expires"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::ranges::any_of(
      names, [&](std::string_view each) { return equal_ignoring_case(each, name); });
}

std::string_view name_of_parameter(std::string_view parameter) {
  return parameter.substr(0, parameter.find('='));
}

/// `target` without a signature in its query.
std::string without_signature(const std::string& target) {
  std::vector<std::string_view> parameters;
  for (std::string_view rest = protocol::query_of(target); !rest.empty();) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    parameters.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const bool v2 =
      std::ranges::find(parameters, of_presigned_v2[0], name_of_parameter) != parameters.end();
  std::string made{protocol::path_of(target)};
  char separator = '?';
  for (const std::string_view parameter : parameters) {
    const std::string_view name = name_of_parameter(parameter);
    if (is_one_of(of_presigned, name) || (v2 && is_one_of(of_presigned_v2, name))) continue;
    made += separator;
    made += parameter;
    separator = '&';
  }
  return made;
}

/// Whether the header Connection of `headers` names `name` as one for this hop alone.
bool is_for_the_hop(const std::string& connection, std::string_view name) {
  std::string_view rest = connection;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::string_view token = rest.substr(0, end);
    while (token.starts_with(' ')) token.remove_prefix(1);
    while (token.ends_with(' ')) token.remove_suffix(1);
    if (equal_ignoring_case(token, name)) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

Headers end_to_end(const Headers& headers) {
  const std::string connection = headers.joined("Connection");
  Headers kept;
  for (const auto& [name, value] : headers) {
    if (is_one_of(hop_by_hop, name) || is_for_the_hop(connection, name)) continue;
    if (is_header(name, value)) kept.add(name, value);
  }
  return kept;
}

}  // namespace

bool is_header(std::string_view name, std::string_view value) {
  const auto is_plain = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
  };
  return !name.empty() && name.find_first_of(" \t:;") == std::string_view::npos &&
         std::ranges::all_of(name, is_plain) && std::ranges::all_of(value, is_plain);
}

bool may_be_asked(std::string_view target) {
  // Another spotdrill's own doors, for which a bucket's name would have to be one that S3 refuses.
  if (!target.starts_with('/') || target.starts_with("/_spotdrill")) return false;
  return std::ranges::all_of(target, [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
}

Payload payload_of(const protocol::HttpRequest& head) {
  const std::string_view payload = head.headers.get("X-Amz-Content-Sha256");
  if (wire::is_payload_hash(payload)) return Payload::Hashed;
  const bool trailing = wire::is_chunked_payload(payload) && payload.ends_with("-TRAILER");
  return trailing ? Payload::Trailing : Payload::Unsigned;
}

protocol::HttpRequest onward_request(const protocol::HttpRequest& request, Payload payload,
                                     const Endpoint& endpoint, std::string_view signing_name,
                                     std::string_view region, Instant now) {
  protocol::HttpRequest made{.method = request.method,
                             .target = without_signature(request.target),
                             .headers = end_to_end(request.headers)};
  if (payload == Payload::Here) made.body = request.body;
  for (const std::string_view name : of_the_sender) made.headers.erase(name);
  std::string hash;
  if (payload == Payload::Hashed) hash = request.headers.get("X-Amz-Content-Sha256");
  if (payload == Payload::Unsigned) hash = wire::unsigned_payload;
  if (payload == Payload::Trailing) {
    hash = wire::trailing_payload;
    made.headers.set("X-Amz-Decoded-Content-Length",
                     std::string{request.headers.get("X-Amz-Decoded-Content-Length")});
  } else {
    made.headers.erase("X-Amz-Trailer");
    wire::take_trailer({}, made.headers);  // It does not travel in chunks any more.
  }
  made.headers.set("Host", host_field(endpoint.url));
  wire::sign(made, endpoint.credential, endpoint.region.empty() ? region : endpoint.region,
             signing_name, now, std::move(hash));
  return made;
}

void to_own_reply(Headers& headers) {
  headers = end_to_end(headers);
}

}  // namespace spotdrill::forward
