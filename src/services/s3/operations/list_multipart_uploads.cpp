#include <algorithm>
#include <tuple>

#include "services/s3/listing.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/uploads.hpp"

namespace spotdrill::s3 {
namespace {

/// A bucket's uploads, in order of keys and then of their beginnings.
std::vector<const UploadRecord*> uploads_of(const S3& s3, const std::string& bucket,
                                            const std::string& prefix) {
  std::vector<const UploadRecord*> found;
  for (const auto& [id, upload] : s3.uploads()) {
    if (upload.bucket == bucket && upload.key.starts_with(prefix)) found.push_back(&upload);
  }
  std::ranges::sort(found, [](const UploadRecord* a, const UploadRecord* b) {
    return std::tie(a->key, a->initiated, a->id) < std::tie(b->key, b->initiated, b->id);
  });
  return found;
}

/// Those behind the markers of a page before.
void skip_to_markers(const api::s3::ListMultipartUploadsRequest& request,
                     std::vector<const UploadRecord*>& uploads) {
  const std::string key = request.key_marker.value_or("");
  if (key.empty()) return;
  const auto begin = std::ranges::find_if(uploads, [&](const UploadRecord* upload) {
    return upload->key > key ||
           (upload->key == key && upload->id == request.upload_id_marker.value_or(""));
  });
  const bool at_marker = begin != uploads.end() && (*begin)->key == key;
  uploads.erase(uploads.begin(), begin + (at_marker ? 1 : 0));
}

}  // namespace

Result<api::s3::ListMultipartUploadsOutput> list_multipart_uploads(
    S3& s3, const api::s3::ListMultipartUploadsRequest& request) {
  TRY(bucket_of(s3, request));
  if (request.delimiter && !request.delimiter->empty()) {
    return not_implemented("delimiters in lists of uploads");
  }
  const std::size_t max = TRY(page_size(request.max_uploads, "max-uploads"));
  const auto& encoding = request.encoding_type;
  auto uploads = uploads_of(s3, request.bucket, request.prefix.value_or(""));
  skip_to_markers(request, uploads);
  api::s3::ListMultipartUploadsOutput output;
  output.bucket = request.bucket;
  output.key_marker = encoded(request.key_marker.value_or(""), encoding);
  output.upload_id_marker = request.upload_id_marker.value_or("");
  if (request.prefix) output.prefix = encoded(*request.prefix, encoding);
  output.max_uploads = static_cast<std::int32_t>(max);
  output.encoding_type = encoding;
  output.is_truncated = uploads.size() > max;
  if (uploads.size() > max) uploads.resize(max);
  for (const UploadRecord* upload : uploads) {
    auto& each = output.uploads.emplace_back();
    each.upload_id = upload->id;
    each.key = encoded(upload->key, encoding);
    each.initiated = upload->initiated;
    each.storage_class = listed_class(upload->attributes);
    each.owner.emplace().id = s3.owner_id();
    each.initiator.emplace().id = upload->initiator;
    each.checksum_algorithm = unless_empty(upload->checksum.algorithm);
    each.checksum_type = unless_empty(upload->checksum.type);
  }
  if (*output.is_truncated && !uploads.empty()) {
    output.next_key_marker = encoded(uploads.back()->key, encoding);
    output.next_upload_id_marker = uploads.back()->id;
  }
  return output;
}

}  // namespace spotdrill::s3
