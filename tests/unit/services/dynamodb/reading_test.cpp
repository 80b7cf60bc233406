// Query and Scan: in order, page by page, over tables and indexes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "services/dynamodb/fixture.hpp"

namespace spotdrill::dynamodb {
namespace {

constexpr const char* indexes =
    R"(,"LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"h","KeyType":)"
    R"("HASH"},{"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE",)"
    R"("NonKeyAttributes":["x"]}}],"GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[)"
    R"({"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}])";

struct Reads : testing::Test, Fixture {
  Reads() {
    made = call("CreateTable",
                std::string{R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST",)"
                            R"("AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},)"
                            R"({"AttributeName":"r","AttributeType":"N"},)"
                            R"({"AttributeName":"l","AttributeType":"S"},)"
                            R"({"AttributeName":"g","AttributeType":"S"}],)"
                            R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"},)"
                            R"({"AttributeName":"r","KeyType":"RANGE"}])"} +
                    indexes + "}");
    time.run_for(1s);
    // The l's run against the r's; every third item has a g.
    for (int i = -5; i <= 5; ++i) {
      put(fmt::format(R"({{"h":{{"S":"p"}},"r":{{"N":"{}"}},"l":{{"S":"l{}"}},"x":{{"N":"{}"}},)"
                      R"("y":{{"S":"y"}}{}}})",
                      i, 5 - i, i * i, i % 3 == 0 ? R"(,"g":{"S":"three"})" : ""));
    }
    put(R"({"h":{"S":"other"},"r":{"N":"0"}})");
  }

  /// The r's of a reply's items, with "…" when there is a LastEvaluatedKey.
  std::string sort_keys(const std::string& told) {
    const auto parsed = parse_json(told);
    if (!parsed.has_value() || !parsed->as_object().contains("Items")) return told;
    std::string text;
    for (const auto& each : parsed->as_object().at("Items").as_array()) {
      text += std::string{each.at("r").at("N").as_string()} + " ";
    }
    const json::value* last = parsed->as_object().if_contains("LastEvaluatedKey");
    next = last == nullptr ? "" : to_text(*last);
    return text + (last == nullptr ? "" : "…");
  }
  std::string next;

  std::string query(const std::string& condition, const std::string& values = "",
                    const std::string& more = "") {
    return sort_keys(call("Query", R"({"TableName":"tab","KeyConditionExpression":")" + condition +
                                       R"(","ExpressionAttributeValues":{":p":{"S":"p"})" + values +
                                       "}" + more + "}"));
  }
};

TEST_F(Reads, SortKeyConditionsTakeTheirStretchInOrder) {
  EXPECT_EQ(query("h = :p"), "-5 -4 -3 -2 -1 0 1 2 3 4 5 ");
  EXPECT_EQ(query("h = :p", "", R"(,"ScanIndexForward":false)"), "5 4 3 2 1 0 -1 -2 -3 -4 -5 ");
  const std::string two = R"(,":two":{"N":"2"})";
  EXPECT_EQ(query("h = :p AND r = :two", two), "2 ");
  EXPECT_EQ(query("h = :p AND r < :two", R"(,":two":{"N":"-3"})"), "-5 -4 ");
  EXPECT_EQ(query("h = :p AND r <= :two", R"(,":two":{"N":"-3"})"), "-5 -4 -3 ");
  EXPECT_EQ(query("h = :p AND r > :two", two), "3 4 5 ");
  EXPECT_EQ(query("h = :p AND r >= :two", two), "2 3 4 5 ");
  EXPECT_EQ(query("h = :p AND r BETWEEN :a AND :b", R"(,":a":{"N":"-1.5"},":b":{"N":"1"})"),
            "-1 0 1 ");
  EXPECT_EQ(query("h = :q", "").substr(0, 19), "ValidationException");
  EXPECT_EQ(query("r = :two AND h = :p AND r = :two", two),
            "ValidationException: KeyConditionExpressions must only contain one condition per key");
  EXPECT_EQ(query("h > :p"), "ValidationException: Query key condition not supported");
  EXPECT_EQ(query("h = :p AND r = :p"),
            "ValidationException: One or more parameter values were invalid: Condition parameter "
            "type does not match schema type");
  EXPECT_EQ(query("x = :p"), "ValidationException: Query condition missed key schema element: h");
}

