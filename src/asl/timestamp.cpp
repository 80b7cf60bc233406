#include "asl/timestamp.hpp"

#include "base/iso8601.hpp"

namespace spotdrill::asl {

std::optional<Instant> parse_timestamp(std::string_view text) {
  constexpr std::string_view shortest = "2016-03-14T01:59:00Z";
  if (text.size() < shortest.size() || text[10] != 'T' || text[16] != ':') return {};
  // "2016-03-14T01:59:00+01:00": the offset has its colon too.
  const bool offset = text[text.size() - 6] == '+' || text[text.size() - 6] == '-';
  if (offset ? text[text.size() - 3] != ':' : text.back() != 'Z') return {};
  return parse_iso8601(text);
}

}  // namespace spotdrill::asl
