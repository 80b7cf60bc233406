// Signature Version 4: verifies what clients signed, and signs what our own client sends. Knows
// neither services nor protocols; the router turns what it says into the caller's family of codes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/units.hpp"
#include "protocol/http_message.hpp"
#include "wire/credentials.hpp"

namespace spotdrill::wire {

/// A credential scope: "AKIA…/20260101/us-east-1/ec2/aws4_request".
struct Scope {
  std::string access_key_id;
  std::string date;  ///< "20260101".
  std::string region;
  std::string service;  ///< The signing name: "monitoring".

  bool operator==(const Scope&) const = default;
};

/// The scope that a request claims, in its Authorization header or its query, verified or not.
std::optional<Scope> claimed_scope(const protocol::HttpRequest& request);

/// Why a signature was not accepted. Families of services have different codes for the same.
enum class SignatureFault : std::uint8_t {
  MissingToken,     ///< Not signed.
  Incomplete,       ///< Parts of the Authorization header are missing or malformed.
  UnknownKey,       ///< No such access key, or a wrong session token.
  ExpiredToken,     ///< The session has ended.
  Expired,          ///< Signed too long ago, or a presigned URL that is over.
  NotYetCurrent,    ///< Signed in the future.
  Mismatch,         ///< The signature is another one, or does not cover what it must.
  Unsupported,      ///< Chunked payloads, SigV4A.
  PayloadMismatch,  ///< S3: the body is not what its hash says.
};

struct SignatureProblem {
  SignatureFault fault;
  std::string message;  ///< AWS's wording.
  bool presigned = false;
};

struct VerifyOptions {
  Instant drill_now;
  Instant real_now;
  /// A request's date may be this far from either clock: a job under libfaketime signs in drill
  /// time, a host's client in real time.
  Duration skew_max = 15min;
};

/// What the signatures of a payload's chunks go on from. Source: Amazon S3 API Reference,
/// "Signature calculations for the authorization header: Transferring a payload in multiple
/// chunks".
struct ChunkSeed {
  Scope scope;
  std::string date;
  std::string signature;
};

/// The seed that the Authorization header is, verified or not.
std::optional<ChunkSeed> chunk_seed(const protocol::HttpRequest& request);

inline constexpr std::string_view s3_signing_name = "s3";

/// "UNSIGNED-PAYLOAD": the body's hash is not signed.
inline constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

/// Whether `payload`, an X-Amz-Content-Sha256, is a hash as S3's clients write it.
bool is_payload_hash(std::string_view payload);

/// Whether the signature of a request for S3 can be judged before its body has come: its head says
/// which hash of the body is signed, if any is.
bool is_judged_by_head(const protocol::HttpRequest& head);

/// What verify() says of the head of such a request. Whether the body has the hash that is signed
/// is check_payload's matter.
Result<Credential, SignatureProblem> verify_head(const protocol::HttpRequest& head,
                                                 const CredentialSource& credentials,
                                                 const VerifyOptions& options);

/// Compares `sha256`, a body's in hexadecimal digits, with what the head says.
Result<void, SignatureProblem> check_payload(const protocol::HttpRequest& head,
                                             std::string_view sha256);

/// Verifies a header-signed or presigned request, and says whose it is.
Result<Credential, SignatureProblem> verify(const protocol::HttpRequest& request,
                                            const CredentialSource& credentials,
                                            const VerifyOptions& options);

/// Adds X-Amz-Date, X-Amz-Security-Token and Authorization, and for S3 X-Amz-Content-Sha256. The
/// request must have its Host header. `payload`: what the signature has for the body's hash; empty:
/// that of the body in memory.
void sign(protocol::HttpRequest& request, const Credential& credential, std::string_view region,
          std::string_view signing_name, Instant now, std::string payload = {});

/// How the code of `fault` reads: EC2, the query services and the JSON services differ.
enum class ErrorFamily : std::uint8_t { Ec2, Query, Json, S3 };

/// The refusal that a client of that family of services gets.
AwsError signature_error(const SignatureProblem& problem, ErrorFamily family);

}  // namespace spotdrill::wire
