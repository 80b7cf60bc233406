#include "jsonata/arena.hpp"

namespace spotdrill::jsonata {

namespace {

constexpr std::size_t block_bytes = 64 * 1024;
constexpr std::size_t kept_blocks_max = 32;

/// Blocks of evaluations before, for the next one: asking the system for memory, and touching it
/// for the first time, would be most of what a small evaluation costs.
std::vector<std::unique_ptr<char[]>>& kept_blocks() {
  thread_local std::vector<std::unique_ptr<char[]>> blocks;
  return blocks;
}

}  // namespace

Arena::~Arena() {
  auto& kept = kept_blocks();
  while (!blocks_.empty() && kept.size() < kept_blocks_max) {
    kept.push_back(std::move(blocks_.back()));
    blocks_.pop_back();
  }
}

void* Arena::refill(std::size_t bytes) {
  const bool large = bytes > block_bytes / 4;
  (void)charge(large ? bytes : block_bytes);
  if (large) {
    large_blocks_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
    return large_blocks_.back().get();
  }
  auto& kept = kept_blocks();
  if (kept.empty()) {
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_bytes));
  } else {
    blocks_.push_back(std::move(kept.back()));
    kept.pop_back();
  }
  next_ = blocks_.back().get() + bytes;
  left_ = block_bytes - bytes;
  return blocks_.back().get();
}

}  // namespace spotdrill::jsonata
