// The events of every stream of a region, durable. They stand in chunks of some kilobytes: what a
// chunk holds is in the store only, so that a million events need little memory, and small puts are
// written into the stream's last chunk until it is full, so that they do not become a million rows.
// Knows no group, no request and no order but that of time.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store.hpp"
#include "services/logs/event.hpp"

namespace spotdrill::logs {

/// What a region keeps; beyond it the oldest chunks go, whichever stream they are of.
// DEVIATION: AWS keeps everything; here events that were put first go when a region has more than a
// gigabyte of them.
inline constexpr std::int64_t region_bytes_max = 1024LL * 1024 * 1024;

/// What a chunk takes. A single event may be larger. More, and each small put writes more bytes
/// again; less, and there are more chunks to know of.
inline constexpr std::int64_t chunk_bytes_max = 16LL * 1024;

struct Chunk {
  std::string stream;  ///< Its id.
  Timestamp first = std::numeric_limits<Timestamp>::max();
  Timestamp last = std::numeric_limits<Timestamp>::min();
  std::int64_t bytes = 0;  ///< As AWS counts those of a put.
};

class EventStore final : public StoreParticipant {
 public:
  /// Reads back what `store` holds of `region`. `store` outlives it.
  EventStore(Store& store, std::string region, std::int64_t bytes_max = region_bytes_max);
  ~EventStore() override { store_.leave(*this); }
  EventStore(const EventStore&) = delete;
  EventStore& operator=(const EventStore&) = delete;

  /// Puts `events` behind those of the stream. `now`: chunks are numbered by it.
  void append(const std::string& stream, const std::vector<Event>& events, Instant now);
  void erase_stream(std::string_view stream);
  /// Forgets the stream's chunks in which everything is older than `oldest`.
  void expire(std::string_view stream, Timestamp oldest);

  /// The numbers of the stream's chunks, in the order in which they were begun.
  [[nodiscard]] const std::set<std::uint64_t>& chunks(std::string_view stream) const;
  [[nodiscard]] const Chunk& chunk(std::uint64_t number) const { return chunks_.at(number); }
  [[nodiscard]] std::vector<Event> events(std::uint64_t number) const;
  [[nodiscard]] std::int64_t stream_bytes(std::string_view stream) const;

  void flush() override;
  void clear() override;

 private:
  /// A chunk that is being written.
  struct Open {
    std::uint64_t number = 0;
    std::string text;
  };

  Open last_chunk(const std::string& stream, Instant now);
  Open begin_chunk(const std::string& stream, Instant now);
  void write(const Open& open);
  void erase(std::uint64_t number);
  void touch(std::uint64_t number);

  Store& store_;
  std::string region_;
  std::int64_t bytes_max_;
  std::int64_t bytes_ = 0;
  std::uint64_t last_number_ = 0;
  std::map<std::uint64_t, Chunk> chunks_;
  std::map<std::string, std::set<std::uint64_t>, std::less<>> streams_;
  std::set<std::uint64_t> changed_;
};

}  // namespace spotdrill::logs
