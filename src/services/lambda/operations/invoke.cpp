#include "base/base64.hpp"
#include "base/json.hpp"
#include "services/lambda/errors.hpp"
#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {
namespace {

/// "Asynchronous: 1 MB". Source: Lambda Developer Guide, "Lambda quotas".
constexpr std::size_t event_bytes_max = 1'048'576;

constexpr std::int32_t ok = 200;
constexpr std::int32_t accepted = 202;
constexpr std::int32_t no_content = 204;

using InvokeReply = std::function<void(Result<api::lambda::InvocationResponse>)>;

Result<std::string> checked_payload(const api::lambda::InvocationRequest& request,
                                    std::string_view type) {
  std::string payload = request.payload.value_or("");
  if (payload.empty()) payload = "{}";
  const std::size_t limit = type == "Event" ? event_bytes_max : payload_bytes_max;
  if (payload.size() > limit) return payload_too_large(payload.size(), type, limit);
  const auto parsed = parse_json(payload);
  if (!parsed.has_value()) return payload_is_no_json(parsed.error());
  return payload;
}

api::lambda::InvocationResponse response_of(InvocationResult result, bool with_log) {
  api::lambda::InvocationResponse response;
  response.status_code = ok;
  response.payload = std::move(result.payload);
  response.executed_version = std::move(result.version);
  if (!result.error.empty()) response.function_error = std::move(result.error);
  if (with_log) response.log_result = base64_encode(result.log);
  return response;
}

/// Errors: as the operation's.
Result<void> invoke_now(Lambda& lambda, const api::lambda::InvocationRequest& request,
                        const wire::Context& context, const InvokeReply& reply) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  const Function* function = TRY(lambda.function(named));
  const Version* version = TRY(lambda.version(*function, named.qualifier));
  if (request.durable_execution_name) return not_here("durable functions");
  if (request.tenant_id) return not_here("tenants");
  const std::string type = request.invocation_type.value_or("RequestResponse");
  std::string payload = TRY(checked_payload(request, type));
  api::lambda::InvocationResponse at_once;
  if (type == "DryRun") {
    at_once.status_code = no_content;
    reply(at_once);
    return {};
  }
  if (type == "Event") {
    TRY(lambda.events().add({.request_id = context.request_id,
                             .function = named.name,
                             .qualifier = named.qualifier,
                             .payload = std::move(payload),
                             .client_context = {},
                             .received = lambda.now(),
                             .due = lambda.now()}));
    at_once.status_code = accepted;
    reply(at_once);
    return {};
  }
  const bool with_log = request.log_type.value_or("None") == "Tail";
  const auto client = base64_decode(request.client_context.value_or(""));
  lambda.environments().invoke(*function, *version,
                               {.request_id = context.request_id,
                                .arn = function_arn(lambda.place(), named.name, named.qualifier),
                                .payload = std::move(payload),
                                .client_context = client.value_or(""),
                                .done = [reply, with_log](Result<InvocationResult> result) {
                                  if (!result.has_value())
                                    return reply(refuse(std::move(result).error()));
                                  reply(response_of(std::move(*result), with_log));
                                }});
  return {};
}

}  // namespace

void invoke(Lambda& lambda, const api::lambda::InvocationRequest& request,
            const wire::Context& context, InvokeReply reply) {
  const auto begun = invoke_now(lambda, request, context, reply);
  if (!begun.has_value()) reply(refuse(begun.error()));
}

}  // namespace spotdrill::lambda
