#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <ostream>
#include <sstream>

#include "checkpoint/crc32c.hpp"
#include "checkpoint/simulated_disk.hpp"
#include "scratch.hpp"

namespace spotdrill::checkpoint {
namespace {

using std::chrono::milliseconds;

// Source: RFC 3720, B.4; the last one is CRC-32C's usual check value.
TEST(Crc32c, IsThatOfTheStandard) {
  std::string ascending, descending;
  for (int i = 0; i < 32; ++i) ascending += static_cast<char>(i);
  for (int i = 31; i >= 0; --i) descending += static_cast<char>(i);
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
  EXPECT_EQ(crc32c(ascending), 0x46DD794EU);
  EXPECT_EQ(crc32c(descending), 0x113FDB5CU);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
  EXPECT_EQ(crc32c(""), 0U);
}

TEST(Crc32c, OfPartsIsThatOfTheWhole) {
  const std::string_view text = "It is nothing of the rehearsal: it works on EC2 as in a drill.";
  for (std::size_t at = 0; at <= text.size(); ++at) {
    EXPECT_EQ(crc32c(text.substr(at), crc32c(text.substr(0, at))), crc32c(text)) << at;
  }
}

class StoreOf : public testing::Test {
 protected:
  Store open(StoreOptions options = {.lock_wait = milliseconds{0}}) {
    auto store = Store::open(path_, std::move(options));
    EXPECT_TRUE(store) << store.error().message();
    return std::move(*store);
  }

  static std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return text.str();
  }

  static void write(const std::string& path, const std::string& bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
  }

  ScratchDirectory scratch_;
  std::string path_ = scratch_.path() / "checkpoint";
  std::string previous_ = path_ + ".previous";
};

TEST_F(StoreOf, NothingHasNothing) {
  EXPECT_EQ(open().load().error(), std::errc::no_such_file_or_directory);
}

TEST_F(StoreOf, TwoGenerationsKeepsTheNewestAndTheOneBefore) {
  {
    Store store = open();
    for (const char* bytes : {"one", "two", "three"}) ASSERT_TRUE(store.save(bytes));
  }
  Store store = open();
  const auto loaded = store.load();
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->bytes, "three");
  EXPECT_EQ(loaded->generation, 3U);
  EXPECT_EQ(loaded->refused, "");
  EXPECT_THAT(read(previous_), testing::EndsWith("two"));
  const auto saved = store.save("");
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->generation, 4U);
  EXPECT_EQ(store.load()->bytes, "");
}

// Goal: no flipped bit and no cut-off end is taken for a checkpoint, and the one before it is.
// Method: every bit and every length of a small file.
TEST_F(StoreOf, ATornOneIsRefusedAndSaysSo) {
  {
    Store store = open();
    ASSERT_TRUE(store.save("the old one"));
    ASSERT_TRUE(store.save("the new one"));
  }
  const std::string whole = read(path_);
  std::vector<std::string> torn{whole + '\0', whole + whole};
  for (std::size_t at = 0; at < whole.size(); ++at) {
    torn.push_back(whole.substr(0, at));
    for (int bit = 0; bit < 8; ++bit) {
      torn.push_back(whole);
      torn.back()[at] = static_cast<char>(torn.back()[at] ^ (1 << bit));
    }
  }
  Store store = open();
  for (const std::string& bytes : torn) {
    write(path_, bytes);
    const auto loaded = store.load();
    ASSERT_TRUE(loaded);
    ASSERT_EQ(loaded->bytes, "the old one");
    ASSERT_EQ(loaded->refused, path_);
  }
}

TEST_F(StoreOf, ATornOneIsReplacedAndTheWholeOneKept) {
  {
    Store store = open();
    ASSERT_TRUE(store.save("old"));
    ASSERT_TRUE(store.save("torn"));
  }
  write(path_, "spotckpt");
  {
    Store store = open();  // Not even loaded.
    const auto saved = store.save("new");
    ASSERT_TRUE(saved);
    EXPECT_EQ(saved->generation, 2U);
  }
  write(path_, "spotckpt");
  EXPECT_EQ(open().load()->bytes, "old");
}

TEST_F(StoreOf, OneThatIsTornWhileTheStoreIsOpenIsNotKeptForAWholeOne) {
  Store store = open();
  ASSERT_TRUE(store.save("old"));
  ASSERT_TRUE(store.save("torn"));
  write(path_, "spotckpt");
  EXPECT_EQ(store.load()->bytes, "old");
  ASSERT_TRUE(store.save("new"));
  write(path_, "spotckpt");
  EXPECT_EQ(store.load()->bytes, "old");
}

TEST_F(StoreOf, TornOnesOnlyIsNotAFreshStart) {
  write(path_, "not a checkpoint of ours");
  EXPECT_EQ(open().load().error(), std::errc::bad_message);
}

