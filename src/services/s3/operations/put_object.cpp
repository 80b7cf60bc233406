#include "services/s3/conditions.hpp"
#include "services/s3/lifecycle.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/receiving.hpp"
#include "services/s3/requests.hpp"
#include "services/s3/tags.hpp"

namespace spotdrill::s3 {

Result<api::s3::PutObjectOutput> put_object(S3& s3, const api::s3::PutObjectRequest& request,
                                            const wire::Context& context) {
  TRY(bucket_of(s3, request));
  TRY(check_key(request.key));
  // Before the body is looked at, which may not have come: a client can wait for leave to send it.
  TRY(check_write(s3.find_object(request.bucket, request.key), request.key, request.if_match,
                  request.if_none_match));
  TRY(check_served(request));
  const GivenChecksum given = TRY(given_checksum(request));
  const auto wanted = TRY(wanted_algorithm(request.checksum_algorithm));
  const auto algorithm = given.algorithm ? given.algorithm : wanted;
  const Carried carried{request.body, context, algorithm};
  const Digests& digests = carried.digests();
  TRY(check_size(digests.size()));
  const std::string md5 = digests.md5();
  TRY(check_md5(request.content_md5, md5));
  ObjectRecord object{.bucket = request.bucket,
                      .key = request.key,
                      .etag = hex_digits(md5),
                      .size = digests.size(),
                      .last_modified = s3.now(),
                      .attributes = TRY(attributes_of(request)),
                      .checksum = TRY(check_checksum(given.value, algorithm, digests))};
  object.tags = TRY(tags_of_header(request.tagging));
  object.pieces.push_back(TRY(carried.keep(s3)));
  api::s3::PutObjectOutput output;
  output.e_tag = quoted(object.etag);
  output.server_side_encryption = encryption;
  say_checksum(object.checksum, output);
  const ObjectRecord& put = s3.put_object(std::move(object));
  output.version_id = new_version(s3, put);
  output.expiration = expiration_header(s3, put);
  return output;
}

}  // namespace spotdrill::s3
