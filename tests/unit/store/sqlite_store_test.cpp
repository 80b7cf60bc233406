#include "store/sqlite_store.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "scratch.hpp"

namespace spotdrill {
namespace {

/// While it lives, no file of this process may grow past `bytes`: to SQLite, a disk that is full.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*signal_)(int);
};

std::unique_ptr<Store> opened(const std::filesystem::path& file) {
  auto store = open_sqlite_store(file);
  EXPECT_TRUE(store.has_value()) << store.error();
  return std::move(*store);
}

// Goal: a commit that a full disk refuses is neither lost nor half there; the next one brings it.
// Method: the process may not make files longer; a second connection looks at what is durable.
TEST(SqliteStore, WhatAFullDiskRefusesIsKeptForTheNextCommit) {
  const ScratchDirectory scratch;
  const auto file = scratch.path() / "store.sqlite";
  const auto store = opened(file);
  store->put("table", "", "before", "1");
  ASSERT_TRUE(store->commit());
  const auto wal_bytes = std::filesystem::file_size(file.string() + "-wal");
  {
    const FullDisk full{wal_bytes};
    store->put("table", "", "large", std::string(1 << 20, 'x'));
    store->erase("table", "", "before");
    EXPECT_FALSE(store->commit());
    EXPECT_TRUE(store->changed());
    EXPECT_EQ(opened(file)->load("table", "").size(), 1U);
    // In this process it is as it is to become.
    ASSERT_EQ(store->load("table", "").size(), 1U);
    EXPECT_EQ(store->load("table", "").front().key, "large");
    store->put("table", "other", "small", "2");
    EXPECT_FALSE(store->commit());
  }
  EXPECT_TRUE(store->commit());
  EXPECT_FALSE(store->changed());
  const auto again = opened(file);
  ASSERT_EQ(again->load("table", "").size(), 1U);
  EXPECT_EQ(again->load("table", "").front().value.size(), 1U << 20);
  EXPECT_EQ(again->scopes("table"), (std::vector<std::string>{"", "other"}));
}

TEST(SqliteStore, ClearingIsDurableAtTheCommitWithWhatFollowsIt) {
  const ScratchDirectory scratch;
  const auto file = scratch.path() / "store.sqlite";
  const auto store = opened(file);
  store->put("table", "", "old", "1");
  ASSERT_TRUE(store->commit());
  store->put("table", "", "never", "2");
  store->clear();
  store->put("table", "", "new", "3");
  EXPECT_EQ(store->load("table", "").size(), 1U);
  EXPECT_EQ(opened(file)->load("table", "").front().key, "old");
  ASSERT_TRUE(store->commit());
  const auto rows = opened(file)->load("table", "");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().key, "new");
}

}  // namespace
}  // namespace spotdrill