TEST_F(Reads, PagesGoOnWhereTheyEnded) {
  for (const char* direction : {"true", "false"}) {
    std::string all;
    std::string start;
    for (int page = 0; page < 10; ++page) {
      const std::string told = query("h = :p", "",
                                     std::string{R"(,"Limit":4,"ScanIndexForward":)"} + direction +
                                         (start.empty() ? "" : R"(,"ExclusiveStartKey":)" + start));
      all += told + "|";
      start = next;
      if (start.empty()) break;
    }
    EXPECT_EQ(all, direction == std::string{"true"} ? "-5 -4 -3 -2 …|-1 0 1 2 …|3 4 5 |"
                                                    : "5 4 3 2 …|1 0 -1 -2 …|-3 -4 -5 |");
  }
  EXPECT_EQ(query("h = :p", "", R"(,"ExclusiveStartKey":{"h":{"S":"q"},"r":{"N":"1"}})"),
            "ValidationException: The provided starting key is outside query boundaries based on "
            "provided conditions");
  EXPECT_EQ(query("h = :p", "", R"(,"ExclusiveStartKey":{"h":{"S":"p"}})"),
            "ValidationException: The provided starting key is invalid: The provided key element "
            "does not match the schema");
}

TEST_F(Reads, FiltersAreAfterTheLimit) {
  const std::string four = R"(,":four":{"N":"4"})";
  EXPECT_EQ(query("h = :p", four, R"(,"FilterExpression":"x < :four")"), "-1 0 1 ");
  EXPECT_EQ(query("h = :p", four, R"(,"FilterExpression":"x < :four","Limit":5)"), "-1 …");
  EXPECT_EQ(
      call("Query", R"({"TableName":"tab","KeyConditionExpression":"h = :p","FilterExpression":)"
                    R"("x < :four","ExpressionAttributeValues":{":p":{"S":"p"},":four":{"N":"4"}},)"
                    R"("Select":"COUNT"})"),
      R"({"Count":3,"ScannedCount":11})");
  EXPECT_EQ(query("h = :p", four, R"(,"FilterExpression":"r < :four")"),
            "ValidationException: Filter Expression can only contain non-primary key attributes: "
            "Primary key attribute: r");
  EXPECT_EQ(sort_keys(call("Query",
                           R"({"TableName":"tab","KeyConditions":{"h":{"ComparisonOperator":"EQ",)"
                           R"("AttributeValueList":[{"S":"p"}]},"r":{"ComparisonOperator":"GE",)"
                           R"("AttributeValueList":[{"N":"2"}]}},"QueryFilter":{"x":)"
                           R"({"ComparisonOperator":"NE","AttributeValueList":[{"N":"9"}]}}})")),
            "2 4 5 ");
}

TEST_F(Reads, IndexesHaveTheirOwnOrderAndAttributes) {
  const std::string lsi = R"(,"IndexName":"lsi")";
  EXPECT_EQ(query("h = :p AND begins_with(l, :l)", R"(,":l":{"S":"l1"})", lsi), "4 -5 ");
  EXPECT_EQ(query("h = :p", "", lsi + R"(,"Limit":3)"), "5 4 -5 …");
  EXPECT_EQ(query("h = :p", "", lsi + R"(,"ExclusiveStartKey":)" + next), "3 2 1 0 -1 -2 -3 -4 ");
  const auto items = [&](const std::string& more) {
    return call("Query", R"({"TableName":"tab","KeyConditionExpression":"h = :p AND l = :l",)"
                         R"("ExpressionAttributeValues":{":p":{"S":"p"},":l":{"S":"l0"}},)"
                         R"("IndexName":"lsi")" +
                             more + "}");
  };
  EXPECT_EQ(items(""),
            R"({"Items":[{"h":{"S":"p"},"l":{"S":"l0"},"r":{"N":"5"},"x":{"N":"25"}}],"Count":1,)"
            R"("ScannedCount":1})");
  EXPECT_EQ(items(R"(,"ProjectionExpression":"y")"),
            R"({"Items":[{"y":{"S":"y"}}],"Count":1,"ScannedCount":1})");
  const std::string gsi = R"(,"IndexName":"gsi")";
  EXPECT_EQ(query("g = :p", "", gsi), "");
  EXPECT_EQ(query("g = :three", R"(,":three":{"S":"three"})", gsi).size(),
            0U + std::string{"ValidationException: Value provided in ExpressionAttributeValues "
                             "unused in expressions: "
                             "keys: {:p}"}
                     .size());
  const auto by_g = [&](const std::string& more) {
    return sort_keys(call("Query", R"({"TableName":"tab","IndexName":"gsi",)"
                                   R"("KeyConditionExpression":"g = :g",)"
                                   R"("ExpressionAttributeValues":{":g":{"S":"three"}})" +
                                       more + "}"));
  };
  EXPECT_EQ(by_g(""), "-3 0 3 ");
  EXPECT_EQ(by_g(R"(,"ConsistentRead":true)"),
            "ValidationException: Consistent reads are not supported on global secondary indexes");
  EXPECT_EQ(by_g(R"(,"ProjectionExpression":"r, x")"),
            "ValidationException: One or more parameter values were invalid: Global secondary "
            "index gsi does not project [x]");
  // An item leaves an index with its key, and enters another partition.
  call("UpdateItem", R"({"TableName":"tab","Key":{"h":{"S":"p"},"r":{"N":"0"}},)"
                     R"("UpdateExpression":"REMOVE g"})");
  EXPECT_EQ(by_g(""), "-3 3 ");
  call("DeleteItem", R"({"TableName":"tab","Key":{"h":{"S":"p"},"r":{"N":"3"}}})");
  EXPECT_EQ(by_g(""), "-3 ");
  EXPECT_EQ(put(R"({"h":{"S":"p"},"r":{"N":"9"},"g":{"N":"1"}})"),
            "ValidationException: One or more parameter values were invalid: Type mismatch for "
            "Index Key g Expected: S Actual: N IndexName: gsi");
}

