// Tables: made, described, changed, deleted, and what expires in them.
#include <gtest/gtest.h>

#include "services/dynamodb/fixture.hpp"

namespace spotdrill::dynamodb {
namespace {

struct TableOperations : testing::Test, Fixture {
  std::string status() {
    const std::string told = call("DescribeTable", R"({"TableName":"tab"})");
    const auto at = told.find(R"("TableStatus":")");
    return at == std::string::npos ? told : told.substr(at + 15, told.find('"', at + 15) - at - 15);
  }
  std::string create(const std::string& more) {
    return call("CreateTable", R"({"TableName":"tab",)" + more + "}");
  }
};

constexpr const char* hash_only =
    R"("AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"}],)"
    R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST")";

TEST_F(TableOperations, ATableIsCreatingThenActiveThenDeletingThenGone) {
  settle_delay = 3s;
  EXPECT_NE(create(hash_only).find(R"("TableStatus":"CREATING")"), std::string::npos);
  EXPECT_EQ(put(R"({"h":{"S":"a"}})"), "ResourceNotFoundException: Requested resource not found");
  EXPECT_EQ(call("DeleteTable", R"({"TableName":"tab"})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: Table is "
            "being created: tab");
  restart();  // A restart forgets no transition.
  time.run_for(3s);
  EXPECT_EQ(status(), "ACTIVE");
  EXPECT_EQ(create(hash_only), "ResourceInUseException: Table already exists: tab");
  put(R"({"h":{"S":"a"}})");
  EXPECT_EQ(call("ListTables", "{}"), R"({"TableNames":["tab"]})");
  EXPECT_NE(call("DeleteTable", R"({"TableName":"tab"})").find("DELETING"), std::string::npos);
  time.run_for(3s);
  EXPECT_EQ(status(),
            "ResourceNotFoundException: Requested resource not found: Table: tab not found");
  // One of the same name has none of its items, nor has the store.
  create(hash_only);
  time.run_for(3s);
  EXPECT_EQ(get(R"({"h":{"S":"a"}})"), "{}");
  restart();
  EXPECT_EQ(get(R"({"h":{"S":"a"}})"), "{}");
  EXPECT_TRUE(store.scopes("dynamodb.items").empty());
}

TEST_F(TableOperations, DescriptionsSayWhatThereIs) {
  make_table("N",
             R"(,"GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"r",)"
             R"("KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}])");
  put(R"({"h":{"S":"a"},"r":{"N":"1"},"x":{"S":"abc"}})");
  const std::string told = call("DescribeTable", R"({"TableName":"tab"})");
  for (
      const char* part :
      {R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}])",
       R"("TableStatus":"ACTIVE")", R"("ItemCount":1)", R"("TableSizeBytes":9)",
       R"("CreationDateTime":1800000000)", R"("BillingMode":"PAY_PER_REQUEST")",
       R"("TableArn":"arn:aws:dynamodb:us-east-1:123456789012:table/tab")", R"("IndexName":"gsi")",
       R"("IndexStatus":"ACTIVE")", R"("IndexSizeBytes":5)",
       R"("DeletionProtectionEnabled":false)"}) {
    EXPECT_NE(told.find(part), std::string::npos) << part << "\n" << told;
  }
}

TEST_F(TableOperations, SchemasThatAreNoneAreRefused) {
  const auto refusal = [&](const std::string& more) {
    const std::string told = create(more);
    return told.substr(told.find(": ") + 2);
  };
  const std::string definitions =
      R"("AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},)"
      R"({"AttributeName":"r","AttributeType":"S"}],)";
  const std::string on_demand = R"("BillingMode":"PAY_PER_REQUEST")";
  const std::string invalid = "One or more parameter values were invalid: ";
  EXPECT_EQ(
      refusal(definitions + R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],)" + on_demand),
      invalid +
          "Number of attributes in KeySchema does not exactly match number of "
          "attributes defined in AttributeDefinitions");
  EXPECT_EQ(
      refusal(definitions + R"("KeySchema":[{"AttributeName":"x","KeyType":"HASH"}],)" + on_demand),
      invalid +
          "Some index key attributes are not defined in AttributeDefinitions. Keys: "
          "[x], AttributeDefinitions: [h, r]");
  EXPECT_EQ(refusal(definitions + R"("KeySchema":[{"AttributeName":"h","KeyType":"RANGE"}],)" +
                    on_demand),
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  EXPECT_EQ(refusal(definitions +
                    R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"},)"
                    R"({"AttributeName":"h","KeyType":"RANGE"}],)" +
                    on_demand),
            "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  EXPECT_EQ(refusal(definitions + R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"},)"
                                  R"({"AttributeName":"r","KeyType":"RANGE"}])"),
            invalid +
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when "
                "BillingMode is PROVISIONED");
  EXPECT_EQ(create(std::string{hash_only} + R"(,"StreamSpecification":{"StreamEnabled":true})"),
            "NotImplemented: spotdrill does not have DynamoDB Streams (StreamSpecification).");
  EXPECT_EQ(call("CreateTable", R"({"TableName":"ab",)" + std::string{hash_only} + "}"),
            "ValidationException: TableName must be at least 3 characters long and at most 255 "
            "characters long");
}

