// Which lifecycle rules are taken. The refusals are S3's, as others have recorded them.
// Source: localstack/localstack at 8b9a79f, tests/aws/services/s3/test_s3.py,
// TestS3BucketLifecycle, whose answers are AWS's.
#include <fmt/format.h>

#include <set>

#include "services/s3/errors.hpp"
#include "services/s3/lifecycle.hpp"

namespace spotdrill::s3 {
namespace {

using api::s3::LifecycleRule;
using Asked = api::s3::LifecycleRuleAndOperator;

/// "An S3 Lifecycle configuration can have up to 1,000 rules per bucket."
constexpr std::size_t lifecycle_rules_max = 1000;
/// "ID length is limited to 255 characters."
constexpr std::size_t rule_id_max = 255;
/// "Maximum filter size is 50 TB."
constexpr std::int64_t filter_size_max = 1'099'511'627'776'000;
constexpr std::int32_t infrequent_days_min = 30;

Result<void> check_days(const std::optional<std::int32_t>& days, const char* name,
                        const char* action) {
  if (days && *days < 1) {
    return invalid_setting(
        fmt::format("'{}' for {} action must be a positive integer", name, action));
  }
  return {};
}

Result<void> check_date(const std::optional<Instant>& date) {
  if (date && *date != std::chrono::floor<std::chrono::days>(*date)) {
    return invalid_setting("'Date' must be at midnight GMT");
  }
  return {};
}

Result<void> check_sizes(const std::optional<std::int64_t>& greater,
                         const std::optional<std::int64_t>& less) {
  if (less && (*less < 1 || *less > filter_size_max)) {
    return invalid_request(
        fmt::format("'ObjectSizeLessThan' should be between 1 and {}.", filter_size_max));
  }
  if (greater && (*greater < 0 || *greater > filter_size_max)) {
    return invalid_request(
        fmt::format("'ObjectSizeGreaterThan' should be between 0 and {}.", filter_size_max));
  }
  if (greater && less && *greater >= *less) {
    return invalid_request(
        "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.");
  }
  return {};
}

Result<void> check_filter(const LifecycleRule& rule, const Asked& asked) {
  if (rule.filter.has_value() == rule.prefix.has_value()) return malformed_xml();
  if (!rule.filter) return {};
  const auto& filter = *rule.filter;
  const int named = filter.prefix.has_value() + filter.tag.has_value() +
                    filter.object_size_greater_than.has_value() +
                    filter.object_size_less_than.has_value() + filter.and_.has_value();
  if (named > 1) return malformed_xml();
  const std::size_t joined = asked.tags.size() + (asked.prefix ? 1U : 0U) +
                             (asked.object_size_greater_than ? 1U : 0U) +
                             (asked.object_size_less_than ? 1U : 0U);
  if (filter.and_ && joined < 2) return malformed_xml();
  TRY(check_sizes(asked.object_size_greater_than, asked.object_size_less_than));
  std::set<std::string> keys;
  for (const auto& tag : asked.tags) {
    if (!keys.insert(tag.key).second) return invalid_request("Duplicate Tag Keys are not allowed.");
  }
  return {};
}

Result<void> check_alone(const char* action, const Asked& asked) {
  if (!asked.tags.empty()) {
    return invalid_request(fmt::format("{} cannot be specified with Tags.", action));
  }
  if (asked.object_size_greater_than || asked.object_size_less_than) {
    return invalid_request(fmt::format("{} cannot be specified with Object Size.", action));
  }
  return {};
}

Result<void> check_expiration(const LifecycleRule& rule, const Asked& asked) {
  if (!rule.expiration) return {};
  const auto& given = *rule.expiration;
  if (given.date.has_value() + given.days.has_value() +
          given.expired_object_delete_marker.has_value() !=
      1) {
    return malformed_xml();
  }
  TRY(check_days(given.days, "Days", "Expiration"));
  TRY(check_date(given.date));
  if (given.expired_object_delete_marker) TRY(check_alone("ExpiredObjectDeleteMarker", asked));
  return {};
}

Result<void> check_noncurrent(const LifecycleRule& rule) {
  if (!rule.noncurrent_version_expiration) return {};
  const auto& given = *rule.noncurrent_version_expiration;
  if (!given.noncurrent_days) return malformed_xml();
  TRY(check_days(given.noncurrent_days, "NoncurrentDays", "NoncurrentVersionExpiration"));
  if (given.newer_noncurrent_versions && !rule.filter) {
    return invalid_request("NewerNoncurrentVersions element can only be used in Lifecycle V2.");
  }
  return check_days(given.newer_noncurrent_versions, "NewerNoncurrentVersions",
                    "NoncurrentVersionExpiration");
}

Result<void> check_transitions(const LifecycleRule& rule) {
  for (const auto& each : rule.transitions) {
    if (!each.storage_class || each.date.has_value() == each.days.has_value()) {
      return malformed_xml();
    }
    TRY(check_date(each.date));
    const bool infrequent =
        *each.storage_class == "STANDARD_IA" || *each.storage_class == "ONEZONE_IA";
    if (infrequent && each.days && *each.days < infrequent_days_min) {
      return invalid_setting(
          fmt::format("'Days' in Transition action must be greater than or equal to {} for "
                      "storageClass '{}'",
                      infrequent_days_min, *each.storage_class));
    }
    if (each.days && *each.days < 0) return malformed_xml();
  }
  for (const auto& each : rule.noncurrent_version_transitions) {
    if (!each.storage_class || !each.noncurrent_days) return malformed_xml();
  }
  return {};
}

Result<void> check_actions(const LifecycleRule& rule, const Asked& asked) {
  const auto& abort = rule.abort_incomplete_multipart_upload;
  if (!rule.expiration && !rule.noncurrent_version_expiration && !abort &&
      rule.transitions.empty() && rule.noncurrent_version_transitions.empty()) {
    return invalid_request("At least one action needs to be specified in a rule");
  }
  TRY(check_expiration(rule, asked));
  TRY(check_noncurrent(rule));
  TRY(check_transitions(rule));
  if (!abort) return {};
  if (!abort->days_after_initiation) return malformed_xml();
  TRY(check_days(abort->days_after_initiation, "DaysAfterInitiation",
                 "AbortIncompleteMultipartUpload"));
  return check_alone("AbortIncompleteMultipartUpload", asked);
}

}  // namespace

Result<void> check_lifecycle(const LifecycleRules& rules) {
  if (rules.empty() || rules.size() > lifecycle_rules_max) return malformed_xml();
  std::set<std::string> ids;
  for (const LifecycleRule& rule : rules) {
    const std::string id = rule.id.value_or("");
    if (id.size() > rule_id_max) {
      return invalid_setting(
          fmt::format("ID length should not exceed allowed limit of {}", rule_id_max));
    }
    if (!id.empty() && !ids.insert(id).second) {
      return invalid_setting("Rule ID must be unique. Found same ID for more than one rule");
    }
    if (rule.filter && rules.front().prefix) {
      return invalid_request("Filter element can only be used in Lifecycle V2.");
    }
    if (rule.prefix && rules.front().filter) {
      return invalid_request(
          "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the "
          "Filter.");
    }
    const Asked asked = asked_of(rule);
    TRY(check_filter(rule, asked));
    TRY(check_actions(rule, asked));
  }
  return {};
}

}  // namespace spotdrill::s3
