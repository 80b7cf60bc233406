#include "services/s3/tags.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/count_characters.hpp"
#include "protocol/query.hpp"
#include "services/s3/errors.hpp"
#include "services/tagged_service.hpp"

namespace spotdrill::s3 {
namespace {

/// "The tag key can be up to 128 Unicode characters in length, and tag values can be up to 256
/// Unicode characters in length."
constexpr std::size_t tag_key_characters_max = 128;
constexpr std::size_t tag_value_characters_max = 256;

/// "Allowed characters … letters, numbers, and spaces representable in UTF-8, and the following
/// characters: + - = . _ : / @."
bool has_allowed_characters(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0 || (c >= '0' && c <= '9') ||
           (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view{" +-=._:/@"}.find(c) != std::string_view::npos;
  });
}

Result<void> add_tag(const std::string& key, const std::string& value, Tags& tags) {
  if (key.empty() || count_characters(key) > tag_key_characters_max ||
      !has_allowed_characters(key)) {
    return invalid_tag("The TagKey you have provided is invalid", key);
  }
  if (count_characters(value) > tag_value_characters_max || !has_allowed_characters(value)) {
    return invalid_tag("The TagValue you have provided is invalid", key);
  }
  if (key.starts_with("aws:")) {
    return invalid_tag("System tags cannot be added/updated by requester", key);
  }
  if (!tags.emplace(key, value).second) {
    return invalid_tag("Cannot provide multiple Tags with the same key", key);
  }
  return {};
}

Result<Tags> checked(const std::vector<api::s3::Tag>& set) {
  Tags tags;
  for (const api::s3::Tag& tag : set) TRY(add_tag(tag.key, tag.value, tags));
  return tags;
}

}  // namespace

Result<Tags> object_tags(const std::vector<api::s3::Tag>& set) {
  if (set.size() > object_tags_max) return too_many_tags("Object tags cannot be greater than 10");
  return checked(set);
}

Result<Tags> bucket_tags(const std::vector<api::s3::Tag>& set) {
  if (set.size() > bucket_tags_max) return too_many_tags("Bucket tags cannot be greater than 50");
  return checked(set);
}

Result<Tags> tags_of_header(const std::optional<std::string>& header) {
  if (!header) return Tags{};
  const auto pairs = protocol::parse_pairs(*header);
  std::vector<api::s3::Tag> set;
  std::set<std::string_view> names;
  if (pairs) {
    for (const auto& [name, value] : *pairs) {
      names.insert(name);
      set.push_back({.key = name, .value = value});
    }
  }
  if (!pairs || names.size() < set.size()) {
    return invalid_argument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query "
        "parameters without tag name duplicates.",
        "x-amz-tagging", *header);
  }
  return object_tags(set);
}

std::vector<api::s3::Tag> tag_set(const Tags& tags) {
  return services::render_tags<api::s3::Tag>(tags);
}

}  // namespace spotdrill::s3
