// Blobs for tests: a map, and a disk that can be full.
#pragma once

#include <map>

#include "engine/blob_store.hpp"

namespace spotdrill {

class MemoryBlobs;

class MemoryBlobWriter final : public BlobWriter {
 public:
  explicit MemoryBlobWriter(MemoryBlobs& blobs);
  ~MemoryBlobWriter() override;
  MemoryBlobWriter(const MemoryBlobWriter&) = delete;
  MemoryBlobWriter& operator=(const MemoryBlobWriter&) = delete;
  bool write(std::string_view bytes) override;
  bool keep(std::string_view id) override;

 private:
  MemoryBlobs& blobs_;
  std::string bytes_;
};

class MemoryBlobs final : public BlobStore {
 public:
  bool put(std::string_view id, std::string_view bytes) override {
    if (full) return false;
    return blobs.emplace(id, bytes).second;
  }
  std::unique_ptr<BlobWriter> begin() override { return std::make_unique<MemoryBlobWriter>(*this); }
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
  int unfinished = 0;  ///< Writers that are on their way.
  std::map<std::string, std::string, std::less<>> blobs;
};

inline MemoryBlobWriter::MemoryBlobWriter(MemoryBlobs& blobs) : blobs_(blobs) {
  ++blobs_.unfinished;
}
inline MemoryBlobWriter::~MemoryBlobWriter() {
  --blobs_.unfinished;
}
inline bool MemoryBlobWriter::write(std::string_view bytes) {
  if (!blobs_.full) bytes_ += bytes;
  return !blobs_.full;
}
inline bool MemoryBlobWriter::keep(std::string_view id) {
  return blobs_.put(id, bytes_);
}

}  // namespace spotdrill
