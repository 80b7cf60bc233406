// DynamoDB in virtual time, spoken to in its own JSON.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "protocol/codec.hpp"
#include "services/dynamodb/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::dynamodb {

struct Fixture {
  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};  // 2027-01-15T08:00:00Z.
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  wire::Regional<DynamoDb> regions{[this](const std::string& region) {
    return std::make_unique<DynamoDb>(world, Place{.account = "123456789012", .region = region},
                                      settle_delay);
  }};
  wire::Service service = dynamodb::service(regions);
  wire::Context context{.account = "123456789012", .region = "us-east-1"};
  Duration settle_delay{0};

  /// As kill -9 and a new start after the last commit.
  void restart() {
    store.commit();
    regions.clear();
    regions.at("us-east-1");
  }

  /// The reply's JSON, or "Code: message".
  std::string call(std::string_view operation, std::string body) {
    const protocol::Codec& codec = protocol::codec(shape::Protocol::Json10);
    const shape::OperationModel& model = *shape::find_operation(*service.model, operation);
    protocol::HttpRequest request;
    request.body = std::move(body);
    auto input = codec.read_request(*service.model, model, request);
    if (!input.has_value()) return input.error().code + ": " + input.error().message;
    std::string told;
    const auto reply = [&](wire::Outcome outcome) {
      if (!outcome.has_value()) {
        error = codec.write_error({*service.model, &model, "id"}, outcome.error()).body;
        told = outcome.error().code + ": " + outcome.error().message;
      } else {
        told = codec.write_reply({*service.model, &model, "id"}, *outcome).body;
      }
    };
    wire::find_operation(service, operation)
        ->invoke(&regions.at("us-east-1"), context, input->data(), reply);
    return told;
  }
  std::string error;  ///< The last refusal's body.

  /// Makes "t" with the hash key "h" (S) and, unless `range` is empty, a range key "r" of that
  /// type.
  void make_table(const std::string& range = "", const std::string& more = "") {
    const std::string attribute =
        range.empty() ? "" : R"(,{"AttributeName":"r","AttributeType":")" + range + R"("})";
    const std::string key = range.empty() ? "" : R"(,{"AttributeName":"r","KeyType":"RANGE"})";
    made = call("CreateTable",
                R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
                R"({"AttributeName":"h","AttributeType":"S"})" +
                    attribute + R"(],"KeySchema":[{"AttributeName":"h","KeyType":"HASH"})" + key +
                    "]" + more + "}");
    time.run_for(1s);
  }
  std::string made;

  std::string put(const std::string& item, const std::string& more = "") {
    return call("PutItem", R"({"TableName":"tab","Item":)" + item + more + "}");
  }
  std::string get(const std::string& key, const std::string& more = "") {
    return call("GetItem", R"({"TableName":"tab","Key":)" + key + more + "}");
  }
  /// Updates the item h = "a".
  std::string update(const std::string& expression, const std::string& values = "",
                     const std::string& more = "") {
    return call("UpdateItem",
                R"({"TableName":"tab","Key":{"h":{"S":"a"}},"UpdateExpression":")" + expression +
                    "\"" + (values.empty() ? "" : R"(,"ExpressionAttributeValues":)" + values) +
                    more + "}");
  }
};

}  // namespace spotdrill::dynamodb
