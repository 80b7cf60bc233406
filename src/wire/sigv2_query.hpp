// Query string authentication of Signature Version 2: what `aws s3 presign` and boto3's
// generate_presigned_url make for us-east-1 unless they are told otherwise. Nothing else here is
// signed so. Only sigv4.cpp includes this.
// Source: Amazon S3 Developer Guide, "Signing and Authenticating REST Requests", "Query string
// request authentication alternative".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/http_message.hpp"
#include "protocol/query.hpp"

namespace spotdrill::wire {

/// What a URL says of its own signature.
struct QueryClaimV2 {
  std::string access_key_id;
  std::string signature;             ///< Base64.
  std::string token;                 ///< Of a session, or empty.
  std::string expires;               ///< As the URL has it: it is signed.
  std::int64_t expires_seconds = 0;  ///< Since the epoch.
};

/// The claim of a URL with AWSAccessKeyId, Expires and Signature; nothing where one of them is
/// missing or no number.
std::optional<QueryClaimV2> query_claim_v2(const protocol::Pairs& query);

/// The signature that `secret` gives the request.
std::string query_signature_v2(const protocol::HttpRequest& request, const protocol::Pairs& query,
                               const QueryClaimV2& claim, std::string_view secret);

}  // namespace spotdrill::wire
