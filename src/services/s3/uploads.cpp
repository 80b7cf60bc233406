#include "services/s3/uploads.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"

namespace spotdrill::s3 {
namespace {

bool is_sha(Algorithm algorithm) {
  return algorithm == Algorithm::Sha1 || algorithm == Algorithm::Sha256;
}

std::string bytes_of_digits(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    bytes += static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1]));
  }
  return bytes;
}

}  // namespace

Result<void> check_part_number(std::int32_t number) {
  if (number >= 1 && number <= part_number_max) return {};
  return invalid_argument("Part number must be an integer between 1 and 10000, inclusive",
                          "partNumber", std::to_string(number));
}

Result<ChecksumRecord> planned_checksum(const std::optional<std::string>& algorithm,
                                        const std::optional<std::string>& type) {
  const auto wanted = TRY(wanted_algorithm(algorithm));
  if (!wanted) {
    if (type) {
      return invalid_request(
          "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm "
          "header.");
    }
    return ChecksumRecord{};
  }
  // Source: S3 User Guide, "Checking object integrity", the table of full object and composite
  // checksum types.
  const bool only_full = *wanted == Algorithm::Crc64Nvme;
  const std::string chosen = type.value_or(only_full ? "FULL_OBJECT" : "COMPOSITE");
  if ((only_full && chosen == "COMPOSITE") || (is_sha(*wanted) && chosen == "FULL_OBJECT")) {
    return invalid_request(
        fmt::format("The {} checksum type cannot be used with the {} checksum algorithm.", chosen,
                    name_of(*wanted)));
  }
  return ChecksumRecord{.algorithm = std::string{name_of(*wanted)}, .value = {}, .type = chosen};
}

std::string etag_of_parts(const std::vector<const PartRecord*>& parts) {
  std::string digests;
  for (const PartRecord* part : parts) digests += bytes_of_digits(part->etag);
  return fmt::format("{}-{}", hex_digits(md5_of(digests)), parts.size());
}

ChecksumRecord checksum_of_parts(const ChecksumRecord& planned,
                                 const std::vector<const PartRecord*>& parts) {
  const auto algorithm = algorithm_called(planned.algorithm);
  if (!algorithm) return {};
  ChecksumRecord checksum = planned;
  std::string all;
  std::uint64_t crc = 0;
  for (const PartRecord* part : parts) {
    const std::string bytes = base64_decode(part->checksum.value).value_or("");
    all += bytes;
    crc = crc_of_both(*algorithm, crc, crc_number(bytes), static_cast<std::uint64_t>(part->size));
  }
  checksum.value =
      planned.type == "FULL_OBJECT"
          ? base64_encode(crc_bytes(*algorithm, crc))
          : fmt::format("{}-{}", base64_encode(checksum_of(*algorithm, all)), parts.size());
  return checksum;
}

}  // namespace spotdrill::s3
