#include "services/logs/event_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe.hpp>
#include <charconv>
#include <utility>

#include "services/logs/chunk_text.hpp"
#include "store/record.hpp"

namespace spotdrill::logs {

BOOST_DESCRIBE_STRUCT(Chunk, (), (stream, first, last, bytes))

namespace {

constexpr std::string_view chunks_table = "logs.chunks";
constexpr std::string_view events_table = "logs.events";

/// So that rows are in order.
std::string chunk_key(std::uint64_t number) {
  return fmt::format("{:016x}", number);
}

}  // namespace

EventStore::EventStore(Store& store, std::string region, std::int64_t bytes_max)
    : store_(store), region_(std::move(region)), bytes_max_(bytes_max) {
  for (const Row& row : store_.load(chunks_table, region_)) {
    std::uint64_t number = 0;
    std::from_chars(row.key.data(), row.key.data() + row.key.size(), number, 16);
    Chunk& chunk = chunks_[number];
    const auto parsed = parse_json(row.value);
    if (parsed.has_value()) record::from_json(*parsed, chunk);
    streams_[chunk.stream].insert(number);
    bytes_ += chunk.bytes;
    last_number_ = number;
  }
  store_.join(*this);
}

void EventStore::append(const std::string& stream, const std::vector<Event>& events, Instant now) {
  if (events.empty()) return;
  Open open = last_chunk(stream, now);
  for (const Event& event : events) {
    const std::int64_t bytes = event_bytes(event.message);
    const std::int64_t there = chunks_[open.number].bytes;
    if (there > 0 && there + bytes > chunk_bytes_max) {
      write(open);
      open = begin_chunk(stream, now);
    }
    Chunk& chunk = chunks_[open.number];
    chunk.first = std::min(chunk.first, event.timestamp);
    chunk.last = std::max(chunk.last, event.timestamp);
    chunk.bytes += bytes;
    bytes_ += bytes;
    append_event(open.text, event);
  }
  write(open);
  while (bytes_ > bytes_max_ && chunks_.size() > 1) erase(chunks_.begin()->first);
}

EventStore::Open EventStore::last_chunk(const std::string& stream, Instant now) {
  const std::set<std::uint64_t>& numbers = chunks(stream);
  if (numbers.empty()) return begin_chunk(stream, now);
  const std::uint64_t number = *numbers.rbegin();
  if (chunk(number).bytes >= chunk_bytes_max) return begin_chunk(stream, now);
  return {number, store_.read(events_table, region_, chunk_key(number)).value_or("")};
}

EventStore::Open EventStore::begin_chunk(const std::string& stream, Instant now) {
  // By the time, so that a number is not used again after its chunk and the daemon have gone.
  last_number_ =
      std::max(last_number_ + 1, static_cast<std::uint64_t>(now.time_since_epoch().count()));
  chunks_[last_number_].stream = stream;
  streams_[stream].insert(last_number_);
  return {last_number_, {}};
}

void EventStore::write(const Open& open) {
  store_.put(events_table, region_, chunk_key(open.number), open.text);
  touch(open.number);
}

void EventStore::erase(std::uint64_t number) {
  const auto found = chunks_.find(number);
  bytes_ -= found->second.bytes;
  const auto stream = streams_.find(found->second.stream);
  stream->second.erase(number);
  if (stream->second.empty()) streams_.erase(stream);
  chunks_.erase(found);
  store_.erase(events_table, region_, chunk_key(number));
  touch(number);
}

void EventStore::erase_stream(std::string_view stream) {
  for (const std::uint64_t number : std::set<std::uint64_t>{chunks(stream)}) erase(number);
}

void EventStore::expire(std::string_view stream, Timestamp oldest) {
  for (const std::uint64_t number : std::set<std::uint64_t>{chunks(stream)}) {
    if (chunk(number).last < oldest) erase(number);
  }
}

const std::set<std::uint64_t>& EventStore::chunks(std::string_view stream) const {
  static const std::set<std::uint64_t> none;
  const auto found = streams_.find(stream);
  return found == streams_.end() ? none : found->second;
}

std::vector<Event> EventStore::events(std::uint64_t number) const {
  return read_events(store_.read(events_table, region_, chunk_key(number)).value_or(""));
}

std::int64_t EventStore::stream_bytes(std::string_view stream) const {
  std::int64_t bytes = 0;
  for (const std::uint64_t number : chunks(stream)) bytes += chunk(number).bytes;
  return bytes;
}

void EventStore::touch(std::uint64_t number) {
  changed_.insert(number);
  store_.mark_changed();
}

void EventStore::flush() {
  for (const std::uint64_t number : changed_) {
    if (const auto found = chunks_.find(number); found != chunks_.end()) {
      store_.put(chunks_table, region_, chunk_key(number), to_text(record::to_json(found->second)));
    } else {
      store_.erase(chunks_table, region_, chunk_key(number));
    }
  }
  changed_.clear();
}

void EventStore::clear() {
  chunks_.clear();
  streams_.clear();
  changed_.clear();
  bytes_ = 0;
}

}  // namespace spotdrill::logs
