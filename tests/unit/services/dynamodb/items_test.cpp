// Items by their keys: what is put is got, on conditions, with what was there before, and after a
// kill.
#include <gtest/gtest.h>

#include "services/dynamodb/fixture.hpp"

namespace spotdrill::dynamodb {
namespace {

constexpr const char* failed = "ConditionalCheckFailedException: The conditional request failed";

struct ItemOperations : testing::Test, Fixture {
  ItemOperations() { make_table(); }
};

TEST_F(ItemOperations, WhatIsPutIsGotAndIsStillThereAfterAKill) {
  const std::string item =
      R"({"b":{"B":"AAEC"},"bo":{"BOOL":false},"bs":{"BS":["AA=="]},"h":{"S":"a"},)"
      R"("l":{"L":[{"L":[]},{"S":""}]},"m":{"M":{"e":{"M":{}}}},"n":{"N":"12.5"},)"
      R"("ns":{"NS":["1","2"]},"nu":{"NULL":true},"ss":{"SS":["x","\u0000"]}})";
  EXPECT_EQ(put(item), "{}");
  EXPECT_EQ(get(R"({"h":{"S":"a"}})"), R"({"Item":)" + item + "}");
  EXPECT_EQ(get(R"({"h":{"S":"b"}})"), "{}");
  restart();
  EXPECT_EQ(get(R"({"h":{"S":"a"}})"), R"({"Item":)" + item + "}");
  EXPECT_EQ(get(R"({"h":{"S":"a"}})", R"(,"ProjectionExpression":"m.e, l[1], nothing")"),
            R"({"Item":{"l":{"L":[{"S":""}]},"m":{"M":{"e":{"M":{}}}}}})");
  EXPECT_EQ(get(R"({"h":{"S":"a"}})", R"(,"ProjectionExpression":"nothing")"), R"({"Item":{}})");
  EXPECT_EQ(get(R"({"h":{"S":"a"}})", R"(,"AttributesToGet":["n","nothing"])"),
            R"({"Item":{"n":{"N":"12.5"}}})");
  EXPECT_EQ(
      call("DeleteItem",
           R"({"TableName":"tab","Key":{"h":{"S":"a"}},"ReturnValues":"ALL_OLD",)"
           R"("ConditionExpression":"n > :n","ExpressionAttributeValues":{":n":{"N":"12"}}})"),
      R"({"Attributes":)" + item + "}");
  restart();
  EXPECT_EQ(get(R"({"h":{"S":"a"}})"), "{}");
}

TEST_F(ItemOperations, KeysMustBeTheTables) {
  constexpr const char* schema =
      "ValidationException: The provided key element does not match the schema";
  EXPECT_EQ(get("{}"), schema);
  EXPECT_EQ(get(R"({"h":{"N":"1"}})"), schema);
  EXPECT_EQ(get(R"({"h":{"S":"a"},"x":{"S":"a"}})"), schema);
  EXPECT_EQ(put(R"({"x":{"S":"a"}})"),
            "ValidationException: One or more parameter values were invalid: Missing the key h in "
            "the item");
  EXPECT_EQ(put(R"({"h":{"N":"1"}})"),
            "ValidationException: One or more parameter values were invalid: Type mismatch for key "
            "h expected: S actual: N");
  EXPECT_EQ(put(R"({"h":{"S":""}})"),
            "ValidationException: One or more parameter values are not valid. The AttributeValue "
            "for a key attribute cannot contain an empty string value. Key: h");
  EXPECT_EQ(get(R"({"h":{"S":")" + std::string(2049, 'k') + R"("}})"),
            "ValidationException: One or more parameter values were invalid: Size of hashkey has "
            "exceeded the maximum size limit of2048 bytes");
  EXPECT_EQ(call("GetItem", R"({"TableName":"none","Key":{"h":{"S":"a"}}})"),
            "ResourceNotFoundException: Requested resource not found");
  EXPECT_EQ(
      call(
          "GetItem",
          R"({"TableName":"arn:aws:dynamodb:us-east-1:123456789012:table/tab","Key":{"h":{"S":"a"}}})"),
      "{}");
  EXPECT_EQ(call("GetItem", R"({"TableName":"bad table!","Key":{"h":{"S":"a"}}})"),
            "ValidationException: 1 validation error detected: Value 'bad table!' at 'tableName' "
            "failed to satisfy constraint: Member must satisfy regular expression pattern: "
            "[a-zA-Z0-9_.-]+");
}

TEST_F(ItemOperations, ValuesAreRefusedInAwsWords) {
  const auto refusal = [&](const std::string& value) {
    const std::string told = put(R"({"h":{"S":"a"},"x":)" + value + "}");
    return told.substr(told.find(": ") + 2);
  };
  const std::string invalid = "One or more parameter values were invalid: ";
  EXPECT_EQ(refusal("{}"),
            "Supplied AttributeValue is empty, must contain exactly one of the supported "
            "datatypes");
  EXPECT_EQ(refusal(R"({"S":"a","N":"1"})"),
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of "
            "the supported datatypes");
  EXPECT_EQ(refusal(R"({"SS":[]})"), invalid + "An string set  may not be empty");
  EXPECT_EQ(refusal(R"({"NS":[]})"), invalid + "An number set  may not be empty");
  EXPECT_EQ(refusal(R"({"BS":[]})"), invalid + "Binary sets should not be empty");
  EXPECT_EQ(refusal(R"({"SS":["a","a"]})"),
            invalid + "Input collection [a, a] contains duplicates.");
  EXPECT_EQ(refusal(R"({"NS":["1","1.0"]})"), "Input collection contains duplicates");
  EXPECT_EQ(refusal(R"({"BS":["AA==","AA=="]})"),
            invalid + "Input collection [AA==, AA==]of type BS contains duplicates.");
  EXPECT_EQ(refusal(R"({"N":"abc"})"), "The parameter cannot be converted to a numeric value: abc");
  EXPECT_EQ(refusal(R"({"M":{"x":{"N":"1E200"}}})"),
            "Number overflow. Attempting to store a number with magnitude larger than supported "
            "range");
  EXPECT_EQ(refusal(R"({"S":")" + std::string(400 * 1024, 'x') + R"("})"),
            "Item size has exceeded the maximum allowed size");
  std::string deep = R"({"S":"x"})";
  for (int i = 0; i < 32; ++i) deep = R"({"L":[)" + deep + "]}";
  EXPECT_EQ(put(R"({"h":{"S":"deep"},"x":)" + deep + "}"), "{}");
  EXPECT_EQ(refusal(R"({"L":[)" + deep + "]}"),
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested "
            "levels beyond supported limit");
}

TEST_F(ItemOperations, ConditionsDecideAndCanShowTheItem) {
  EXPECT_EQ(put(R"({"h":{"S":"a"},"n":{"N":"1"}})",
                R"-(,"ConditionExpression":"attribute_not_exists(h)")-"),
            "{}");
  EXPECT_EQ(put(R"({"h":{"S":"a"},"n":{"N":"2"}})",
                R"-(,"ConditionExpression":"attribute_not_exists(h)")-"),
            failed);
  EXPECT_EQ(error,
            R"({"__type":"ConditionalCheckFailedException","message":"The conditional request )"
            R"(failed"})");
  EXPECT_EQ(put(R"({"h":{"S":"a"},"n":{"N":"2"}})",
                R"(,"ConditionExpression":"n > :v","ExpressionAttributeValues":{":v":{"N":"5"}},)"
                R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD")"),
            failed);
  EXPECT_EQ(error,
            R"({"__type":"ConditionalCheckFailedException","message":"The conditional request )"
            R"(failed","Item":{"h":{"S":"a"},"n":{"N":"1"}}})");
  EXPECT_EQ(put(R"({"h":{"S":"a"}})", R"(,"ReturnValues":"ALL_OLD")"),
            R"({"Attributes":{"h":{"S":"a"},"n":{"N":"1"}}})");
  EXPECT_EQ(put(R"({"h":{"S":"a"}})", R"(,"ReturnValues":"ALL_NEW")"),
            "ValidationException: ReturnValues can only be ALL_OLD or NONE");
}

