// Filter patterns of CloudWatch Logs: whatever is given as one is read or refused with a sentence;
// what it selects can be selected by name, and a chunk of events reads back as it was written.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "services/logs/chunk_text.hpp"
#include "services/logs/patterns/pattern.hpp"
#include "services/logs/position_text.hpp"

namespace {

using namespace spotdrill::logs;

constexpr std::string_view messages[] = {
    "",
    "[ERROR 400] BAD REQUEST",
    R"(127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534)",
    R"({"a":{"b":[1,"x",null,true,{"c":2.5}]},"cluster.name":"c","n":1e3,"t":"text"})",
    R"({"a":[[1,2],[3]],"b":false})",
};

void use(const Pattern& pattern, std::string_view message) {
  if (!pattern.matches(message)) return;
  for (const auto& [selector, value] : pattern.values(message)) {
    if (!pattern.takes(selector)) std::abort();
    if (pattern.value(message, selector) != value) std::abort();
  }
}

void read_back(std::string_view text) {
  std::string chunk;
  append_event(chunk, {1, 2, std::string{text}});
  append_event(chunk, {3, 4, "\n5 6 7 8"});
  const auto events = read_events(chunk);
  if (events.size() != 2 || events[0].message != text || events[1].timestamp != 3) std::abort();
  (void)read_events(text);
  if (const auto token = read_token(text); token && token_text(*token) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The first line is the pattern; what follows is a message.
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  read_back(text);
  const std::size_t line = text.find('\n');
  const auto pattern = Pattern::parse(text.substr(0, std::min<std::size_t>(line, 1024)));
  if (!pattern.has_value()) {
    if (pattern.error().empty()) std::abort();
    return 0;
  }
  for (const std::string_view message : messages) use(*pattern, message);
  if (line != std::string_view::npos) use(*pattern, text.substr(line + 1));
  return 0;
}
