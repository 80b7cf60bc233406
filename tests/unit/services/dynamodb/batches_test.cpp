// Batches and transactions.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "services/dynamodb/fixture.hpp"

namespace spotdrill::dynamodb {
namespace {

struct Batches : testing::Test, Fixture {
  Batches() { make_table(); }

  std::string transact(const std::string& items, const std::string& more = "") {
    return call("TransactWriteItems", R"({"TransactItems":[)" + items + "]" + more + "}");
  }
  std::string value(const std::string& key) {
    return get(R"({"h":{"S":")" + key + R"("}})", R"(,"ProjectionExpression":"v")");
  }
};

std::string put_of(const std::string& key, const std::string& value, const std::string& more = "") {
  return R"({"Put":{"TableName":"tab","Item":{"h":{"S":")" + key + R"("},"v":{"N":")" + value +
         R"("}})" + more + "}}";
}

TEST_F(Batches, PutsAndDeletesAndGetsMany) {
  EXPECT_EQ(call("BatchWriteItem",
                 R"({"RequestItems":{"tab":[{"PutRequest":{"Item":{"h":{"S":"a"},"v":{"N":"1"}}}},)"
                 R"({"PutRequest":{"Item":{"h":{"S":"b"},"v":{"N":"2"}}}}]}})"),
            R"({"UnprocessedItems":{}})");
  EXPECT_EQ(
      call("BatchWriteItem", R"({"RequestItems":{"tab":[{"PutRequest":{"Item":{"h":{"S":"a"}}}},)"
                             R"({"DeleteRequest":{"Key":{"h":{"S":"a"}}}}]}})"),
      "ValidationException: Provided list of item keys contains duplicates");
  EXPECT_EQ(call("BatchGetItem",
                 R"({"RequestItems":{"tab":{"Keys":[{"h":{"S":"b"}},{"h":{"S":"none"}},)"
                 R"({"h":{"S":"a"}}],"ProjectionExpression":"#v","ExpressionAttributeNames":)"
                 R"({"#v":"v"}}},"ReturnConsumedCapacity":"TOTAL"})"),
            R"({"Responses":{"tab":[{"v":{"N":"2"}},{"v":{"N":"1"}}]},"UnprocessedKeys":{},)"
            R"("ConsumedCapacity":[{"TableName":"tab","CapacityUnits":1.5}]})");
  EXPECT_EQ(call("BatchWriteItem",
                 R"({"RequestItems":{"tab":[{"DeleteRequest":{"Key":{"h":{"S":"a"}}}}]}})"),
            R"({"UnprocessedItems":{}})");
  EXPECT_EQ(value("a"), "{}");
  EXPECT_EQ(call("BatchGetItem",
                 R"({"RequestItems":{"tab":{"Keys":[{"h":{"S":"b"}},{"h":{"S":"b"}}]}}})"),
            "ValidationException: Provided list of item keys contains duplicates");
}

TEST_F(Batches, WhatIsTooMuchForOneReplyIsLeftForTheNext) {
  const std::string large(390 * 1024, 'x');
  std::string keys;
  for (int i = 0; i < 50; ++i) {
    put(fmt::format(R"({{"h":{{"S":"k{}"}},"x":{{"S":"{}"}}}})", i, large));
    keys += fmt::format(R"({}{{"h":{{"S":"k{}"}}}})", i == 0 ? "" : ",", i);
  }
  const auto told =
      parse_json(call("BatchGetItem", R"({"RequestItems":{"tab":{"Keys":[)" + keys + R"(]}}})"));
  const auto& reply = told->as_object();
  EXPECT_EQ(reply.at("Responses").at("tab").as_array().size(), 42U);
  EXPECT_EQ(reply.at("UnprocessedKeys").at("tab").at("Keys").as_array().size(), 8U);
}

TEST_F(Batches, ATransactionDoesAllOrNothingAndSaysWhy) {
  EXPECT_EQ(transact(put_of("a", "1") + "," + put_of("b", "2")), "{}");
  const std::string check =
      R"({"ConditionCheck":{"TableName":"tab","Key":{"h":{"S":"b"}},"ConditionExpression":)"
      R"("v = :v","ExpressionAttributeValues":{":v":{"N":"9"}},)"
      R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}})";
  EXPECT_EQ(transact(put_of("a", "5") + "," + check),
            "TransactionCanceledException: Transaction cancelled, please refer cancellation "
            "reasons for specific reasons [None, ConditionalCheckFailed]");
  EXPECT_EQ(
      error,
      R"({"__type":"TransactionCanceledException","Message":"Transaction cancelled, please )"
      R"(refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",)"
      R"("CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed",)"
      R"("Message":"The conditional request failed","Item":{"h":{"S":"b"},"v":{"N":"2"}}}]})");
  EXPECT_EQ(value("a"), R"({"Item":{"v":{"N":"1"}}})");
  const std::string add =
      R"({"Update":{"TableName":"tab","Key":{"h":{"S":"a"}},"UpdateExpression":"ADD v :v",)"
      R"("ExpressionAttributeValues":{":v":{"N":"10"}}}})";
  const std::string erase = R"({"Delete":{"TableName":"tab","Key":{"h":{"S":"b"}}}})";
  EXPECT_EQ(transact(add + "," + erase, R"(,"ReturnConsumedCapacity":"TOTAL")"),
            R"({"ConsumedCapacity":[{"TableName":"tab","CapacityUnits":4.0,)"
            R"("WriteCapacityUnits":4.0}]})");
  EXPECT_EQ(value("a"), R"({"Item":{"v":{"N":"11"}}})");
  EXPECT_EQ(value("b"), "{}");
  EXPECT_EQ(transact(add + "," + put_of("a", "1")),
            "ValidationException: Transaction request cannot include multiple operations on one "
            "item");
  EXPECT_EQ(transact(R"({"Put":{"TableName":"tab","Item":{"v":{"N":"1"}}}})").substr(0, 28),
            "TransactionCanceledException");
  EXPECT_EQ(transact("{}"),
            "ValidationException: TransactItems can only contain one of Check, Put, Update or "
            "Delete");
}

