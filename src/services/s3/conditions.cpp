#include "services/s3/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "services/s3/errors.hpp"

namespace spotdrill::s3 {
namespace {

/// Whether one of "\"a\", \"b\"" or "*" is the object's.
bool names_etag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view each = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    while (each.starts_with(' ')) each.remove_prefix(1);
    while (each.ends_with(' ')) each.remove_suffix(1);
    if (each == "*") return true;
    if (each.starts_with('"')) each.remove_prefix(1);
    if (each.ends_with('"')) each.remove_suffix(1);
    if (each == etag) return true;
  }
  return false;
}

/// Dates of HTTP have no fractions.
bool modified_after(const ObjectRecord& object, Instant when) {
  return std::chrono::floor<std::chrono::seconds>(object.last_modified) >
         std::chrono::floor<std::chrono::seconds>(when);
}

std::optional<std::int64_t> range_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// Why a read is refused, before it is known whether "not modified" is a refusal.
enum class Unmet : std::uint8_t { None, Failed, NotModified };

Unmet unmet(const ObjectRecord& object, const Conditions& conditions, std::string_view& which) {
  if (conditions.if_match) {
    which = "If-Match";
    if (!names_etag(*conditions.if_match, object.etag)) return Unmet::Failed;
  } else if (conditions.if_unmodified_since) {
    which = "If-Unmodified-Since";
    if (modified_after(object, *conditions.if_unmodified_since)) return Unmet::Failed;
  }
  if (conditions.if_none_match) {
    which = "If-None-Match";
    if (names_etag(*conditions.if_none_match, object.etag)) return Unmet::NotModified;
  } else if (conditions.if_modified_since) {
    which = "If-Modified-Since";
    if (!modified_after(object, *conditions.if_modified_since)) return Unmet::NotModified;
  }
  return Unmet::None;
}

}  // namespace

Result<void> check_read(const ObjectRecord& object, const Conditions& conditions) {
  std::string_view which;
  switch (unmet(object, conditions, which)) {
    case Unmet::Failed:
      return precondition_failed(which);
    case Unmet::NotModified:
      return not_modified();
    case Unmet::None:
      break;
  }
  return {};
}

Result<void> check_copy(const ObjectRecord& object, const Conditions& conditions) {
  std::string_view which;
  if (unmet(object, conditions, which) == Unmet::None) return {};
  return precondition_failed("x-amz-copy-source-" + std::string{which});
}

Result<void> check_write(const ObjectRecord* object, const std::string& key,
                         const std::optional<std::string>& if_match,
                         const std::optional<std::string>& if_none_match) {
  if (if_none_match) {
    // "Expects the '*' (asterisk) character."
    if (*if_none_match != "*") return not_implemented("If-None-Match of a write other than '*'");
    if (object != nullptr) return precondition_failed("If-None-Match");
  }
  if (if_match) {
    if (object == nullptr) return no_such_key(key);
    if (!names_etag(*if_match, object->etag)) return precondition_failed("If-Match");
  }
  return {};
}

Result<std::optional<Stretch>> stretch_of(const std::optional<std::string>& range,
                                          std::int64_t size) {
  constexpr std::string_view unit = "bytes=";
  const std::optional<Stretch> whole;
  if (!range || !range->starts_with(unit)) return whole;
  const std::string_view text = std::string_view{*range}.substr(unit.size());
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return whole;
  const auto first = range_number(text.substr(0, dash));
  const auto last = range_number(text.substr(dash + 1));
  if (dash == 0) {
    if (!last) return whole;
    if (*last == 0 || size == 0) return invalid_range(*range, size);
    const std::int64_t length = std::min(*last, size);
    return std::optional{Stretch{size - length, length}};
  }
  const bool open = dash + 1 == text.size();
  if (!first || (!open && (!last || *last < *first))) return whole;
  if (*first >= size) return invalid_range(*range, size);
  const std::int64_t end = open ? size : std::min(*last, size - 1) + 1;
  return std::optional{Stretch{*first, end - *first}};
}

std::string content_range(const Stretch& stretch, std::int64_t size) {
  return fmt::format("bytes {}-{}/{}", stretch.begin, stretch.begin + stretch.length - 1, size);
}

}  // namespace spotdrill::s3
