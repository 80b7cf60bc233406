#include "services/s3/operations.hpp"
#include "services/s3/receiving.hpp"
#include "services/s3/uploads.hpp"

namespace spotdrill::s3 {
namespace {

/// The algorithm of a part's checksum: the upload's, which no part may differ from, or else its
/// own.
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
  return planned ? planned : given.algorithm;
}

}  // namespace

Result<api::s3::UploadPartOutput> upload_part(S3& s3, const api::s3::UploadPartRequest& request,
                                              const wire::Context& context) {
  const UploadRecord* upload = TRY(upload_of(s3, request));
  TRY(check_part_number(request.part_number));
  TRY(check_served(request));
  const GivenChecksum given = TRY(given_checksum(request));
  const auto algorithm = TRY(part_algorithm(*upload, given));
  const Carried carried{request.body, context, algorithm};
  const Digests& digests = carried.digests();
  TRY(check_size(digests.size()));
  const std::string md5 = digests.md5();
  TRY(check_md5(request.content_md5, md5));
  PartRecord part{.number = request.part_number,
                  .etag = hex_digits(md5),
                  .size = digests.size(),
                  .last_modified = s3.now(),
                  .checksum = TRY(check_checksum(given.value, algorithm, digests)),
                  .pieces = {}};
  part.pieces.push_back(TRY(carried.keep(s3)));
  api::s3::UploadPartOutput output;
  output.e_tag = quoted(part.etag);
  output.server_side_encryption = encryption;
  say_checksum(part.checksum, output);
  s3.put_part(upload->id, std::move(part));
  return output;
}

}  // namespace spotdrill::s3
