#include "apps/seed.hpp"

#include <random>

namespace spotdrill::apps {

std::uint64_t seed_of(std::optional<std::uint64_t> chosen, const Journal& journal) {
  if (!chosen) return std::random_device{}() | (std::uint64_t{std::random_device{}()} << 32U);
  return journal.facts().empty() ? *chosen : *chosen ^ (journal.facts().back().sequence << 20U);
}

}  // namespace spotdrill::apps
