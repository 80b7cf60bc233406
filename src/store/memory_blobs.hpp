// Blobs for tests: a map, and a disk that can be full.
#pragma once

#include <map>

#include "engine/blob_store.hpp"

namespace spotdrill {

class MemoryBlobs final : public BlobStore {
 public:
  bool put(std::string_view id, std::string_view bytes) override {
    if (full) return false;
    return blobs.emplace(id, bytes).second;
  }
  std::optional<std::string> read(std::string_view id, std::uint64_t offset,
                                  std::uint64_t length) override {
    const auto found = blobs.find(id);
    if (found == blobs.end() || offset + length > found->second.size()) return std::nullopt;
    return found->second.substr(offset, length);
  }
  void erase(std::string_view id) override {
    const auto found = blobs.find(id);
    if (found != blobs.end()) blobs.erase(found);
  }
  std::vector<std::string> ids() override {
    std::vector<std::string> all;
    for (const auto& [id, bytes] : blobs) all.push_back(id);
    return all;
  }

  bool full = false;
  std::map<std::string, std::string, std::less<>> blobs;
};

}  // namespace spotdrill
