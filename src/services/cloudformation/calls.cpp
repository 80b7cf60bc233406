#include "services/cloudformation/calls.hpp"

#include <fmt/format.h>

#include <deque>
#include <optional>

#include "protocol/codec.hpp"
#include "protocol/shape_json.hpp"
#include "services/cloudformation/fitting.hpp"
#include "services/cloudformation/types/expressions.hpp"

namespace spotdrill::cloudformation {
namespace {

/// What one call is made of: its input is evaluated when its turn has come.
struct Due {
  Call call;
  std::optional<json::value> each;
};

Refusal<> unusable(std::string message) {
  return refuse(AwsError{.code = "ValidationException", .message = std::move(message)});
}

/// As AWS's handlers of resources word it.
std::string reason_of(std::string_view service, const AwsError& error, int status,
                      const std::string& request_id, const std::string& token) {
  return fmt::format(
      "Resource handler returned message: \"{} (Service: {}, Status Code: {}, Request ID: {})\" "
      "(RequestToken: {}, HandlerErrorCode: GeneralServiceException)",
      error.message, service, status, request_id, token);
}

}  // namespace

struct Calls::Run {
  std::deque<Due> due;
  std::string passed_over;
  wire::Context context;
  CallsEnd end;
  std::function<void(CallsEnd)> done;
  bool looping = false;
  bool answered = false;  ///< Within the loop.
};

bool is_one_of(std::string_view code, std::string_view codes) {
  while (!codes.empty()) {
    const std::size_t blank = std::min(codes.find(' '), codes.size());
    if (codes.substr(0, blank) == code) return true;
    codes.remove_prefix(std::min(blank + 1, codes.size()));
  }
  return false;
}

void Calls::run(std::span<const Call> calls, json::object bindings, wire::Context context,
                std::string_view passed_over, std::function<void(CallsEnd)> done) {
  auto run = std::make_shared<Run>();
  for (const Call& call : calls) {
    if (!call.when.empty() && !is_given(look_up(call.when, bindings))) continue;
    if (call.each.empty()) {
      run->due.push_back({call, std::nullopt});
      continue;
    }
    const auto list = look_up(call.each, bindings);
    if (!list || !list->is_array()) continue;
    for (const json::value& each : list->get_array()) run->due.push_back({call, each});
  }
  run->passed_over = passed_over;
  run->context = std::move(context);
  run->end.bindings = std::move(bindings);
  run->done = std::move(done);
  go_on(run);
}

// A loop, not a recursion, as long as answers come at once: lists may be long.
void Calls::go_on(const std::shared_ptr<Run>& run) {
  if (run->looping) {
    run->answered = true;
    return;
  }
  run->looping = true;
  while (!run->due.empty() && !run->end.failure) {
    const Due due = std::move(run->due.front());
    run->due.pop_front();
    if (due.each) run->end.bindings.insert_or_assign("@each", *due.each);
    run->answered = false;
    make(run, due.call);
    if (!run->answered) {
      run->looping = false;
      return;
    }
  }
  run->done(std::move(run->end));
}

void Calls::make(const std::shared_ptr<Run>& run, const Call& call) {
  run->context.request_id = ids_.uuid();
  this->call(call, run->end.bindings, run->context, [this, run, call](Result<json::value> output) {
    if (output.has_value()) {
      ++run->end.made;
      if (!call.as.empty()) run->end.bindings.insert_or_assign(call.as, *output);
    } else if (!is_one_of(output.error().code, run->passed_over)) {
      const wire::Service* service = dispatcher_.find(call.service);
      const int status =
          service == nullptr ? 400 : protocol::status_of(*service->model, output.error());
      const std::string_view id = service == nullptr ? call.service : service->model->service_id;
      run->end.failure = CallFailure{
          .code = output.error().code,
          .reason = reason_of(id, output.error(), status, run->context.request_id, ids_.uuid())};
    }
    go_on(run);
  });
}

void Calls::call(const Call& call, const json::object& bindings, wire::Context context,
                 std::function<void(Result<json::value>)> done) {
  const wire::Service* service = dispatcher_.find(call.service);
  const wire::Operation* operation =
      service == nullptr ? nullptr : wire::find_operation(*service, call.operation);
  if (operation == nullptr) {
    return done(unusable(
        fmt::format("spotdrill does not have the operation {}:{}", call.service, call.operation)));
  }
  const shape::Shape& shape = operation->input();
  json::object filled = fill_input(call.input, bindings);
  if (call.input.find("\"*\"") != std::string_view::npos) drop_unknown(shape, filled);
  const json::value input = fit(shape, filled);
  if (auto refusal = protocol::refusal_of(*service->model, shape, input)) {
    return done(refuse(std::move(*refusal)));
  }
  auto request = protocol::form_from_json(shape, input);
  if (!request.has_value()) return done(unusable(request.error()));
  protocol::fill_idempotency_tokens(*request, ids_.uuid());
  dispatcher_.call(*service, *operation, context, *request,
                   [done = std::move(done)](wire::Outcome outcome) {
                     if (!outcome.has_value()) return done(refuse(outcome.error()));
                     done(protocol::to_json(outcome->shape(), outcome->data()));
                   });
}

Result<json::value> Calls::call_now(std::string_view service, std::string_view operation,
                                    const json::object& input, wire::Context context) {
  auto answer = std::make_shared<std::optional<Result<json::value>>>();
  context.request_id = ids_.uuid();
  // What the input has is no expression: it is bound, and asked for by its name.
  json::object bindings;
  bindings.emplace("properties", input);
  const Call bound{.service = service, .operation = operation, .input = R"json({"*": true})json"};
  this->call(bound, bindings, std::move(context),
             [answer](Result<json::value> output) { *answer = std::move(output); });
  if (!*answer) {
    return unusable(fmt::format("{}:{} did not answer at once", service, operation));
  }
  return std::move(**answer);
}

}  // namespace spotdrill::cloudformation