TEST_F(StoreOf, AStreamTakesPartsOfAnySize) {
  std::string expected;
  Store store = open();
  ASSERT_TRUE(store.save([&](std::ostream& out) {
    for (std::size_t size : {0U, 1U, 39U, 65'535U, 65'536U, 65'537U, 200'000U}) {
      const std::string part(size, static_cast<char>('a' + size % 26));
      expected += part;
      out << part << size;
      expected += std::to_string(size);
    }
  }));
  EXPECT_EQ(store.load()->bytes, expected);
}

TEST_F(StoreOf, AnAbandonedSaveLeavesTheOldOne) {
  Store store = open();
  ASSERT_TRUE(store.save("old"));
  const auto saved = store.save([](std::ostream& out) {
    out << "half of the new";
    out.setstate(std::ios::failbit);
  });
  EXPECT_EQ(saved.error(), std::errc::operation_canceled);
  const auto thrower = [](std::ostream&) { throw std::runtime_error{"the job's own"}; };
  EXPECT_THROW((void)store.save(thrower), std::runtime_error);
  EXPECT_EQ(store.load()->bytes, "old");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{scratch_.path()}, {}), 2)
      << "the checkpoint and its lock";
}

TEST_F(StoreOf, ASecondWriterIsRefusedUntilTheFirstEnds) {
  {
    const Store first = open();
    EXPECT_EQ(Store::open(path_, {.lock_wait = milliseconds{150}}).error(),
              std::errc::device_or_resource_busy);
  }
  EXPECT_TRUE(Store::open(path_, {.lock_wait = milliseconds{0}}));
}

TEST_F(StoreOf, WhatDeadWritersLeftIsSweptAndNothingElse) {
  for (const char* end : {".tmp-0badcafe", ".tmp-1", ".temporary", ".bak"}) write(path_ + end, "x");
  write(scratch_.path() / "other.tmp-1", "x");
  open();
  std::set<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator{scratch_.path()}) {
    left.insert(entry.path().filename());
  }
  EXPECT_EQ(left, (std::set<std::string>{"checkpoint.lock", "checkpoint.temporary",
                                         "checkpoint.bak", "other.tmp-1"}));
}

TEST_F(StoreOf, AFailedUploadIsToldAndTheCheckpointStays) {
  std::string uploaded;
  Store store = open({.lock_wait = milliseconds{0}, .upload = [&](const Saved& saved) {
                        uploaded = read(saved.path);
                        return std::make_error_code(std::errc::host_unreachable);
                      }});
  const auto saved = store.save("bytes");
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->upload, std::errc::host_unreachable);
  EXPECT_THAT(uploaded, testing::EndsWith("bytes"));
  EXPECT_EQ(store.load()->bytes, "bytes");
}

TEST_F(StoreOf, ADirectoryThatIsNotThereIsSaid) {
  EXPECT_EQ(Store::open(path_ + "/not/there").error(), std::errc::no_such_file_or_directory);
}

// Goal: a disk that is full at any byte of a save keeps what was there, and the store works on when
// there is room again.
TEST(StoreOnAFullDisk, KeepsTheOldOnes) {
  SimulatedDisk disk;
  auto store = open_store("/d/checkpoint", {}, disk);
  ASSERT_TRUE(store->save("old"));
  ASSERT_TRUE(store->save("new"));
  const std::size_t used = 2 * (40 + 3);
  for (std::size_t room = 0; room < 40 + 30; ++room) {
    disk.capacity_bytes = used + room;
    ASSERT_EQ(store->save(std::string(30, 'x')).error(), std::errc::no_space_on_device) << room;
    ASSERT_EQ(store->load()->bytes, "new");
    ASSERT_TRUE(disk.has("/d/checkpoint.previous"));
  }
  disk.capacity_bytes = SIZE_MAX;
  const auto saved = store->save("newest");
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->generation, 3U);
}

// Goal: a save that fails in the middle of putting the file in place keeps the newest, and so does
// every other one that fails after it.
TEST(StoreThatCannotRename, KeepsTheNewest) {
  SimulatedDisk disk;
  auto store = open_store("/d/checkpoint", {}, disk);
  ASSERT_TRUE(store->save("old"));
  ASSERT_TRUE(store->save("new"));
  disk.no_rename_to = "/d/checkpoint";
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(store->save("newest").error(), std::errc::permission_denied);
    EXPECT_EQ(open_store("/d/checkpoint", {}, disk)->load()->bytes, "new");
  }
  disk.no_rename_to.clear();
  ASSERT_TRUE(store->save("newest"));
  EXPECT_EQ(store->load()->bytes, "newest");
}

}  // namespace
}  // namespace spotdrill::checkpoint