TEST_F(TableOperations, UpdatesChangeBillingAndIndexes) {
  make_table();
  put(R"({"h":{"S":"a"},"g":{"S":"one"}})");
  put(R"({"h":{"S":"b"},"g":{"N":"1"}})");  // Of another type: it is not in the index.
  settle_delay = 0s;
  const std::string index =
      R"({"TableName":"tab","AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],)"
      R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"gsi","KeySchema":[)"
      R"({"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]})";
  EXPECT_NE(call("UpdateTable", index).find(R"("IndexStatus":"CREATING")"), std::string::npos);
  EXPECT_EQ(status(), "UPDATING");
  time.run_for(1s);
  EXPECT_EQ(status(), "ACTIVE");
  const std::string query =
      R"({"TableName":"tab","IndexName":"gsi","KeyConditionExpression":"g = :g",)"
      R"("ExpressionAttributeValues":{":g":{"S":"one"}},"Select":"COUNT"})";
  EXPECT_EQ(call("Query", query), R"({"Count":1,"ScannedCount":1})");
  restart();
  EXPECT_EQ(call("Query", query), R"({"Count":1,"ScannedCount":1})");
  call("UpdateTable",
       R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"gsi"}}]})");
  time.run_for(1s);
  EXPECT_EQ(call("Query", query),
            "ValidationException: The table does not have the specified index: gsi");
  EXPECT_NE(call("UpdateTable",
                 R"({"TableName":"tab","BillingMode":"PROVISIONED","ProvisionedThroughput":)"
                 R"({"ReadCapacityUnits":5,"WriteCapacityUnits":6}})")
                .find(R"("ReadCapacityUnits":5,"WriteCapacityUnits":6)"),
            std::string::npos);
  time.run_for(1s);
  call("UpdateTable", R"({"TableName":"tab","DeletionProtectionEnabled":true})");
  time.run_for(1s);
  EXPECT_EQ(call("DeleteTable", R"({"TableName":"tab"})").substr(0, 19), "ValidationException");
}

TEST_F(TableOperations, ItemsExpireByDrillTime) {
  make_table();
  put(R"({"h":{"S":"early"},"ttl":{"N":"1800000100"}})");
  EXPECT_EQ(call("UpdateTimeToLive", R"({"TableName":"tab","TimeToLiveSpecification":)"
                                     R"({"Enabled":true,"AttributeName":"ttl"}})"),
            R"({"TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ttl"}})");
  time.run_for(1s);
  EXPECT_EQ(call("DescribeTimeToLive", R"({"TableName":"tab"})"),
            R"({"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"ttl"}})");
  put(R"({"h":{"S":"later"},"ttl":{"N":"1800000200"}})");
  put(R"({"h":{"S":"text"},"ttl":{"S":"1800000050"}})");
  put(R"({"h":{"S":"old"},"ttl":{"N":"1000"}})");  // More than five years ago: it stays.
  restart();
  const auto count = [&] { return call("Scan", R"({"TableName":"tab","Select":"COUNT"})"); };
  EXPECT_EQ(count(), R"({"Count":4,"ScannedCount":4})");
  time.run_for(100s);
  EXPECT_EQ(count(), R"({"Count":3,"ScannedCount":3})");
  EXPECT_EQ(get(R"({"h":{"S":"early"}})"), "{}");
  put(R"({"h":{"S":"later"},"ttl":{"N":"1800000900"}})");  // It is put off.
  time.run_for(200s);
  EXPECT_EQ(count(), R"({"Count":3,"ScannedCount":3})");
  time.run_for(1000s);
  EXPECT_EQ(count(), R"({"Count":2,"ScannedCount":2})");
  EXPECT_EQ(call("UpdateTimeToLive", R"({"TableName":"tab","TimeToLiveSpecification":)"
                                     R"({"Enabled":true,"AttributeName":"ttl"}})"),
            "ValidationException: TimeToLive is already enabled");
}

// Goal: what expires while TTL is being disabled goes, too; what is put off then stays.
TEST_F(TableOperations, ItemsExpireUntilTtlIsDisabled) {
  make_table();
  const auto set_ttl = [&](const std::string& enabled) {
    return call("UpdateTimeToLive", R"({"TableName":"tab","TimeToLiveSpecification":{"Enabled":)" +
                                        enabled + R"(,"AttributeName":"ttl"}})");
  };
  set_ttl("true");
  time.run_for(1s);
  put(R"({"h":{"S":"early"},"ttl":{"N":"1800000005"}})");
  put(R"({"h":{"S":"off"},"ttl":{"N":"1800000005"}})");
  put(R"({"h":{"S":"later"},"ttl":{"N":"1800000900"}})");
  settle_delay = 10s;
  restart();
  set_ttl("false");
  put(R"({"h":{"S":"off"},"ttl":{"N":"1800000800"}})");
  time.run_for(5s);
  EXPECT_EQ(get(R"({"h":{"S":"early"}})"), "{}");
  EXPECT_NE(get(R"({"h":{"S":"off"}})"), "{}");
  time.run_for(1000s);
  EXPECT_EQ(call("Scan", R"({"TableName":"tab","Select":"COUNT"})"),
            R"({"Count":2,"ScannedCount":2})");
}

TEST_F(TableOperations, TagsAreKept) {
  make_table("", R"(,"Tags":[{"Key":"a","Value":"1"}])");
  const std::string arn = R"("ResourceArn":"arn:aws:dynamodb:us-east-1:123456789012:table/tab")";
  EXPECT_EQ(call("TagResource", "{" + arn + R"(,"Tags":[{"Key":"b","Value":"2"}]})"), "{}");
  EXPECT_EQ(call("UntagResource", "{" + arn + R"(,"TagKeys":["a"]})"), "{}");
  EXPECT_EQ(call("ListTagsOfResource", "{" + arn + "}"), R"({"Tags":[{"Key":"b","Value":"2"}]})");
  EXPECT_EQ(call("ListTagsOfResource",
                 R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:123456789012:table/none"})")
                .substr(0, 25),
            "ResourceNotFoundException");
}

}  // namespace
}  // namespace spotdrill::dynamodb
