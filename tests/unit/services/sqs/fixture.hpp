// SQS in virtual time, spoken to in its JSON or as a query.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "protocol/codec.hpp"
#include "services/sqs/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::sqs {

struct Fixture {
  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};  // 2027-01-15T08:00:00Z.
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  wire::Regional<Sqs> regions{[this](const std::string& region) {
    return std::make_unique<Sqs>(world, Place{.account = "123456789012", .region = region});
  }};
  wire::Service service = sqs::service(regions);
  wire::Context context{.account = "123456789012", .region = "us-east-1", .caller_id = "AROAX:i-1"};
  shape::Protocol protocol = shape::Protocol::Json10;

  static inline const std::string url = "https://sqs.us-east-1.amazonaws.com/123456789012/";
  static inline const std::string arn = "arn:aws:sqs:us-east-1:123456789012:";

  /// As kill -9 and a new start after the last commit.
  void restart() {
    store.commit();
    regions.clear();
    regions.at("us-east-1");
  }

  /// Begins a call; where its reply goes to when it comes: JSON, or "Code: message".
  std::shared_ptr<std::string> begin(std::string_view operation, std::string body) {
    const protocol::Codec& codec = protocol::codec(protocol);
    const shape::OperationModel& model = *shape::find_operation(*service.model, operation);
    protocol::HttpRequest request;
    request.body = std::move(body);
    auto told = std::make_shared<std::string>("(nothing yet)");
    auto input = codec.read_request(*service.model, model, request);
    const auto reply = [this, told, &codec, &model](wire::Outcome outcome) {
      if (!outcome.has_value()) {
        error = codec.write_error({*service.model, &model, "RID"}, outcome.error());
        *told = outcome.error().code + ": " + outcome.error().message;
      } else {
        *told = codec.write_reply({*service.model, &model, "RID"}, *outcome).body;
      }
    };
    if (!input.has_value()) {
      reply(refuse(input.error()));
    } else {
      wire::find_operation(service, operation)
          ->invoke(&regions.at("us-east-1"), context, input->data(), reply);
    }
    return told;
  }

  std::string call(std::string_view operation, std::string body) {
    return *begin(operation, std::move(body));
  }
  protocol::HttpResponse error;  ///< The last refusal.

  /// Of the queue called `queue`: `more` is what follows QueueUrl, e.g. R"("MessageBody":"x")".
  std::string on(const std::string& queue, std::string_view operation, const std::string& more) {
    return *begin_on(queue, operation, more);
  }
  std::shared_ptr<std::string> begin_on(const std::string& queue, std::string_view operation,
                                        const std::string& more) {
    return begin(operation,
                 R"({"QueueUrl":")" + url + queue + "\"" + (more.empty() ? "" : "," + more) + "}");
  }

  std::string make(const std::string& queue, const std::string& attributes = "") {
    return call("CreateQueue",
                R"({"QueueName":")" + queue + R"(","Attributes":{)" + attributes + "}}");
  }

  std::string send(const std::string& queue, const std::string& body,
                   const std::string& more = "") {
    return on(queue, "SendMessage",
              R"("MessageBody":")" + body + "\"" + (more.empty() ? "" : "," + more));
  }
  std::string send_to_group(const std::string& queue, const std::string& body,
                            const std::string& group) {
    return send(queue, body,
                R"("MessageGroupId":")" + group + R"(","MessageDeduplicationId":")" + body + "\"");
  }

  /// The bodies of what is received, in order: "a b"; what was refused as it is.
  std::string receive(const std::string& queue, const std::string& more = "") {
    return bodies(on(queue, "ReceiveMessage",
                     R"("MaxNumberOfMessages":10)" + (more.empty() ? "" : "," + more)));
  }

  /// Notes the newest receipt handle of each.
  std::string bodies(const std::string& reply) {
    const auto parsed = parse_json(reply);
    if (!parsed.has_value()) return reply;
    const json::value* messages = parsed->get_object().if_contains("Messages");
    std::string text;
    if (messages == nullptr) return text;
    for (const json::value& each : messages->get_array()) {
      const json::object& message = each.get_object();
      handle = string_at(message, "ReceiptHandle");
      text += (text.empty() ? "" : " ") + std::string{string_at(message, "Body")};
    }
    return text;
  }
  std::string handle;  ///< Of the last message that was received.

  std::string erase(const std::string& queue, const std::string& receipt_handle) {
    return on(queue, "DeleteMessage", R"("ReceiptHandle":")" + receipt_handle + "\"");
  }
  std::string hold(const std::string& queue, int seconds) {
    return on(
        queue, "ChangeMessageVisibility",
        R"("ReceiptHandle":")" + handle + R"(","VisibilityTimeout":)" + std::to_string(seconds));
  }

  std::string attribute(const std::string& queue, const std::string& name) {
    const std::string told =
        on(queue, "GetQueueAttributes", R"("AttributeNames":[")" + name + R"("])");
    const auto parsed = parse_json(told);
    if (!parsed.has_value()) return told;
    const json::value* all = parsed->get_object().if_contains("Attributes");
    return all == nullptr ? "" : std::string{string_at(all->get_object(), name)};
  }

  /// A queue whose dead letters go to "dead" after `receives`.
  void make_with_dead_letters(int receives, const std::string& suffix = "") {
    const std::string fifo = suffix.empty() ? "" : R"("FifoQueue":"true")";
    make("dead" + suffix, fifo);
    make("queue" + suffix, fifo + (suffix.empty() ? "" : ",") + redrive("dead" + suffix, receives));
  }
  static std::string redrive(const std::string& target, int receives) {
    return R"("RedrivePolicy":"{\"deadLetterTargetArn\":\")" + arn + target +
           R"(\",\"maxReceiveCount\":)" + std::to_string(receives) + R"(}")";
  }
};

}  // namespace spotdrill::sqs
