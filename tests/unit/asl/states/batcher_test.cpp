#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;

TestRun batched(std::string_view batcher, std::string_view input) {
  return TestRun{
      R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemsPath": "$.i",
    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
      "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}},
    "ItemBatcher": )" +
          std::string{batcher} + "}}}",
      input};
}

/// The inputs of the children.
std::vector<std::string> batches_of(std::string_view batcher, std::string_view input) {
  const TestRun run = batched(batcher, input);
  if (run.started.empty()) return {run.outcome()};
  std::vector<std::string> batches;
  for (const Payload& each : run.request().map_run->inputs) batches.push_back(*each.text());
  return batches;
}

TEST(BatcherTest, ItemsAreGroupedByNumber) {
  EXPECT_THAT(batches_of(R"({"MaxItemsPerBatch": 2})", R"({"i":[1,2,3,4,5]})"),
              ElementsAre(R"({"Items":[1,2]})", R"({"Items":[3,4]})", R"({"Items":[5]})"));
  EXPECT_THAT(batches_of(R"({"MaxItemsPerBatchPath": "$.n"})", R"({"i":[1,2,3],"n":2})"),
              ElementsAre(R"({"Items":[1,2]})", R"({"Items":[3]})"));
  EXPECT_THAT(
      batched(R"({"MaxItemsPerBatch": 2})", R"({"i":[1,2,3]})").request().map_run->item_counts,
      ElementsAre(2, 1));
  EXPECT_THAT(batches_of(R"({"MaxItemsPerBatch": 2})", R"({"i":[]})"), ElementsAre());
}

TEST(BatcherTest, BatchInputIsGivenToEach) {
  EXPECT_THAT(batches_of(R"({"MaxItemsPerBatch": 1, "BatchInput": {"k.$": "$.k"}})",
                         R"({"i":[1,2],"k":9})"),
              ElementsAre(R"({"BatchInput":{"k":9},"Items":[1]})",
                          R"({"BatchInput":{"k":9},"Items":[2]})"));
}

/// Method: every size of batch is tried.
TEST(BatcherTest, NoBatchIsLargerThanItMayBe) {
  for (int bytes = 20; bytes < 120; ++bytes) {
    std::size_t items = 0;
    for (const std::string& batch :
         batches_of(R"({"MaxInputBytesPerBatchPath": "$.b"})",
                    fmt::format(R"({{"i":["a","bb","cc","d","e","f","g"],"b":{}}})", bytes))) {
      EXPECT_LE(batch.size(), static_cast<std::size_t>(bytes)) << batch;
      items += parse_json(batch)->at("Items").get_array().size();
    }
    EXPECT_EQ(items, 7U);
  }
}

TEST(BatcherTest, AnItemThatFitsNoBatchFails) {
  EXPECT_THAT(batches_of(R"({"MaxInputBytesPerBatchPath": "$.b"})", R"({"i":["abcdef"],"b":15})"),
              ElementsAre(testing::StartsWith("Failed States.DataLimitExceeded")));
}

TEST(BatcherTest, ANumberThatIsNoneFails) {
  for (const char* value : {"0", "-1", R"("a")", R"("1 ")", "1.5"}) {
    EXPECT_THAT(batches_of(R"({"MaxItemsPerBatchPath": "$.n"})",
                           R"({"i":[1],"n":)" + std::string{value} + "}"),
                ElementsAre(testing::StartsWith("Failed States.Runtime")));
  }
}

/// Goal: what a child execution begins with can be read.
TEST(BatcherTest, AnItemThatIsDeepAlreadyFails) {
  const std::string deep = std::string(254, '[') + std::string(254, ']');
  EXPECT_THAT(batches_of(R"({"MaxItemsPerBatch": 1})", R"({"i":[)" + deep + "]}"),
              ElementsAre(testing::_));
  const std::string deeper = "[" + deep + "]";
  EXPECT_THAT(batches_of(R"({"MaxItemsPerBatch": 1, "BatchInput": {"k.$": "$.k"}})",
                         R"({"i":[1],"k":)" + deeper + "}"),
              ElementsAre(testing::HasSubstr("nests too deeply")));
}

}  // namespace
}  // namespace spotdrill::asl
