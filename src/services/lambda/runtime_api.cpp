// The runtime interface: what a sandbox's program asks for, over HTTP.
// Source: Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes".
#include <fmt/format.h>

#include <utility>

#include "services/lambda/environments.hpp"

namespace spotdrill::lambda {
namespace {

constexpr std::string_view runtime_prefix = "/2018-06-01/runtime/";

protocol::HttpResponse runtime_reply(int status, std::string body) {
  protocol::HttpResponse reply;
  reply.status = status;
  reply.headers.set("Content-Type", "application/json");
  reply.body = std::move(body);
  return reply;
}

protocol::HttpResponse runtime_refusal(int status, std::string_view type,
                                       std::string_view message) {
  return runtime_reply(status, failure_payload(type, message));
}

}  // namespace

void Environments::call(const std::string& id, const protocol::HttpRequest& request,
                        const Respond& respond) {
  Environment& environment = all_.at(id);
  std::string_view path = protocol::path_of(request.target);
  if (!path.starts_with(runtime_prefix)) {
    return respond(runtime_refusal(404, "NotFound", "There is no such path."));
  }
  path.remove_prefix(runtime_prefix.size());
  if (environment.killed) {
    return respond(runtime_refusal(403, "InvalidStateTransition", "The sandbox is at its end."));
  }
  if (path == "invocation/next" && request.method == "GET") return next(environment, respond);
  if (request.method != "POST") {
    return respond(runtime_refusal(405, "MethodNotAllowed", "Only POST is."));
  }
  if (path == "init/error") {
    respond(runtime_reply(202, R"({"status":"OK"})"));
    return init_failed(environment, request.body);
  }
  constexpr std::string_view invocation = "invocation/";
  const std::size_t slash = path.rfind('/');
  if (path.starts_with(invocation) && slash > invocation.size()) {
    const std::string_view request_id = path.substr(invocation.size(), slash - invocation.size());
    const std::string_view what = path.substr(slash + 1);
    if (what == "response" || what == "error") {
      return result(environment, request_id, request.body, what == "error", respond);
    }
  }
  respond(runtime_refusal(404, "NotFound", "There is no such path."));
}

void Environments::next(Environment& environment, const Respond& respond) {
  if (environment.running && environment.running->given) {
    return respond(
        runtime_refusal(403, "InvalidStateTransition", "The event before has not been answered."));
  }
  environment.waiting = respond;
  if (!environment.ready) {
    environment.ready = world_.clock.now();
    read_log(environment);
  }
  if (environment.running) return give(environment);
  if (environment.retired) kill(environment);
}

void Environments::result(Environment& environment, std::string_view request_id,
                          std::string payload, bool error, const Respond& respond) {
  const auto& running = environment.running;
  if (!running || !running->given || running->invocation.request_id != request_id) {
    return respond(runtime_refusal(400, "InvalidRequestID", "Invalid request ID"));
  }
  if (!error && payload.size() > response_bytes_max) {
    const std::string message =
        fmt::format("Response payload size exceeded maximum allowed payload size ({} bytes).",
                    response_bytes_max);
    respond(runtime_refusal(413, "RequestEntityTooLarge", message));
    return finish(environment, failure_payload("Function.ResponseSizeTooLarge", message), true);
  }
  respond(runtime_reply(202, R"({"status":"OK"})"));
  finish(environment, std::move(payload), error);
}

/// Its program says why it ends, which it then does.
void Environments::init_failed(Environment& environment, const std::string& payload) {
  if (environment.ready || !environment.running) return;
  kill(environment);
  environment.init_error = payload;
  finish(environment, payload, true, "error");
}

}  // namespace spotdrill::lambda