TEST_F(Batches, ATokenIsGoodForOneTransactionForTenMinutes) {
  const std::string add =
      R"({"Update":{"TableName":"tab","Key":{"h":{"S":"a"}},"UpdateExpression":"ADD v :v",)"
      R"("ExpressionAttributeValues":{":v":{"N":"1"}}}})";
  const std::string token = R"(,"ClientRequestToken":"t")";
  EXPECT_EQ(transact(add, token), "{}");
  restart();
  EXPECT_EQ(transact(add, token), "{}");
  EXPECT_EQ(value("a"), R"({"Item":{"v":{"N":"1"}}})");
  EXPECT_EQ(transact(put_of("b", "1"), token).substr(0, 36),
            "IdempotentParameterMismatchException");
  time.run_for(10min);
  EXPECT_EQ(transact(add, token), "{}");
  EXPECT_EQ(value("a"), R"({"Item":{"v":{"N":"2"}}})");
}

// Goal: tokens do not gather, however often they come and however often the server starts.
// Method: one a minute for an hour; what is in the store.
TEST_F(Batches, TokensAreForgottenUnderSteadyUseAndAfterARestart) {
  const auto kept = [&] {
    store.commit();
    return store.load("dynamodb.tokens", "us-east-1").size();
  };
  const auto use = [&](int number) {
    EXPECT_EQ(transact(put_of("a", "1"), fmt::format(R"(,"ClientRequestToken":"t{}")", number)),
              "{}");
  };
  for (int minute = 0; minute < 60; ++minute) {
    use(minute);
    time.run_for(1min);
    EXPECT_LE(kept(), 20U) << minute;
  }
  restart();
  EXPECT_GT(kept(), 0U);
  time.run_for(10min);
  EXPECT_EQ(kept(), 0U);
  use(60);
  store.commit();
  regions.clear();
  time.run_for(10min);
  regions.at("us-east-1");
  EXPECT_EQ(kept(), 0U);
}

TEST_F(Batches, ATransactionGetsItemsInTheOrderAsked) {
  put(R"({"h":{"S":"a"},"v":{"N":"1"}})");
  EXPECT_EQ(call("TransactGetItems",
                 R"({"TransactItems":[{"Get":{"TableName":"tab","Key":{"h":{"S":"none"}}}},)"
                 R"({"Get":{"TableName":"tab","Key":{"h":{"S":"a"}},"ProjectionExpression":"v"}}],)"
                 R"("ReturnConsumedCapacity":"TOTAL"})"),
            R"({"ConsumedCapacity":[{"TableName":"tab","CapacityUnits":4.0,)"
            R"("ReadCapacityUnits":4.0}],"Responses":[{},{"Item":{"v":{"N":"1"}}}]})");
}

}  // namespace
}  // namespace spotdrill::dynamodb
