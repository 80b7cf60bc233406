#include "wire/dispatcher.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

#include "base/assert.hpp"
#include "base/log.hpp"
#include "protocol/codec.hpp"
#include "wire/forwarding.hpp"

namespace spotdrill::wire {
namespace {

AwsError internal_failure() {
  return {.code = "InternalFailure",
          .message =
              "The request processing has failed because of an unknown error, exception or "
              "failure.",
          .fault = Fault::Receiver,
          .http_status = 500};
}

/// Lets only the first answer through: a handler that answers and then throws has answered.
Reply once(Reply reply) {
  return [reply = std::make_shared<Reply>(std::move(reply))](Outcome outcome) {
    if (!*reply) return;
    const Reply first = std::exchange(*reply, nullptr);
    first(std::move(outcome));
  };
}

/// A typed call on the wire, and its reply read again.
void call_elsewhere(Forwarding& forwarding, const Service& service, const Operation& operation,
                    const Context& context, const shape::AnyValue& request, Reply reply) {
  const shape::ServiceModel& model = *service.model;
  const shape::OperationModel& described = *shape::find_operation(model, operation.name);
  const shape::Protocol spoken = model.protocols.front();
  const protocol::Codec& codec = protocol::codec(spoken);
  ForwardedCall call{.service = model,
                     .operation = &described,
                     .protocol = spoken,
                     .request = codec.write_request(model, described, request),
                     .region = context.region,
                     .request_id = context.request_id,
                     .caller_arn = context.caller_arn,
                     .whole = true};
  forwarding.pass_on(std::move(call), [&model, &described, &codec, reply = std::move(reply)](
                                          const protocol::HttpResponse& response) {
    reply(codec.read_reply(model, described, response));
  });
}

}  // namespace

void Dispatcher::add(Service service) {
  ASSERT(service.model != nullptr && service.state);
  for (const Operation& operation : service.operations) {
    ASSERT(shape::find_operation(*service.model, operation.name) != nullptr);
  }
  std::string name{service.model->name};
  services_.insert_or_assign(std::move(name), std::move(service));
}

const Service* Dispatcher::find(std::string_view name) const {
  const auto found = services_.find(name);
  return found == services_.end() ? nullptr : &found->second;
}

void Dispatcher::call(const Service& service, const Operation& operation, const Context& context,
                      const shape::AnyValue& request, Reply reply) const {
  reply = once(std::move(reply));
  try {
    if (forwarding_ != nullptr && forwarding_->takes(service.model->name)) {
      return call_elsewhere(*forwarding_, service, operation, context, request, reply);
    }
    if (service.precheck) {
      if (auto refusal = service.precheck(operation, request.data())) {
        return reply(refuse(*std::move(refusal)));
      }
    }
    operation.invoke(service.state(context.region), context, request.data(), reply);
  } catch (const std::exception& exception) {
    log::error("{}.{} threw: {} (request {})", service.model->name, operation.name,
               exception.what(), context.request_id);
    reply(refuse(internal_failure()));
  }
}

const Operation* find_operation(const Service& service, std::string_view name) {
  const auto found = std::ranges::find(service.operations, name, &Operation::name);
  return found == service.operations.end() ? nullptr : &*found;
}

}  // namespace spotdrill::wire