// Goal: every item is in one segment, whatever their number, and pages of a segment stay in it.
TEST_F(Reads, SegmentsShareTheTable) {
  for (int i = 0; i < 200; ++i) {
    put(fmt::format(R"({{"h":{{"S":"k{}"}},"r":{{"N":"{}"}}}})", i, 1000 + i));
  }
  for (const int total : {1, 3, 7}) {
    std::multiset<std::string> seen;
    for (int segment = 0; segment < total; ++segment) {
      std::string start;
      do {
        const std::string told = sort_keys(call(
            "Scan",
            fmt::format(R"({{"TableName":"tab","Segment":{},"TotalSegments":{},"Limit":10{}}})",
                        segment, total, start.empty() ? "" : R"(,"ExclusiveStartKey":)" + start)));
        ASSERT_EQ(told.find("Exception"), std::string::npos) << told;
        std::size_t at = 0;
        while (at < told.size() && told[at] != '\xE2') {
          const std::size_t end = told.find(' ', at);
          seen.insert(told.substr(at, end - at));
          at = end + 1;
        }
        start = next;
      } while (!start.empty());
    }
    EXPECT_EQ(seen.size(), 212U) << total;
  }
  EXPECT_EQ(call("Scan", R"({"TableName":"tab","Segment":3,"TotalSegments":3})"),
            "ValidationException: The Segment parameter is zero-based and must be less than "
            "parameter TotalSegments: Segment: 3 is not less than TotalSegments: 3");
}

TEST_F(Reads, AMegabyteIsAPage) {
  const std::string large(300 * 1024, 'x');
  for (int i = 10; i < 16; ++i) {
    put(fmt::format(R"({{"h":{{"S":"big"}},"r":{{"N":"{}"}},"x":{{"S":"{}"}}}})", i, large));
  }
  const std::string request =
      R"({"TableName":"tab","KeyConditionExpression":"h = :p","ExpressionAttributeValues":)"
      R"({":p":{"S":"big"}},"ProjectionExpression":"r")";
  EXPECT_EQ(sort_keys(call("Query", request + "}")), "10 11 12 13 …");
  EXPECT_EQ(sort_keys(call("Query", request + R"(,"ExclusiveStartKey":)" + next + "}")), "14 15 ");
}

TEST_F(Reads, WhatIsSelectedMustFitTheRest) {
  const auto selecting = [&](const std::string& more) {
    const std::string told = call("Scan", R"({"TableName":"tab",)" + more + "}");
    return told.substr(told.find(": ") + 2);
  };
  EXPECT_EQ(selecting(R"("Select":"SPECIFIC_ATTRIBUTES")"),
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
            "SPECIFIC_ATTRIBUTES");
  EXPECT_EQ(selecting(R"("Select":"COUNT","ProjectionExpression":"x")"),
            "Cannot specify the ProjectionExpression when choosing to get only the Count");
  EXPECT_EQ(selecting(R"("Select":"ALL_ATTRIBUTES","IndexName":"gsi")"),
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not "
            "supported for global secondary index gsi because its projection type is not ALL");
  EXPECT_EQ(selecting(R"("ProjectionExpression":"h.x")"),
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
            "allowed: Key: h");
}

}  // namespace
}  // namespace spotdrill::dynamodb
