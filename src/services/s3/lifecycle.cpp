#include "services/s3/lifecycle.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "protocol/timestamp.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {
namespace {

using api::s3::LifecycleRule;

/// More days than that are never over: years of five digits have no form.
constexpr std::int32_t days_max = 2'000'000;

bool has_tags(const ObjectRecord& object, const std::vector<api::s3::Tag>& wanted) {
  return std::ranges::all_of(wanted, [&](const api::s3::Tag& tag) {
    const auto found = object.tags.find(tag.key);
    return found != object.tags.end() && found->second == tag.value;
  });
}

bool is_between(std::int64_t size, const std::optional<std::int64_t>& greater,
                const std::optional<std::int64_t>& less) {
  return (!greater || size > *greater) && (!less || size < *less);
}

bool is_for(const LifecycleRule& rule, const ObjectRecord& object) {
  if (rule.status != "Enabled") return false;
  const auto asked = asked_of(rule);
  return object.key.starts_with(asked.prefix.value_or("")) && has_tags(object, asked.tags) &&
         is_between(object.size, asked.object_size_greater_than, asked.object_size_less_than);
}

LifecycleRules rules_of(const BucketRecord& bucket) {
  auto kept =
      kept_setting<api::s3::GetBucketLifecycleConfigurationOutput>(bucket, lifecycle_setting);
  return kept ? std::move(kept->rules) : LifecycleRules{};
}

/// Midnight after `days` from `since`: "rounding up the resulting time to the next day at midnight
/// UTC". Nothing: so far away that it never comes.
std::optional<Instant> lifecycle_due(Instant since, std::int32_t days) {
  if (days > days_max) return std::nullopt;
  return std::chrono::ceil<std::chrono::days>(since + std::chrono::days{days});
}

std::optional<Instant> expires_at(const LifecycleRule& rule, const ObjectRecord& object) {
  if (!rule.expiration || !is_for(rule, object)) return std::nullopt;
  if (rule.expiration->date) return rule.expiration->date;
  if (!rule.expiration->days) return std::nullopt;
  return lifecycle_due(object.last_modified, *rule.expiration->days);
}

std::optional<Instant> aborts_at(const LifecycleRule& rule, const UploadRecord& upload) {
  const auto& abort = rule.abort_incomplete_multipart_upload;
  if (!abort || rule.status != "Enabled") return std::nullopt;
  if (!upload.key.starts_with(asked_of(rule).prefix.value_or(""))) return std::nullopt;
  return lifecycle_due(upload.initiated, abort->days_after_initiation.value_or(0));
}

/// The first instant that `at` gives of a bucket's rules, and whose it is.
template <class At>
std::optional<Expiry> first_of(const S3& s3, const std::string& bucket, const At& at) {
  std::optional<Expiry> first;
  const BucketRecord* found = s3.find_bucket(bucket);
  if (found == nullptr) return first;
  for (const LifecycleRule& rule : rules_of(*found)) {
    const std::optional<Instant> due = at(rule);
    if (due && (!first || *due < first->at)) first = Expiry{*due, rule.id.value_or("")};
  }
  return first;
}

bool is_over(const std::optional<Instant>& at, Instant now) {
  return at && *at <= now;
}

/// "both the NoncurrentDays and the NewerNoncurrentVersions values must be exceeded"; `newer`
/// counts noncurrent versions that are newer.
bool is_noncurrent_over(const LifecycleRule& rule, const ObjectRecord& version, Instant since,
                        std::size_t newer, Instant now) {
  const auto& expires = rule.noncurrent_version_expiration;
  if (!expires || !expires->noncurrent_days || !is_for(rule, version)) return false;
  if (static_cast<std::int64_t>(newer) < expires->newer_noncurrent_versions.value_or(0)) {
    return false;
  }
  return is_over(lifecycle_due(since, *expires->noncurrent_days), now);
}

/// "a delete marker with zero noncurrent versions" goes by its rule, and by days as objects do.
bool is_marker_over(const LifecycleRule& rule, const ObjectRecord& marker, Instant now) {
  if (!rule.expiration || !is_for(rule, marker)) return false;
  return rule.expiration->expired_object_delete_marker.value_or(false) ||
         is_over(expires_at(rule, marker), now);
}

void apply_to_uploads(S3& s3, const LifecycleRules& rules, const std::string& bucket) {
  std::vector<std::string> ended;
  for (const auto& [id, upload] : s3.uploads()) {
    if (upload.bucket != bucket) continue;
    if (std::ranges::any_of(rules, [&](const LifecycleRule& rule) {
          return is_over(aborts_at(rule, upload), s3.now());
        })) {
      ended.push_back(id);
    }
  }
  for (const std::string& id : ended) s3.end_upload(id);
}

void apply_to_key(S3& s3, const LifecycleRules& rules, const std::string& bucket,
                  const std::string& key) {
  const Instant now = s3.now();
  std::vector<std::string> gone;
  const auto versions = s3.versions_of(bucket, key);
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const Instant since = versions[i - 1]->last_modified;
    if (std::ranges::any_of(rules, [&](const LifecycleRule& rule) {
          return is_noncurrent_over(rule, *versions[i], since, i - 1, now);
        })) {
      gone.push_back(version_name(*versions[i]));
    }
  }
  const ObjectRecord newest = *versions.front();
  const bool alone = versions.size() == 1;
  for (const std::string& version : gone) s3.erase_version(bucket, key, version);
  if (newest.is_delete_marker) {
    if (alone && std::ranges::any_of(rules, [&](const LifecycleRule& rule) {
          return is_marker_over(rule, newest, now);
        })) {
      s3.erase_version(bucket, key, version_name(newest));
    }
    return;
  }
  if (std::ranges::any_of(rules, [&](const LifecycleRule& rule) {
        return is_over(expires_at(rule, newest), now);
      })) {
    s3.delete_object(bucket, key);
  }
}

}  // namespace

api::s3::LifecycleRuleAndOperator asked_of(const LifecycleRule& rule) {
  if (!rule.filter) return {.prefix = rule.prefix};
  if (rule.filter->and_) return *rule.filter->and_;
  api::s3::LifecycleRuleAndOperator asked{
      .prefix = rule.filter->prefix,
      .object_size_greater_than = rule.filter->object_size_greater_than,
      .object_size_less_than = rule.filter->object_size_less_than};
  if (rule.filter->tag) asked.tags.push_back(*rule.filter->tag);
  return asked;
}

void apply_lifecycle(S3& s3) {
  for (const auto& [name, bucket] : s3.buckets()) {
    const LifecycleRules rules = rules_of(bucket);
    if (rules.empty()) continue;
    apply_to_uploads(s3, rules, name);
    for (auto key = s3.key_from(name, ""); key; key = s3.key_from(name, *key + '\0')) {
      apply_to_key(s3, rules, name, *key);
    }
  }
}

std::optional<std::string> expiration_header(const S3& s3, const ObjectRecord& object) {
  const auto expiry = first_of(s3, object.bucket,
                               [&](const LifecycleRule& rule) { return expires_at(rule, object); });
  if (!expiry) return std::nullopt;
  return fmt::format("expiry-date=\"{}\", rule-id=\"{}\"", protocol::rfc822(expiry->at),
                     expiry->rule_id);
}

std::optional<Expiry> abort_of(const S3& s3, const UploadRecord& upload) {
  return first_of(s3, upload.bucket,
                  [&](const LifecycleRule& rule) { return aborts_at(rule, upload); });
}

}  // namespace spotdrill::s3
