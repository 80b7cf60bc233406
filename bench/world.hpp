// A world that stands still, for benchmarks: virtual time, a store in memory, nobody's keys.
#pragma once

#include "base/iso8601.hpp"
#include "engine/world.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"
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

}  // namespace spotdrill::bench
