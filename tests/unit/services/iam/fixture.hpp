// An Identity in virtual time, for the tests of IAM and STS.
#pragma once

#include "services/iam/identity.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::iam {

struct Fixture {
  explicit Fixture(bool strict_ids = false)
      : settings{
            .account = "123456789012", .root = {"AKIAROOT", "secret"}, .strict_ids = strict_ids} {}

  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  Settings settings;
  Identity identity{world, settings};
};

}  // namespace spotdrill::iam
