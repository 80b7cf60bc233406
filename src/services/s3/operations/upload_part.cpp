#include "services/s3/operations.hpp"
#include "services/s3/uploads.hpp"

namespace spotdrill::s3 {
namespace {

/// The algorithm of a part's checksum: the upload's, which no part may differ from.
Result<std::optional<Algorithm>> part_algorithm(const UploadRecord& upload,
                                                const GivenChecksum& given) {
  const auto planned = algorithm_called(upload.checksum.algorithm);
  if (planned && given.algorithm && planned != given.algorithm) {
    const auto name = [](const std::optional<Algorithm>& algorithm) {
      return std::string{algorithm ? name_of(*algorithm) : "null"};
    };
    return invalid_request("Checksum Type mismatch occurred, expected checksum Type: " +
                           name(planned) + ", actual checksum Type: " + name(given.algorithm));
  }
  return planned;
}

}  // namespace

Result<api::s3::UploadPartOutput> upload_part(S3& s3, const api::s3::UploadPartRequest& request) {
  const UploadRecord* upload = TRY(upload_of(s3, request));
  TRY(check_part_number(request.part_number));
  TRY(check_served(request));
  static const std::string nothing;
  const std::string& body = request.body ? *request.body : nothing;
  if (body.size() > body_bytes_max) return entity_too_large(body.size(), body_bytes_max);
  const std::string md5 = md5_of(body);
  TRY(check_md5(request.content_md5, md5));
  const GivenChecksum given = TRY(given_checksum(request));
  const auto planned = TRY(part_algorithm(*upload, given));
  PartRecord part{.number = request.part_number,
                  .etag = hex_digits(md5),
                  .size = static_cast<std::int64_t>(body.size()),
                  .last_modified = s3.now(),
                  .checksum = TRY(check_checksum(given, planned, body)),
                  .pieces = {}};
  part.pieces.push_back(TRY(s3.keep(body)));
  api::s3::UploadPartOutput output;
  output.e_tag = quoted(part.etag);
  output.server_side_encryption = encryption;
  say_checksum(part.checksum, output);
  s3.put_part(upload->id, std::move(part));
  return output;
}

}  // namespace spotdrill::s3
