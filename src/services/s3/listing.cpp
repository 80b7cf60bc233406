#include "services/s3/listing.hpp"

#include <algorithm>

#include "protocol/query.hpp"
#include "services/s3/errors.hpp"

namespace spotdrill::s3 {
std::string behind(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

Listing list_keys(const S3::Objects::Map& objects, const ListQuery& query) {
  Listing listing;
  if (query.max == 0) return listing;
  const std::string begin = S3::object_key(query.bucket, query.prefix);
  const std::size_t key_begin = query.bucket.size() + 1;
  auto at = objects.lower_bound(begin);
  if (!query.after.empty() && query.after >= query.prefix) {
    const std::string after = S3::object_key(query.bucket, query.after);
    at = is_group(query.after, query.prefix, query.delimiter) ? objects.lower_bound(behind(after))
                                                              : objects.upper_bound(after);
  }
  while (at != objects.end() && at->first.starts_with(begin)) {
    if (listing.contents.size() + listing.prefixes.size() == query.max) {
      listing.truncated = true;
      break;
    }
    const std::string_view key = std::string_view{at->first}.substr(key_begin);
    const std::size_t found = query.delimiter.empty()
                                  ? std::string_view::npos
                                  : key.find(query.delimiter, query.prefix.size());
    if (found == std::string_view::npos) {
      listing.contents.push_back(&at->second);
      listing.last = key;
      ++at;
      continue;
    }
    listing.last = key.substr(0, found + query.delimiter.size());
    listing.prefixes.push_back(listing.last);
    at = objects.lower_bound(behind(S3::object_key(query.bucket, listing.last)));
  }
  return listing;
}

std::string encoded(const std::string& text, const std::optional<std::string>& encoding) {
  return encoding ? protocol::percent_encode(text, "/") : text;
}

bool is_group(std::string_view marker, std::string_view prefix, std::string_view delimiter) {
  return !delimiter.empty() && marker.ends_with(delimiter) && marker.size() > prefix.size();
}

std::string listed_class(const Attributes& attributes) {
  return attributes.storage_class.empty() ? "STANDARD" : attributes.storage_class;
}

Result<std::size_t> page_size(const std::optional<std::int32_t>& wanted, std::string_view name) {
  if (wanted && *wanted < 0) {
    return invalid_argument(
        "Argument " + std::string{name} + " must be an integer between 0 and 2147483647",
        std::string{name}, std::to_string(*wanted));
  }
  return static_cast<std::size_t>(std::min(wanted.value_or(keys_max), keys_max));
}

}  // namespace spotdrill::s3
