#include "drill/readings/s3_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "api/s3.hpp"
#include "drill/readings/checkpoints.hpp"

namespace spotdrill::drill {

namespace {

/// An object with a number in it is small; more of it is not fetched.
constexpr std::uint64_t number_bytes_max = 64 << 10;

/// The only number of `text`: "120", "step 120\n". Of more, and of what is no text, which one is
/// meant is for `pattern` to say.
std::optional<double> only_number(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  constexpr std::size_t line_bytes_max = 256;
  if (text.size() > line_bytes_max || text.find('\0') != std::string_view::npos) return {};
  const std::size_t digit = text.find_first_of(digits);
  if (digit == std::string_view::npos) return {};
  std::size_t first = digit;
  if (first > 0 && text[first - 1] == '.') --first;
  if (first > 0 && text[first - 1] == '-') --first;
  const std::size_t end = text.find_first_not_of("0123456789.eE+-", first);
  if (end != std::string_view::npos && text.find_first_of(digits, end) != std::string_view::npos) {
    return {};
  }
  return parse_number(text.substr(first));
}

}  // namespace

S3Source::S3Source(const NumberSource& definition, SourceContext context, Of of)
    : definition_(definition), context_(std::move(context)), of_(of) {
  if (!definition.pattern.empty()) pattern_.emplace(definition.pattern);
  (void)read();  // What was there before does not count.
  told_ = false;
}

std::optional<std::vector<ObjectSeen>> S3Source::objects() const {
  api::s3::ListObjectsV2Request request{.bucket = definition_.bucket,
                                        .prefix = key_prefix(definition_.key)};
  std::vector<ObjectSeen> seen;
  do {
    const auto page = context_.client.call<api::s3::ListObjectsV2Output>(api::s3::service(),
                                                                         "ListObjectsV2", request);
    // A bucket that is not there yet has nothing in it.
    if (!page && page.error().code == "NoSuchBucket") return seen;
    if (!page) return std::nullopt;
    for (const api::s3::Object& object : page->contents) {
      seen.push_back({.key = object.key.value_or(""),
                      .etag = object.e_tag.value_or(""),
                      .size = static_cast<std::uint64_t>(object.size.value_or(0)),
                      .modified = object.last_modified.value_or(Instant{})});
    }
    request.continuation_token = page->next_continuation_token;
  } while (request.continuation_token && seen.size() < checkpoint_entries_max);
  return seen;
}

std::optional<double> S3Source::content(const ObjectSeen& object) const {
  if (object.size > number_bytes_max) return std::nullopt;
  const auto got = context_.client.call<api::s3::GetObjectOutput>(
      api::s3::service(), "GetObject",
      api::s3::GetObjectRequest{.bucket = definition_.bucket, .key = object.key});
  if (!got || !got->body) return std::nullopt;
  return pattern_ ? pattern_->last_of_lines(*got->body) : only_number(*got->body);
}

/// The number is in the object; what holds none was saved all the same.
std::optional<Reading> S3Source::reading_of_one(const ObjectSeen& object) {
  Reading reading{.at = object.modified, .value = 1};
  if (of_ == Of::Done) return reading;
  if (const std::optional<double> value = content(object)) {
    reading.value = *value;
  } else if (of_ == Of::Saved && !pattern_) {
    reading.value = 0;
    reading.unit = Unit::Moment;
  } else {
    return std::nullopt;
  }
  return reading;
}

bool S3Source::is_new(std::string_view what, Instant modified) {
  std::string told = fmt::format("{} {}", what, modified.time_since_epoch().count());
  return std::exchange(newest_, told) != told;
}

std::optional<Reading> S3Source::reading_of(const std::vector<ObjectSeen>& objects) {
  if (!names_many(definition_.key)) {
    const auto object = std::ranges::find(objects, definition_.key, &ObjectSeen::key);
    if (object == objects.end()) return std::nullopt;
    return is_new(object->etag, object->modified) ? reading_of_one(*object) : std::nullopt;
  }
  const std::optional<ObjectCheckpoint> newest = newest_checkpoint(definition_.key, objects);
  if (!newest || !is_new(newest->name, newest->modified)) return std::nullopt;
  Reading reading{.at = newest->modified, .value = newest->number.value_or(1)};
  if (of_ == Of::Progress && !newest->number) return std::nullopt;
  // Checkpoints are numbered by steps, epochs or nothing at all: the moment says more of what is in
  // one than its number.
  if (of_ == Of::Saved) reading.unit = Unit::Moment;
  return reading;
}

/// The moment of drill time that was `modified`, in another server's time.
Instant S3Source::moment_here(Instant modified) const {
  const Instant now = context_.now();
  const auto real = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  // Drill time may have passed over waits since, but it was not there when it was looked for last.
  const Instant moment = modified + (now - real);
  return std::min(std::max(moment, looked_), now);
}

std::vector<Reading> S3Source::read() {
  const Instant began = context_.now();
  const auto seen = objects();
  if (!seen) return {};  // It is asked again soon.
  std::vector<Reading> readings = readings_of(*seen);
  looked_ = began;
  return readings;
}

std::vector<Reading> S3Source::readings_of(const std::vector<ObjectSeen>& seen) {
  std::optional<Reading> reading = reading_of(seen);
  if (!reading) return {};
  told_ = true;
  reading->uploaded = true;
  // AWS's own time may be a little ahead of this computer's.
  reading->at =
      context_.objects_elsewhere ? moment_here(reading->at) : std::min(reading->at, context_.now());
  return {*reading};
}

std::string S3Source::damage() const {
  if (!told_) return {};
  const auto seen = objects();
  if (!seen) return {};
  const bool there =
      names_many(definition_.key)
          ? newest_checkpoint(definition_.key, *seen).has_value()
          : std::ranges::find(*seen, definition_.key, &ObjectSeen::key) != seen->end();
  return there ? std::string{} : to_text(definition_) + " names no object any more";
}

}  // namespace spotdrill::drill
