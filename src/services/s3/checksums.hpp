// The checksums of objects: what a client sends of them is compared with what its bytes give.
// Source: S3 User Guide, "Checking object integrity in Amazon S3".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/openssl.hpp"
#include "base/result.hpp"
#include "services/s3/errors.hpp"
#include "services/s3/records.hpp"

namespace spotdrill::s3 {

enum class Algorithm : std::uint8_t { Crc32, Crc32c, Crc64Nvme, Sha1, Sha256 };

inline constexpr std::array algorithms{Algorithm::Crc32, Algorithm::Crc32c, Algorithm::Crc64Nvme,
                                       Algorithm::Sha1, Algorithm::Sha256};

/// "CRC32", "CRC64NVME", …
std::string_view name_of(Algorithm algorithm);
std::optional<Algorithm> algorithm_called(std::string_view name);

/// CRCs only: a checksum that goes on with what follows. Begins with 0.
std::uint64_t crc_of(Algorithm algorithm, std::uint64_t before, std::string_view bytes);
/// The checksum of two stretches in a row, of the checksums of each.
std::uint64_t crc_of_both(Algorithm algorithm, std::uint64_t first, std::uint64_t second,
                          std::uint64_t second_size);
/// A CRC as a number again.
std::uint64_t crc_number(std::string_view bytes);
/// The bytes of a CRC, as a checksum has them.
std::string crc_bytes(Algorithm algorithm, std::uint64_t crc);

/// The checksum's bytes.
std::string checksum_of(Algorithm algorithm, std::string_view bytes);

std::string md5_of(std::string_view bytes);

/// The member of a request or a reply that has the checksum of `algorithm`.
template <class T>
auto& checksum_member(T& holder, Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::Crc32:
      return holder.checksum_crc32;
    case Algorithm::Crc32c:
      return holder.checksum_crc32_c;
    case Algorithm::Crc64Nvme:
      return holder.checksum_crc64_nvme;
    case Algorithm::Sha1:
      return holder.checksum_sha1;
    case Algorithm::Sha256:
      break;
  }
  return holder.checksum_sha256;
}

/// What a request says of its body's checksum.
struct GivenChecksum {
  std::optional<Algorithm> algorithm;
  std::optional<std::string> value;  ///< Base64.
};

/// Errors: NotImplemented, for the algorithms that are not here.
template <class T>
Result<GivenChecksum> given_checksum(const T& request) {
  if (request.checksum_sha512 || request.checksum_md5 || request.checksum_xxhash64 ||
      request.checksum_xxhash3 || request.checksum_xxhash128) {
    return not_implemented("checksums other than CRC32, CRC32C, CRC64NVME, SHA1 and SHA256");
  }
  for (const Algorithm algorithm : algorithms) {
    const auto& value = checksum_member(request, algorithm);
    if (value) return GivenChecksum{algorithm, value};
  }
  return GivenChecksum{};
}

/// The algorithm that `name`, if any, asks for. Errors: NotImplemented.
Result<std::optional<Algorithm>> wanted_algorithm(const std::optional<std::string>& name);

/// Errors: BadDigest, InvalidDigest.
Result<void> check_md5(const std::optional<std::string>& given, std::string_view md5);

/// Says a record's checksum in a reply.
template <class T>
void say_checksum(const ChecksumRecord& checksum, T& reply) {
  const auto algorithm = algorithm_called(checksum.algorithm);
  if (!algorithm || checksum.value.empty()) return;
  checksum_member(reply, *algorithm) = checksum.value;
  if constexpr (requires { reply.checksum_type; }) reply.checksum_type = checksum.type;
}

}  // namespace spotdrill::s3
