#include "services/s3/checksums.hpp"
#include "services/s3/conditions.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/requests.hpp"

namespace spotdrill::s3 {

Result<api::s3::PutObjectOutput> put_object(S3& s3, const api::s3::PutObjectRequest& request) {
  TRY(bucket_of(s3, request));
  TRY(check_key(request.key));
  TRY(check_served(request));
  static const std::string nothing;
  const std::string& body = request.body ? *request.body : nothing;
  if (body.size() > body_bytes_max) return entity_too_large(body.size(), body_bytes_max);
  const std::string md5 = md5_of(body);
  TRY(check_md5(request.content_md5, md5));
  const auto wanted = TRY(wanted_algorithm(request.checksum_algorithm));
  ObjectRecord object{.bucket = request.bucket,
                      .key = request.key,
                      .etag = hex_digits(md5),
                      .size = static_cast<std::int64_t>(body.size()),
                      .last_modified = s3.now(),
                      .attributes = TRY(attributes_of(request)),
                      .checksum = TRY(check_checksum(TRY(given_checksum(request)), wanted, body))};
  TRY(check_write(s3.find_object(request.bucket, request.key), request.key, request.if_match,
                  request.if_none_match));
  object.pieces.push_back(TRY(s3.keep(body)));
  api::s3::PutObjectOutput output;
  output.e_tag = quoted(object.etag);
  output.server_side_encryption = encryption;
  say_checksum(object.checksum, output);
  s3.put_object(std::move(object));
  return output;
}

}  // namespace spotdrill::s3