TEST_F(ItemOperations, UpdatesReturnWhatIsAskedFor) {
  const auto returning = [&](const std::string& what) {
    return update("SET n = if_not_exists(n, :z) + :one, m = :m",
                  R"({":one":{"N":"1"},)"
                  R"(":z":{"N":"0"},":m":{"M":{"x":{"N":"7"}}}})",
                  R"(,"ReturnValues":")" + what + "\"");
  };
  EXPECT_EQ(returning("UPDATED_NEW"),
            R"({"Attributes":{"m":{"M":{"x":{"N":"7"}}},"n":{"N":"1"}}})");
  EXPECT_EQ(returning("UPDATED_OLD"),
            R"({"Attributes":{"m":{"M":{"x":{"N":"7"}}},"n":{"N":"1"}}})");
  EXPECT_EQ(returning("ALL_OLD"),
            R"({"Attributes":{"h":{"S":"a"},"m":{"M":{"x":{"N":"7"}}},"n":{"N":"2"}}})");
  EXPECT_EQ(returning("ALL_NEW"),
            R"({"Attributes":{"h":{"S":"a"},"m":{"M":{"x":{"N":"7"}}},"n":{"N":"4"}}})");
  EXPECT_EQ(returning("NONE"), "{}");
  EXPECT_EQ(update("SET m.x = :v", R"({":v":{"N":"8"}})", R"(,"ReturnValues":"UPDATED_NEW")"),
            R"({"Attributes":{"m":{"M":{"x":{"N":"8"}}}}})");
  EXPECT_EQ(update("REMOVE m", "", R"(,"ReturnValues":"UPDATED_NEW")"), "{}");
  EXPECT_EQ(update("SET h = :v", R"({":v":{"S":"b"}})"),
            "ValidationException: One or more parameter values were invalid: Cannot update "
            "attribute h. This attribute is part of the key");
  EXPECT_EQ(update("SET a = b"),
            "ValidationException: The provided expression refers to an attribute that does not "
            "exist in the item");
  EXPECT_EQ(call("UpdateItem", R"({"TableName":"tab","Key":{"h":{"S":"bare"}}})"), "{}");
  EXPECT_EQ(get(R"({"h":{"S":"bare"}})"), R"({"Item":{"h":{"S":"bare"}}})");
}

