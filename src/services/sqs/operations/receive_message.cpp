#include "services/sqs/errors.hpp"
#include "services/sqs/in_flight.hpp"
#include "services/sqs/operations.hpp"
#include "services/sqs/rendering.hpp"

namespace spotdrill::sqs {
namespace {

constexpr std::int32_t messages_max = 10;
constexpr std::int32_t wait_seconds_max = 20;

Result<Receive> receive_of(const Settings& settings,
                           const api::sqs::ReceiveMessageRequest& request) {
  const std::int32_t count = request.max_number_of_messages.value_or(1);
  if (count < 1 || count > messages_max) {
    return invalid_value(std::to_string(count), "MaxNumberOfMessages",
                         "Must be between 1 and 10, if provided.");
  }
  Receive receive{.count = static_cast<std::size_t>(count),
                  .visibility = settings.visibility,
                  .wait = settings.wait};
  if (request.visibility_timeout) {
    TRY(check_visibility(*request.visibility_timeout));
    receive.visibility = std::chrono::seconds{*request.visibility_timeout};
  }
  if (const auto wait = request.wait_time_seconds) {
    if (*wait < 0 || *wait > wait_seconds_max) {
      return invalid_value(std::to_string(*wait), "WaitTimeSeconds",
                           "Must be >= 0 and <= 20, if provided.");
    }
    receive.wait = std::chrono::seconds{*wait};
  }
  if (request.receive_request_attempt_id) {
    if (!settings.fifo) {
      return wrong_type_of_queue(*request.receive_request_attempt_id, "ReceiveRequestAttemptId");
    }
    receive.attempt = *request.receive_request_attempt_id;
  }
  return receive;
}

}  // namespace

// DEVIATION: a client that goes away while it waits is not noticed: the message that it would have
// got is in flight until its visibility timeout is over. On AWS this may happen, and may not.
void receive_message(Sqs& sqs, const api::sqs::ReceiveMessageRequest& request,
                     const wire::Context& /*context*/,
                     std::function<void(Result<api::sqs::ReceiveMessageResult>)> reply) {
  const auto queue = sqs.of_url(request.queue_url);
  if (!queue.has_value()) return reply(refuse(queue.error()));
  const Settings& settings = sqs.settings((*queue)->name);
  auto receive = receive_of(settings, request);
  if (!receive.has_value()) return reply(refuse(receive.error()));
  auto wanted = wanted_of(request);
  if (!wanted.has_value()) return reply(refuse(wanted.error()));
  sqs.receive((*queue)->name, *std::move(receive),
              [reply = std::move(reply), wanted = *std::move(wanted),
               fifo = settings.fifo](Result<std::vector<Received>> received) {
                if (!received.has_value()) return reply(refuse(received.error()));
                api::sqs::ReceiveMessageResult output;
                for (const Received& each : *received) {
                  output.messages.push_back(describe(each, wanted, fifo));
                }
                reply(std::move(output));
              });
}

}  // namespace spotdrill::sqs
