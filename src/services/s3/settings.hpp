// What a bucket keeps as it was put and gives back to whoever asks (its sub-resources), and what a
// bucket answers that nobody has put anything to. Only the lifecycle rules act, in lifecycle.hpp.
// DEVIATION: policies, public access blocks, ownership controls and default encryption are kept and
// given back; nobody is refused by them, and objects are no different for them.
// DEVIATION: logging, websites, payment, acceleration, notifications, replication and object lock
// cannot be configured. Reading them gives what a bucket has on AWS that nobody has configured.
#pragma once

#include <string>
#include <string_view>

#include "protocol/shape_json.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

/// A sub-resource. Its rows are what the operation that reads it answers, as JSON.
struct Setting {
  std::string_view name;        ///< As the query has it: "cors".
  std::string_view code = {};   ///< Of the refusal where it is not there.
  std::string_view words = {};  ///< Likewise.
  std::string_view fresh = {};  ///< What a new bucket has. Empty: it is not there.
  bool resets = false;          ///< Deleted, it is as in a new bucket.
};

inline constexpr Setting cors_setting{"cors", "NoSuchCORSConfiguration",
                                      "The CORS configuration does not exist"};
inline constexpr Setting encryption_setting{
    .name = "encryption",
    .fresh =
        R"({"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{)"
        R"("SSEAlgorithm":"AES256"},"BucketKeyEnabled":false}]}})",
    .resets = true};
inline constexpr Setting lifecycle_setting{"lifecycle", "NoSuchLifecycleConfiguration",
                                           "The lifecycle configuration does not exist"};
inline constexpr Setting policy_setting{"policy", "NoSuchBucketPolicy",
                                        "The bucket policy does not exist"};
inline constexpr Setting ownership_setting{
    "ownershipControls", "OwnershipControlsNotFoundError",
    "The bucket ownership controls were not found",
    R"({"OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}})"};
inline constexpr Setting public_access_setting{
    "publicAccessBlock", "NoSuchPublicAccessBlockConfiguration",
    "The public access block configuration was not found",
    R"({"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,)"
    R"("BlockPublicPolicy":true,"RestrictPublicBuckets":true}})"};

// These are never put.
inline constexpr Setting acceleration_setting{.name = "accelerate", .fresh = "{}"};
inline constexpr Setting logging_setting{.name = "logging", .fresh = "{}"};
inline constexpr Setting notification_setting{.name = "notification", .fresh = "{}"};
inline constexpr Setting object_lock_setting{
    "object-lock", "ObjectLockConfigurationNotFoundError",
    "Object Lock configuration does not exist for this bucket"};
inline constexpr Setting payment_setting{.name = "requestPayment",
                                         .fresh = R"({"Payer":"BucketOwner"})"};
inline constexpr Setting replication_setting{"replication", "ReplicationConfigurationNotFoundError",
                                             "The replication configuration was not found"};
inline constexpr Setting website_setting{
    "website", "NoSuchWebsiteConfiguration",
    "The specified bucket does not have a website configuration"};

/// The text of a setting; empty: it is not there.
std::string_view setting_text(const BucketRecord& bucket, const Setting& setting);

/// Makes `text` a bucket's setting; nothing: takes it away.
void put_setting_text(S3& s3, BucketRecord bucket, const Setting& setting, std::string text);

/// Errors: NoSuchBucket, AccessDenied, MalformedXML where something is missing or not one of those
/// it may be.
template <class Reply, class Request>
Result<void> put_setting(S3& s3, const Request& request, const Setting& setting,
                         const Reply& reply) {
  const BucketRecord* bucket = TRY(bucket_of(s3, request));
  const json::value written = protocol::write_json(reply);
  if (!protocol::read_json<Reply>(written).has_value()) return malformed_xml();
  put_setting_text(s3, *bucket, setting, to_text(written));
  return {};
}

/// What is kept of a bucket; nothing: there is none.
template <class Reply>
std::optional<Reply> kept_setting(const BucketRecord& bucket, const Setting& setting) {
  const std::string_view text = setting_text(bucket, setting);
  if (text.empty()) return std::nullopt;
  const auto parsed = parse_json(text);
  if (!parsed.has_value()) return std::nullopt;
  auto read = protocol::read_json<Reply>(*parsed);
  if (!read.has_value()) return std::nullopt;
  return *std::move(read);
}

/// Errors: NoSuchBucket, AccessDenied, the setting's own.
template <class Reply, class Request>
Result<Reply> get_setting(const S3& s3, const Request& request, const Setting& setting) {
  const BucketRecord* bucket = TRY(bucket_of(s3, request));
  auto kept = kept_setting<Reply>(*bucket, setting);
  if (!kept) return no_such_setting(setting.code, setting.words, request.bucket);
  return *std::move(kept);
}

/// Errors: NoSuchBucket, AccessDenied.
template <class Request>
Result<void> delete_setting(S3& s3, const Request& request, const Setting& setting) {
  put_setting_text(s3, *TRY(bucket_of(s3, request)), setting, {});
  return {};
}

}  // namespace spotdrill::s3
