// CloudWatch Logs in virtual time, spoken to in its JSON.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "protocol/codec.hpp"
#include "services/logs/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::logs {

struct Fixture {
  static constexpr Timestamp start = 1'800'000'000'000;  // 2027-01-15T08:00:00Z.

  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  std::vector<std::string> published;  ///< "T+5s namespace/name{dimensions}unit=value".
  wire::Regional<Logs> regions{[this](const std::string& region) {
    return std::make_unique<Logs>(world, Place{.account = "123456789012", .region = region},
                                  [this](const MetricValue& value) { note(value); });
  }};
  wire::Service service = logs::service(regions);
  wire::Context context{.account = "123456789012", .region = "us-east-1"};

  static inline const std::string arn = "arn:aws:logs:us-east-1:123456789012:log-group:";

  /// As kill -9 and a new start after the last commit.
  void restart() {
    store.commit();
    regions.clear();
    regions.at("us-east-1");
  }

  void note(const MetricValue& value) {
    std::string dimensions;
    for (const auto& [name, text] : value.dimensions) dimensions += name + ":" + text + " ";
    published.push_back(fmt::format(
        "T+{}s {}/{}{{{}}}{}={}", (millis_since_epoch(value.at) - start) / 1000,
        value.metric_namespace, value.name, dimensions, value.unit.value_or(""), value.value));
  }
  std::vector<std::string> take_published() { return std::exchange(published, {}); }

  /// The reply: JSON, or "Code: message".
  std::string call(std::string_view operation, std::string body) {
    const protocol::Codec& codec = protocol::codec(shape::Protocol::Json11);
    const shape::OperationModel& model = *shape::find_operation(*service.model, operation);
    protocol::HttpRequest request;
    request.body = std::move(body);
    std::string told = "(nothing yet)";
    auto input = codec.read_request(*service.model, model, request);
    const auto reply = [&](wire::Outcome outcome) {
      told = outcome.has_value() ? codec.write_reply({*service.model, &model, "RID"}, *outcome).body
                                 : outcome.error().code + ": " + outcome.error().message;
    };
    if (!input.has_value()) {
      reply(refuse(input.error()));
    } else {
      wire::find_operation(service, operation)
          ->invoke(&regions.at("us-east-1"), context, input->data(), reply);
    }
    return told;
  }

  json::object object(std::string_view operation, std::string body) {
    const std::string told = call(operation, std::move(body));
    const auto parsed = parse_json(told);
    EXPECT_TRUE(parsed.has_value() && parsed->is_object()) << told;
    return parsed.has_value() && parsed->is_object() ? parsed->get_object() : json::object{};
  }

  void make_group(const std::string& name) {
    EXPECT_EQ(call("CreateLogGroup", fmt::format(R"({{"logGroupName":"{}"}})", name)), "{}");
  }
  void make_stream(const std::string& group, const std::string& name) {
    EXPECT_EQ(call("CreateLogStream",
                   fmt::format(R"({{"logGroupName":"{}","logStreamName":"{}"}})", group, name)),
              "{}");
  }

  /// `events`: messages, a second of time apart from `begin` on.
  std::string put(const std::string& group, const std::string& stream,
                  const std::vector<std::string>& messages, Timestamp begin = start) {
    json::array events;
    for (const std::string& message : messages) {
      events.push_back(json::object{{"timestamp", begin}, {"message", message}});
      begin += 1000;
    }
    return put_array(group, stream, std::move(events));
  }
  std::string put_array(const std::string& group, const std::string& stream, json::array events) {
    json::object request{
        {"logGroupName", group}, {"logStreamName", stream}, {"logEvents", std::move(events)}};
    return call("PutLogEvents", to_text(request));
  }

  /// The messages of what GetLogEvents or FilterLogEvents gives, in order: "a b"; what was refused
  /// as it is. Notes the tokens.
  std::string read(std::string_view operation, const std::string& body) {
    const std::string told = call(operation, body);
    const auto parsed = parse_json(told);
    if (!parsed.has_value() || !parsed->is_object()) return told;
    const json::object& reply = parsed->get_object();
    forward = string_at(reply, "nextForwardToken");
    backward = string_at(reply, "nextBackwardToken");
    next = string_at(reply, "nextToken");
    std::string text;
    for (const json::value& event : reply.at("events").get_array()) {
      text += (text.empty() ? "" : " ") + std::string{string_at(event.get_object(), "message")};
    }
    return text;
  }
  std::string get(const std::string& more = "") {
    return read("GetLogEvents", R"({"logGroupName":"g","logStreamName":"s")" +
                                    (more.empty() ? "" : "," + more) + "}");
  }
  std::string filter(const std::string& more = "") {
    return read("FilterLogEvents",
                R"({"logGroupName":"g")" + (more.empty() ? "" : "," + more) + "}");
  }
  std::string forward;
  std::string backward;
  std::string next;
};

inline std::string json_text(const std::string& text) {
  return to_text(json::value(text));
}

}  // namespace spotdrill::logs
