// What a request says of its own signature, in its Authorization header or its query: nothing of it
// is verified. Only sigv4.cpp includes this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "protocol/http_message.hpp"
#include "protocol/query.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {

/// What a request says of its own signature.
struct Claim {
  Scope scope;
  std::vector<std::string_view> signed_headers;
  std::string signature;
  std::string date;  ///< "20260101T000000Z".
  std::string token;
  std::string payload;  ///< X-Amz-Content-Sha256, or empty.
  bool presigned = false;
  std::optional<std::int64_t> expires_seconds;  ///< Of a presigned URL.
};

inline Refusal<SignatureProblem> problem(SignatureFault fault, std::string message) {
  return refuse(SignatureProblem{fault, std::move(message)});
}

/// The claim of a request with an Authorization header, or with none at all.
Result<Claim, SignatureProblem> header_claim(const protocol::HttpRequest& request);

/// The claim of a presigned URL whose query is `query`.
Result<Claim, SignatureProblem> presigned_claim(const protocol::HttpRequest& request,
                                                const protocol::Pairs& query);

/// Its signature names no region: it is of the time when there was one.
inline constexpr std::string_view sigv2_region = "us-east-1";

}  // namespace spotdrill::wire
