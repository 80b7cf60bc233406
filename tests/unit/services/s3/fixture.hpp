// S3 in virtual time, and short ways to put, get and list.
#pragma once

#include <memory>
#include <string>

#include "services/s3/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_blobs.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::s3 {

/// 2027-01-15T08:00:00Z.
inline constexpr Instant start{1'800'000'000s};

inline std::string code(const auto& result) {
  return result.has_value() ? "" : result.error().code;
}

struct Fixture {
  MemoryStore store;
  MemoryBlobs blobs;
  sim::VirtualTime time{start};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  wire::Context context{.region = "us-east-1", .caller_arn = "arn:aws:iam::123456789012:root"};
  std::unique_ptr<S3> s3 = make();

  std::unique_ptr<S3> make() {
    return std::make_unique<S3>(world, blobs, "123456789012", [](std::string_view caller) {
      return caller.find("assumed-role") != std::string_view::npos;
    });
  }

  /// As kill -9 and a new start, after a commit or before it.
  void restart() {
    s3.reset();
    s3 = make();
  }

  std::string make_bucket(const std::string& name = "bucket") {
    return code(create_bucket(*s3, {.bucket = name}, context));
  }

  std::string set_versioning(const std::string& status, const std::string& bucket = "bucket") {
    api::s3::PutBucketVersioningRequest request{.bucket = bucket};
    request.versioning_configuration.status = status;
    return code(put_bucket_versioning(*s3, request));
  }

  std::string put(const std::string& key, const std::string& body) {
    api::s3::PutObjectRequest request;
    request.bucket = "bucket";
    request.key = key;
    request.body = body;
    return code(put_object(*s3, request, context));
  }

  /// The bytes, or the code of the refusal.
  std::string get(const std::string& key, std::optional<std::string> range = {}) {
    api::s3::GetObjectRequest request;
    request.bucket = "bucket";
    request.key = key;
    request.range = std::move(range);
    const auto got = get_object(*s3, request, context);
    return got.has_value() ? *got->body : got.error().code;
  }

  std::string begin(const std::string& key, std::optional<std::string> algorithm = {},
                    std::optional<std::string> type = {}) {
    api::s3::CreateMultipartUploadRequest request;
    request.bucket = "bucket";
    request.key = key;
    request.checksum_algorithm = std::move(algorithm);
    request.checksum_type = std::move(type);
    const auto begun = create_multipart_upload(*s3, request, context);
    return begun.has_value() ? *begun->upload_id : begun.error().code;
  }

  /// The ETag, or the code of the refusal.
  std::string put_part(const std::string& key, const std::string& id, std::int32_t number,
                       const std::string& body) {
    api::s3::UploadPartRequest request;
    request.bucket = "bucket";
    request.key = key;
    request.upload_id = id;
    request.part_number = number;
    request.body = body;
    const auto put = upload_part(*s3, request, context);
    return put.has_value() ? *put->e_tag : put.error().code;
  }

  using Named = std::vector<std::pair<std::int32_t, std::string>>;
  std::string complete(const std::string& key, const std::string& id, const Named& parts) {
    api::s3::CompleteMultipartUploadRequest request;
    request.bucket = "bucket";
    request.key = key;
    request.upload_id = id;
    auto& named = request.multipart_upload.emplace().parts;
    for (const auto& [number, etag] : parts) {
      auto& each = named.emplace_back();
      each.part_number = number;
      each.e_tag = etag;
    }
    const auto completed = complete_multipart_upload(*s3, request);
    return completed.has_value() ? *completed->e_tag : completed.error().code;
  }

  /// "a b | p/": keys, then common prefixes; "…" when there is more.
  std::string list(api::s3::ListObjectsV2Request request = {}) {
    request.bucket = "bucket";
    const auto listed = list_objects_v2(*s3, request);
    if (!listed.has_value()) return listed.error().code;
    std::string text;
    for (const auto& each : listed->contents) text += *each.key + " ";
    text += "|";
    for (const auto& each : listed->common_prefixes) text += " " + *each.prefix;
    next = listed->next_continuation_token.value_or("");
    return text + (*listed->is_truncated ? " …" : "");
  }
  std::string next;
};

}  // namespace spotdrill::s3
