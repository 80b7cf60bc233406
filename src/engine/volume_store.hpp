// Where the contents of volumes and snapshots are kept, beside the instances that use them: they
// outlive those. Named by their EC2 ids; of states, attachments and sizes in records it knows
// nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "base/result.hpp"

namespace spotdrill {

class VolumeStore {
 public:
  /// Called on the engine thread, never from inside `copy`. Empty: it was done.
  using Done = std::function<void(const std::string& failure)>;

  virtual ~VolumeStore() = default;

  /// The largest volume that fits where they are kept. Units: bytes.
  [[nodiscard]] virtual std::uint64_t bytes_max() const = 0;

  /// Makes an empty volume. Errors: one sentence.
  virtual Result<void, std::string> make(const std::string& id, std::uint64_t bytes) = 0;

  /// Makes a volume larger. Errors: one sentence.
  virtual Result<void, std::string> grow(const std::string& id, std::uint64_t bytes) = 0;

  /// Makes `to`, of so many bytes, of what `from` holds; `done` is told later. What was begun by a
  /// daemon that has gone is begun again.
  virtual void copy(const std::string& from, const std::string& to, std::uint64_t bytes,
                    Done done) = 0;

  /// Deletes a volume or a snapshot, if it is there.
  virtual void remove(const std::string& id) = 0;

  /// Deletes everything but `ids`.
  virtual void retain(const std::set<std::string>& ids) = 0;
};

}  // namespace spotdrill
