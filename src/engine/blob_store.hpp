// Bytes that are too many for the store's rows: kept beside it under ids. Not a transaction of its
// own: whoever keeps bytes writes them first, then the row that names them, and forgets them only
// once no committed row does.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill {

/// Bytes on their way into the store, of which nobody knows yet. Destroyed before they were kept:
/// they are gone. Holds no descriptor between two calls: thousands may be on their way.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;

  /// False: the disk takes nothing, and there is no going on.
  virtual bool write(std::string_view bytes) = 0;

  /// Keeps what was written, as BlobStore::put would. False: as there.
  virtual bool keep(std::string_view id) = 0;
};

class BlobStore {
 public:
  virtual ~BlobStore() = default;

  /// Keeps `bytes` under `id`, which is new and made of letters and digits; durable when it
  /// returns. False: the disk takes nothing, and nothing was kept.
  virtual bool put(std::string_view id, std::string_view bytes) = 0;

  /// For bytes that come piece by piece.
  virtual std::unique_ptr<BlobWriter> begin() = 0;

  /// `length` bytes from `offset` on; nothing where they are not there.
  virtual std::optional<std::string> read(std::string_view id, std::uint64_t offset,
                                          std::uint64_t length) = 0;

  virtual void erase(std::string_view id) = 0;

  /// Everything that is kept.
  virtual std::vector<std::string> ids() = 0;
};

}  // namespace spotdrill
