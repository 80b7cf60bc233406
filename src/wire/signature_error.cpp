// What the families of services call the same faults of a signature.
// Source: EC2 API Reference, "Error codes"; IAM and STS API References and Smithy services, "Common
// errors"; what the services were observed to answer.
#include "wire/http_status.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {
namespace {

/// EC2 tells nobody which part of the credentials was wrong.
AwsError ec2_error(const SignatureProblem& problem) {
  switch (problem.fault) {
    case SignatureFault::MissingToken:
      return {.code = "MissingParameter",
              .message = "The request must contain the parameter AWSAccessKeyId",
              .http_status = bad_request};
    case SignatureFault::Incomplete:
      return {
          .code = "IncompleteSignature", .message = problem.message, .http_status = bad_request};
    case SignatureFault::ExpiredToken:
      return {
          .code = "RequestExpired", .message = "Request has expired.", .http_status = bad_request};
    case SignatureFault::Expired:
    case SignatureFault::NotYetCurrent:
      return {
          .code = "RequestExpired", .message = "Request has expired.", .http_status = bad_request};
    case SignatureFault::Unsupported:
      return {
          .code = "UnsupportedProtocol", .message = problem.message, .http_status = bad_request};
    case SignatureFault::UnknownKey:
    case SignatureFault::Mismatch:
    case SignatureFault::PayloadMismatch:
      break;
  }
  return {.code = "AuthFailure",
          .message = "AWS was not able to validate the provided access credentials",
          .http_status = unauthorized};
}

AwsError query_error(const SignatureProblem& problem) {
  std::string code;
  int status = forbidden;
  switch (problem.fault) {
    case SignatureFault::MissingToken:
      code = "MissingAuthenticationToken";
      break;
    case SignatureFault::Incomplete:
      code = "IncompleteSignature";
      status = bad_request;
      break;
    case SignatureFault::UnknownKey:
      code = "InvalidClientTokenId";
      break;
    case SignatureFault::ExpiredToken:
      code = "ExpiredToken";
      break;
    case SignatureFault::Unsupported:
      code = "IncompleteSignature";
      status = bad_request;
      break;
    case SignatureFault::Expired:
    case SignatureFault::NotYetCurrent:
    case SignatureFault::Mismatch:
    case SignatureFault::PayloadMismatch:
      code = "SignatureDoesNotMatch";
      break;
  }
  return {.code = std::move(code), .message = problem.message, .http_status = status};
}

/// The JSON services answer 400 where the query services answer 403.
AwsError json_error(const SignatureProblem& problem) {
  std::string code;
  switch (problem.fault) {
    case SignatureFault::MissingToken:
      code = "MissingAuthenticationTokenException";
      break;
    case SignatureFault::Unsupported:
    case SignatureFault::Incomplete:
      code = "IncompleteSignatureException";
      break;
    case SignatureFault::UnknownKey:
      code = "UnrecognizedClientException";
      break;
    case SignatureFault::ExpiredToken:
      code = "ExpiredTokenException";
      break;
    case SignatureFault::Expired:
    case SignatureFault::NotYetCurrent:
    case SignatureFault::Mismatch:
    case SignatureFault::PayloadMismatch:
      code = "InvalidSignatureException";
      break;
  }
  return {.code = std::move(code), .message = problem.message, .http_status = bad_request};
}

/// Source: S3 API Reference, "Error responses", list of error codes.
AwsError s3_error(const SignatureProblem& problem) {
  switch (problem.fault) {
    case SignatureFault::MissingToken:
      return {.code = "AccessDenied", .message = "Access Denied", .http_status = forbidden};
    case SignatureFault::UnknownKey:
      return {.code = "InvalidAccessKeyId",
              .message = "The AWS Access Key Id you provided does not exist in our records.",
              .http_status = forbidden};
    case SignatureFault::ExpiredToken:
      return {.code = "ExpiredToken",
              .message = "The provided token has expired.",
              .http_status = bad_request};
    case SignatureFault::Expired:
    case SignatureFault::NotYetCurrent:
      // A presigned URL that is over is denied; a header's date is too far away.
      if (problem.presigned) {
        return {.code = "AccessDenied", .message = "Request has expired", .http_status = forbidden};
      }
      return {
          .code = "RequestTimeTooSkewed",
          .message = "The difference between the request time and the current time is too large.",
          .http_status = forbidden};
    case SignatureFault::PayloadMismatch:
      return {.code = "XAmzContentSHA256Mismatch",
              .message = problem.message,
              .http_status = bad_request};
    case SignatureFault::Incomplete:
      return {.code = "AuthorizationHeaderMalformed",
              .message = problem.message,
              .http_status = bad_request};
    case SignatureFault::Unsupported:
      return {.code = "InvalidRequest", .message = problem.message, .http_status = bad_request};
    case SignatureFault::Mismatch:
      break;
  }
  return {.code = "SignatureDoesNotMatch",
          .message =
              "The request signature we calculated does not match the signature you provided. "
              "Check your key and signing method.",
          .http_status = forbidden};
}

}  // namespace

AwsError signature_error(const SignatureProblem& problem, ErrorFamily family) {
  switch (family) {
    case ErrorFamily::Ec2:
      return ec2_error(problem);
    case ErrorFamily::Query:
      return query_error(problem);
    case ErrorFamily::S3:
      return s3_error(problem);
    case ErrorFamily::Json:
      break;
  }
  return json_error(problem);
}

}  // namespace spotdrill::wire
