#include "services/logs/chunk_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

namespace spotdrill::logs {
namespace {

/// Takes a number and the character that follows it from the front of `text`. False: there is none.
template <class T>
bool take_number(std::string_view& text, T& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(read.ptr - text.data());
  if (read.ec != std::errc{} || length == text.size()) return false;
  text.remove_prefix(length + 1);
  return true;
}

}  // namespace

// "1700000000000 1700000000012 5 hello\n"
void append_event(std::string& chunk, const Event& event) {
  fmt::format_to(std::back_inserter(chunk), "{} {} {} ", event.timestamp, event.ingested,
                 event.message.size());
  chunk.append(event.message).push_back('\n');
}

std::vector<Event> read_events(std::string_view chunk) {
  std::vector<Event> events;
  while (!chunk.empty()) {
    Event event;
    std::size_t length = 0;
    const bool read = take_number(chunk, event.timestamp) && take_number(chunk, event.ingested) &&
                      take_number(chunk, length) && length < chunk.size();
    if (!read) break;
    event.message = chunk.substr(0, length);
    chunk.remove_prefix(length + 1);
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace spotdrill::logs