TEST_F(ItemOperations, ExpressionsAndWhatTheyShareMustGoTogether) {
  EXPECT_EQ(update("SET a = :v", R"({":v":{"N":"1"},":w":{"N":"2"}})"),
            "ValidationException: Value provided in ExpressionAttributeValues unused in "
            "expressions: keys: {:w}");
  EXPECT_EQ(update("SET a = :v", R"({":v":{"N":"x"}})"),
            "ValidationException: ExpressionAttributeValues contains invalid value: The parameter "
            "cannot be converted to a numeric value: x for key :v");
  EXPECT_EQ(update("SET a = :v", "{}"),
            "ValidationException: ExpressionAttributeValues must not be empty");
  EXPECT_EQ(update("SET a = :v", R"({"v":{"N":"1"}})"),
            "ValidationException: ExpressionAttributeValues contains invalid key: Syntax error; "
            "key: \"v\"");
  EXPECT_EQ(put(R"({"h":{"S":"a"}})", R"(,"ExpressionAttributeValues":{":v":{"N":"1"}})"),
            "ValidationException: ExpressionAttributeValues can only be specified when using "
            "expressions: ConditionExpression is null");
  EXPECT_EQ(
      put(R"({"h":{"S":"a"}})", R"(,"ExpressionAttributeNames":{"#n":"n"})"),
      "ValidationException: ExpressionAttributeNames can only be specified when using expressions");
  EXPECT_EQ(
      put(R"({"h":{"S":"a"}})", R"-(,"ConditionExpression":"attribute_exists(h)","Expected":{})-"),
      "ValidationException: Can not use both expression and non-expression parameters in "
      "the same request: Non-expression parameters: {Expected} Expression parameters: "
      "{ConditionExpression}");
  EXPECT_EQ(update("SET"),
            "ValidationException: Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: "
            "\"SET\"");
}

TEST_F(ItemOperations, LegacyParametersDoTheSame) {
  const auto expecting = [&](const std::string& expected, const std::string& more = "") {
    return put(R"({"h":{"S":"a"},"n":{"N":"5"},"s":{"S":"text"}})",
               R"(,"Expected":)" + expected + more);
  };
  EXPECT_EQ(expecting(R"({"h":{"Exists":false}})"), "{}");
  EXPECT_EQ(expecting(R"({"h":{"Exists":false}})"), failed);
  EXPECT_EQ(expecting(R"({"n":{"Value":{"N":"5"}}})"), "{}");
  for (const char* good :
       {R"({"n":{"ComparisonOperator":"GT","AttributeValueList":[{"N":"4"}]}})",
        R"({"n":{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"N":"4"},{"N":"5"}]}})",
        R"({"n":{"ComparisonOperator":"IN","AttributeValueList":[{"N":"4"},{"N":"5"}]}})",
        R"({"s":{"ComparisonOperator":"BEGINS_WITH","AttributeValueList":[{"S":"te"}]}})",
        R"({"s":{"ComparisonOperator":"NOT_CONTAINS","AttributeValueList":[{"S":"z"}]}})",
        R"({"s":{"ComparisonOperator":"NOT_NULL"},"q":{"ComparisonOperator":"NULL"}})"}) {
    EXPECT_EQ(expecting(good), "{}") << good;
  }
  const std::string one_of_two = R"({"n":{"Value":{"N":"6"}},"s":{"Value":{"S":"text"}}})";
  EXPECT_EQ(expecting(one_of_two), failed);
  EXPECT_EQ(expecting(one_of_two, R"(,"ConditionalOperator":"OR")"), "{}");
  EXPECT_EQ(expecting(R"({"n":{"ComparisonOperator":"EQ"}})"),
            "ValidationException: One or more parameter values were invalid: Value or "
            "AttributeValueList must be used with ComparisonOperator: EQ for Attribute: n");

  const auto updating = [&](const std::string& updates) {
    return call("UpdateItem", R"({"TableName":"tab","Key":{"h":{"S":"a"}},"AttributeUpdates":)" +
                                  updates + R"(,"ReturnValues":"ALL_NEW"})");
  };
  EXPECT_EQ(updating(R"({"n":{"Action":"ADD","Value":{"N":"2"}},"s":{"Action":"DELETE"},)"
                     R"("l":{"Value":{"L":[]}},"st":{"Action":"ADD","Value":{"SS":["x"]}}})"),
            R"({"Attributes":{"h":{"S":"a"},"l":{"L":[]},"n":{"N":"7"},"st":{"SS":["x"]}}})");
  EXPECT_EQ(updating(R"({"l":{"Action":"ADD","Value":{"L":[{"N":"1"}]}},)"
                     R"("st":{"Action":"DELETE","Value":{"SS":["x"]}}})"),
            R"({"Attributes":{"h":{"S":"a"},"l":{"L":[{"N":"1"}]},"n":{"N":"7"}}})");
  EXPECT_EQ(updating(R"({"l":{"Action":"ADD","Value":{"N":"1"}}})"),
            "ValidationException: Type mismatch for attribute to update");
  EXPECT_EQ(updating(R"({"n":{"Action":"ADD","Value":{"S":"1"}}})"),
            "ValidationException: One or more parameter values were invalid: ADD action is not "
            "supported for the type S");
}

TEST_F(ItemOperations, ConsumedCapacityIsCountedAsAwsCountsIt) {
  const std::string large(5000, 'x');
  EXPECT_EQ(put(R"({"h":{"S":"a"},"x":{"S":")" + large + R"("}})",
                R"(,"ReturnConsumedCapacity":"TOTAL")"),
            R"({"ConsumedCapacity":{"TableName":"tab","CapacityUnits":5.0}})");
  EXPECT_EQ(get(R"({"h":{"S":"a"}})",
                R"(,"ProjectionExpression":"h","ReturnConsumedCapacity":"INDEXES")"),
            R"({"Item":{"h":{"S":"a"}},"ConsumedCapacity":{"TableName":"tab","CapacityUnits":1.0,)"
            R"("Table":{"CapacityUnits":1.0}}})");
  EXPECT_EQ(
      get(R"({"h":{"S":"none"}})", R"(,"ConsistentRead":true,"ReturnConsumedCapacity":"TOTAL")"),
      R"({"ConsumedCapacity":{"TableName":"tab","CapacityUnits":1.0}})");
}

}  // namespace
}  // namespace spotdrill::dynamodb
