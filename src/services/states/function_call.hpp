// Functions as Tasks call them: "arn:aws:states:::lambda:invoke", and a function's ARN as Resource.
// What Lambda says of a payload in bytes, Step Functions says in JSON.
#pragma once

#include <functional>
#include <string>

#include "asl/failure.hpp"
#include "asl/resource.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::states {

/// The parameters of "lambda:invoke" as the operation has them.
json::value with_payload_as_bytes(json::value parameters);

/// What "lambda:invoke" gives of the operation's reply.
/// Errors: the function's own, by the type that it names, or Lambda.Unknown.
Result<json::value, asl::Failure> with_payload_as_json(json::value reply);

/// Calls the function of `resource` with `input`, and gives what it gives.
/// Errors: the function's own, or Lambda's as "Lambda.TooManyRequestsException".
void call_function(const wire::Dispatcher& dispatcher, wire::Context context,
                   const asl::Resource& resource, std::string input,
                   std::function<void(Result<std::string, asl::Failure>)> done);

}  // namespace spotdrill::states
