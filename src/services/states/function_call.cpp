#include "services/states/function_call.hpp"

#include "api/lambda.hpp"
#include "asl/payload.hpp"
#include "base/base64.hpp"
#include "services/states/integration.hpp"

namespace spotdrill::states {
namespace {

/// "Unhandled errors in Lambda are reported as Lambda.Unknown": what names no type.
/// Source: Step Functions Developer Guide, "Handle transient Lambda service exceptions".
asl::Failure function_failure(std::string payload) {
  asl::Failure failure{.error = "Lambda.Unknown", .cause = std::move(payload)};
  const auto parsed = parse_json(failure.cause);
  if (!parsed.has_value() || !parsed->is_object()) return failure;
  const std::string_view type = string_at(parsed->get_object(), "errorType");
  if (!type.empty()) failure.error = type;
  return failure;
}

}  // namespace

json::value with_payload_as_bytes(json::value parameters) {
  if (!parameters.is_object()) return parameters;
  json::value* payload = parameters.get_object().if_contains("Payload");
  if (payload != nullptr) *payload = json::string{base64_encode(asl::write_json(*payload))};
  return parameters;
}

Result<json::value, asl::Failure> with_payload_as_json(json::value reply) {
  json::object& members = reply.as_object();
  std::string text;
  if (const json::value* payload = members.if_contains("Payload")) {
    text = base64_decode(payload->as_string()).value_or("");
  }
  if (members.contains("FunctionError")) return refuse(function_failure(std::move(text)));
  if (text.empty()) return reply;
  auto parsed = parse_json(text);
  members["Payload"] = parsed.has_value() ? std::move(*parsed) : json::value(std::move(text));
  return reply;
}

void call_function(const wire::Dispatcher& dispatcher, wire::Context context,
                   const asl::Resource& resource, std::string input,
                   std::function<void(Result<std::string, asl::Failure>)> done) {
  const auto callee = find_callee(dispatcher, "lambda", "invoke");
  if (!callee.has_value()) return done(refuse(callee.error()));
  api::lambda::InvocationRequest request;
  request.function_name = resource.arn;
  request.payload = std::move(input);
  // "arn:aws:lambda:REGION:…".
  constexpr std::size_t region_at = std::string_view{"arn:aws:lambda:"}.size();
  if (resource.arn.size() > region_at) {
    context.region = resource.arn.substr(region_at, resource.arn.find(':', region_at) - region_at);
  }
  dispatcher.call(*callee->service, *callee->operation, context,
                  shape::AnyValue::of(std::move(request)),
                  [done = std::move(done), callee = *callee,
                   request_id = context.request_id](wire::Outcome outcome) {
                    if (!outcome.has_value())
                      return done(refuse(callee_failure(callee, outcome.error(), request_id)));
                    auto& reply = outcome->get<api::lambda::InvocationResponse>();
                    std::string payload = std::move(reply.payload).value_or("null");
                    if (reply.function_error)
                      return done(refuse(function_failure(std::move(payload))));
                    done(std::move(payload));
                  });
}

}  // namespace spotdrill::states
