// A world that stands still, for benchmarks: virtual time, a store in memory, nobody's keys; and a
// store on the disk, for those of what is durable.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/iso8601.hpp"
#include "engine/world.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"
#include "store/sqlite_store.hpp"
#include "wire/credentials.hpp"

namespace spotdrill::bench {

class NoKeys final : public wire::CredentialSource {
 public:
  [[nodiscard]] std::optional<wire::Credential> find(std::string_view) const override {
    return std::nullopt;
  }
};

struct StillWorld {
  sim::VirtualTime time{parse_iso8601("2026-01-02T03:04:05Z").value()};
  MemoryStore store;
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
};

/// A store in a file, which goes with it.
class DiskStore {
 public:
  /// `name`: the benchmark's; no two that are there at a time have the same.
  explicit DiskStore(const std::string& name)
      : file_(std::filesystem::temp_directory_path() / ("spotdrill-" + name + "-bench.db")),
        store_(open_sqlite_store(file_).value()) {}
  ~DiskStore() {
    store_.reset();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
  }
  DiskStore(const DiskStore&) = delete;
  DiskStore& operator=(const DiskStore&) = delete;

  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }

 private:
  std::filesystem::path file_;
  std::unique_ptr<Store> store_;
};

}  // namespace spotdrill::bench
