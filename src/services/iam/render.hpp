// How roles and instance profiles look in replies, how lists of them are paged, how their tags and
// policies are read.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/iam.hpp"
#include "base/base64.hpp"
#include "services/iam/errors.hpp"
#include "services/iam/identity.hpp"

namespace spotdrill::iam {

/// What a reply tells of an entity: lists tell less than Get.
enum class Detail : std::uint8_t { Listed, Full };

/// "ListRoles … does not return the following attributes, even though they are an attribute of the
/// returned object: PermissionsBoundary, RoleLastUsed, Tags".
api::iam::Role render(const Role& role, Detail detail);

/// With its role, if it has one.
api::iam::InstanceProfile render(const InstanceProfile& profile, const Identity& identity,
                                 Detail detail);

/// Errors: InvalidInput, when two keys differ by case only or not at all.
Result<std::map<std::string, std::string>> read_tags(const std::vector<api::iam::Tag>& tags);

/// What is wrong with a role's trust policy, if anything.
/// Errors: MalformedPolicyDocument.
Result<void> check_trust_policy(std::string_view document);

/// What is wrong with a policy that gives permissions, if anything.
/// Errors: MalformedPolicyDocument.
Result<void> check_permission_policy(std::string_view document);

/// "Policies returned by this operation are URL-encoded compliant with RFC 3986."
std::string percent_encoded(std::string_view text);

std::vector<api::iam::Tag> render_tags(const std::map<std::string, std::string>& tags);

api::iam::Policy render(const ManagedPolicy& policy, const Identity& identity, Detail detail);

/// With its document if `with_document`, which lists leave out.
api::iam::PolicyVersion render(const PolicyVersion& version, const ManagedPolicy& policy,
                               bool with_document);

/// What a list pages that has no record of its own.
struct Entry {
  std::string id;
  std::string path = "/";
};

inline std::vector<const Entry*> pointers(const std::vector<Entry>& entries) {
  std::vector<const Entry*> all;
  for (const Entry& entry : entries) all.push_back(&entry);
  return all;
}

/// One page of a list.
template <class Record>
struct Page {
  std::vector<const Record*> items;
  std::optional<std::string> marker;  ///< Where the next page begins.
};

/// "If you do not include this parameter, the number of items defaults to 100."
inline constexpr std::int32_t page_items_default = 100;

/// The items whose path begins with `prefix`, from where `marker` says.
/// Errors: ValidationError, for a marker that is none of ours.
template <class Record>
Result<Page<Record>> page_of(const std::vector<const Record*>& all,
                             const std::optional<std::string>& prefix,
                             const std::optional<std::string>& marker,
                             const std::optional<std::int32_t>& items_max) {
  std::string from;
  if (marker) {
    const auto decoded = base64_decode(*marker);
    if (!decoded || !decoded->starts_with("after:")) return invalid_marker();
    from = decoded->substr(6);
  }
  const auto room = static_cast<std::size_t>(items_max.value_or(page_items_default));
  bool reached = from.empty();
  Page<Record> page;
  for (const Record* record : all) {
    if (!reached) {
      reached = record->id == from;
      continue;
    }
    if (prefix && !record->path.starts_with(*prefix)) continue;
    if (page.items.size() == room) {
      page.marker = base64_encode("after:" + page.items.back()->id);
      break;
    }
    page.items.push_back(record);
  }
  // The entity that the marker names may have been deleted since.
  if (!reached) return invalid_marker();
  return page;
}

}  // namespace spotdrill::iam
