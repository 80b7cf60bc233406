// One page of a bucket's keys: what both ListObjects have in common.
// Source: S3 User Guide, "Organizing objects using prefixes".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/s3/requests.hpp"
#include "services/s3/s3.hpp"

namespace spotdrill::s3 {

/// "Sets the maximum number of keys returned in the response. By default, the action returns up to
/// 1,000 key names. The response might contain fewer keys but will never contain more."
inline constexpr std::int32_t keys_max = 1'000;

struct ListQuery {
  std::string bucket;
  std::string prefix;
  std::string delimiter;
  std::string after;  ///< What comes after this key, or after the keys of this common prefix.
  std::size_t max = keys_max;
};

struct Listing {
  std::vector<const ObjectRecord*> contents;
  std::vector<std::string> prefixes;  ///< Keys that have the delimiter after the prefix, as one.
  bool truncated = false;
  std::string last;  ///< The last key or prefix of the page.
};

/// The first text that is behind every text that begins with `prefix`; empty: there is none.
std::string behind(std::string prefix);

Listing list_keys(const S3::Objects::Map& objects, const ListQuery& query);

/// `text` as `encoding` ("url" or nothing) wants it.
std::string encoded(const std::string& text, const std::optional<std::string>& encoding);

/// Whether a marker stands for a common prefix, and all keys that begin with it. The prefix that
/// the list is of may be a key, and stands for none of those behind it.
bool is_group(std::string_view marker, std::string_view prefix, std::string_view delimiter);

/// The storage class as lists say it.
std::string listed_class(const Attributes& attributes);

/// How many at most. Errors: InvalidArgument.
Result<std::size_t> page_size(const std::optional<std::int32_t>& wanted, std::string_view name);

/// What a list says of an object besides its key and its time.
template <class Entry>
void say_stored(const ObjectRecord& object, Entry& entry) {
  entry.e_tag = quoted(object.etag);
  entry.size = object.size;
  entry.storage_class = listed_class(object.attributes);
  if (object.checksum.value.empty()) return;
  entry.checksum_algorithm.push_back(object.checksum.algorithm);
  entry.checksum_type = object.checksum.type;
}

/// The reply's contents and common prefixes, which both have.
template <class Reply>
void say_listing(const Listing& listing, const std::optional<std::string>& encoding, Reply& reply) {
  reply.is_truncated = listing.truncated;
  for (const ObjectRecord* object : listing.contents) {
    auto& each = reply.contents.emplace_back();
    each.key = encoded(object->key, encoding);
    each.last_modified = object->last_modified;
    say_stored(*object, each);
  }
  for (const std::string& prefix : listing.prefixes) {
    reply.common_prefixes.emplace_back().prefix = encoded(prefix, encoding);
  }
}

/// What both ListObjects ask for alike. Errors: NoSuchBucket, AccessDenied, InvalidArgument.
template <class Request>
Result<ListQuery> list_query(const S3& s3, const Request& request) {
  TRY(bucket_of(s3, request));
  return ListQuery{.bucket = request.bucket,
                   .prefix = request.prefix.value_or(""),
                   .delimiter = request.delimiter.value_or(""),
                   .after = {},
                   .max = TRY(page_size(request.max_keys, "max-keys"))};
}

/// What a reply repeats of its request.
template <class Request, class Reply>
void say_query(const Request& request, std::size_t max, Reply& reply) {
  reply.name = request.bucket;
  reply.prefix = encoded(request.prefix.value_or(""), request.encoding_type);
  if (request.delimiter) reply.delimiter = encoded(*request.delimiter, request.encoding_type);
  reply.max_keys = static_cast<std::int32_t>(max);
  reply.encoding_type = request.encoding_type;
}

}  // namespace spotdrill::s3
