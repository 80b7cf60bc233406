// Which resources can carry tags, and where their tags are kept: on the record of an instance or a
// Spot request, beside the catalogue for everything else.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

/// "Maximum number of tags per resource - 50". Source: EC2 User Guide, "Tag restrictions".
inline constexpr std::size_t tags_max = 50;
/// "Maximum key length - 128 Unicode characters in UTF-8", "Maximum value length - 256".
inline constexpr std::size_t tag_key_characters_max = 128;
inline constexpr std::size_t tag_value_characters_max = 256;
/// "You can tag up to 1000 resources in one call." Source: CreateTags, Resources.
inline constexpr std::size_t tagged_resources_max = 1000;

/// "instance", "spot-instances-request", … of an id; "" when no kind has ids like that.
std::string_view resource_type(std::string_view id);

/// Says whether the resource can be tagged. With lenient ids one of a kind that EC2 has no
/// operation for can. Errors: InvalidID and the NotFound code of each kind.
Result<void> check_taggable(Ec2& ec2, const std::string& id);

/// Errors: InvalidParameterValue, for a key or a value that AWS refuses.
Result<void> check_tag(const std::string& key, const std::string& value);

/// Says whether the metadata service can show tags with such keys.
/// Errors: InvalidParameterValue.
Result<void> check_metadata_tags(const Tags& tags);

const Tags& tags_of(const Ec2& ec2, const std::string& id);

/// Shows every resource that can have tags and whose tags are known, with them.
void each_tagged(const Ec2& ec2,
                 const std::function<void(const std::string& id, const Tags& tags)>& visit);
void set_tags(Ec2& ec2, const std::string& id, Tags tags);

}  // namespace spotdrill::ec2
