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
      code = "InvalidSignatureException";
      break;
  }
  return {.code = std::move(code), .message = problem.message, .http_status = bad_request};
}

}  // namespace

AwsError signature_error(const SignatureProblem& problem, ErrorFamily family) {
  switch (family) {
    case ErrorFamily::Ec2:
      return ec2_error(problem);
    case ErrorFamily::Query:
      return query_error(problem);
    case ErrorFamily::Json:
      break;
  }
  return json_error(problem);
}

}  // namespace spotdrill::wire
