#include "store/table.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "scratch.hpp"
#include "store/memory_store.hpp"
#include "store/sqlite_store.hpp"

namespace spotdrill {

struct Inner {
  std::string name;
  std::optional<int> size;
  bool operator==(const Inner&) const = default;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (name, size))

struct Sample {
  std::string id;
  Instant at;
  std::vector<Inner> parts;
  std::map<std::string, std::string> tags;
  bool operator==(const Sample&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (id, at, parts, tags))

namespace {

Sample sample() {
  return {"i-1", Instant{5s}, {{"a", 3}, {"b", {}}}, {{"k", "v"}}};
}

// Goal: what was committed is there for the next process, what was not is gone.
// Method: the same file opened twice.
TEST(Table, ReadsBackWhatWasCommittedAndNothingElse) {
  const ScratchDirectory scratch;
  const auto file = scratch.path() / "store.sqlite";
  {
    auto store = open_sqlite_store(file);
    ASSERT_TRUE(store.has_value()) << store.error();
    Table<Sample> table{**store, "sample", "us-east-1"};
    table.put("i-1", sample());
    (*store)->commit();
    table.put("i-2", sample());
    table.edit("i-1").tags["late"] = "x";
  }
  auto store = open_sqlite_store(file);
  ASSERT_TRUE(store.has_value()) << store.error();
  Table<Sample> table{**store, "sample", "us-east-1"};
  Table<Sample> elsewhere{**store, "sample", "eu-west-1"};
  ASSERT_EQ(table.all().size(), 1U);
  EXPECT_EQ(*table.find("i-1"), sample());
  EXPECT_TRUE(elsewhere.all().empty());
  EXPECT_EQ((*store)->scopes("sample"), std::vector<std::string>{"us-east-1"});
}

TEST(Table, RecordsOfAPrefixAreInOrderOfKeys) {
  MemoryStore store;
  Table<Sample> table{store, "sample", "us-east-1"};
  for (const char* key : {"b:2", "a:1", "b:1", "b", "c:1"}) table.put(key, {.id = key});
  std::string found;
  for (const Sample* each : table.with_prefix("b:")) found += each->id + " ";
  EXPECT_EQ(found, "b:1 b:2 ");
  EXPECT_TRUE(table.with_prefix("d").empty());
}

TEST(Table, ErasedRecordIsGoneAfterCommit) {
  MemoryStore store;
  Table<Sample> table{store, "sample", ""};
  table.put("a", sample());
  store.commit();
  EXPECT_TRUE(table.erase("a"));
  EXPECT_FALSE(table.erase("a"));
  store.commit();
  EXPECT_TRUE(store.load("sample", "").empty());
}

TEST(Store, ClearEmptiesMemoryAndRows) {
  MemoryStore store;
  Table<Sample> table{store, "sample", ""};
  table.put("a", sample());
  store.commit();
  store.clear();
  EXPECT_TRUE(table.all().empty());
  EXPECT_TRUE(store.load("sample", "").empty());
}

TEST(SqliteStore, FileThatIsNoDatabaseIsNamed) {
  const auto opened = open_sqlite_store("/dev/null/none");
  ASSERT_FALSE(opened.has_value());
  EXPECT_NE(opened.error().find("/dev/null/none"), std::string::npos);
}

}  // namespace
}  // namespace spotdrill
