#include "services/s3/checksums.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>

#include "base/base64.hpp"
#include "base/openssl.hpp"

namespace spotdrill::s3 {
namespace {

/// What a byte does to a CRC that so many bytes follow as the table's index says.
using CrcTable = std::array<std::array<std::uint64_t, 256>, 8>;

/// `polynomial` with its bits reflected.
constexpr CrcTable crc_table(std::uint64_t polynomial) {
  CrcTable table{};
  for (std::uint64_t byte = 0; byte < 256; ++byte) {
    std::uint64_t value = byte;
    for (int bit = 0; bit < 8; ++bit) {
      value = (value & 1U) != 0 ? (value >> 1U) ^ polynomial : value >> 1U;
    }
    table[0][byte] = value;
  }
  for (std::size_t i = 1; i < table.size(); ++i) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint64_t before = table[i - 1][byte];
      table[i][byte] = table[0][before & 0xFFU] ^ (before >> 8U);
    }
  }
  return table;
}

/// Castagnoli's polynomial: RFC 3720, section 12.1.
constexpr CrcTable crc32c_table = crc_table(0x82F63B78U);
/// Source: NVM Express, NVM Command Set Specification, section 5.2.1.3.4.
constexpr CrcTable crc64nvme_table = crc_table(0x9A6C9329AC4BC9B5U);

std::uint64_t polynomial_of(Algorithm algorithm) {
  if (algorithm == Algorithm::Crc32) return 0xEDB88320U;
  return algorithm == Algorithm::Crc32c ? 0x82F63B78U : 0x9A6C9329AC4BC9B5U;
}

/// The product of two polynomials modulo that of a CRC, bits reflected: `top` is x to the 0.
std::uint64_t product(std::uint64_t a, std::uint64_t b, std::uint64_t polynomial,
                      std::uint64_t top) {
  std::uint64_t sum = 0;
  for (std::uint64_t bit = top; bit != 0; bit >>= 1U) {
    if ((a & bit) != 0) sum ^= b;
    b = (b & 1U) != 0 ? (b >> 1U) ^ polynomial : b >> 1U;
  }
  return sum;
}

std::uint64_t table_crc(const CrcTable& table, std::uint64_t ones, std::uint64_t before,
                        std::string_view bytes) {
  std::uint64_t value = before ^ ones;
  // Eight bytes at a time, which do not wait for each other.
  for (; bytes.size() >= table.size(); bytes.remove_prefix(table.size())) {
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      next |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8U * i);
    }
    value ^= next;
    next = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      next ^= table[table.size() - 1 - i][(value >> (8U * i)) & 0xFFU];
    }
    value = next;
  }
  for (const char c : bytes) {
    value = table[0][(value ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (value >> 8U);
  }
  return value ^ ones;
}

}  // namespace

std::string_view name_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::Crc32:
      return "CRC32";
    case Algorithm::Crc32c:
      return "CRC32C";
    case Algorithm::Crc64Nvme:
      return "CRC64NVME";
    case Algorithm::Sha1:
      return "SHA1";
    case Algorithm::Sha256:
      break;
  }
  return "SHA256";
}

std::optional<Algorithm> algorithm_called(std::string_view name) {
  const auto found = std::ranges::find(algorithms, name, name_of);
  return found == algorithms.end() ? std::nullopt : std::optional{*found};
}

std::uint64_t crc_of(Algorithm algorithm, std::uint64_t before, std::string_view bytes) {
  if (algorithm == Algorithm::Crc32) {
    return ::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  }
  if (algorithm == Algorithm::Crc32c) return table_crc(crc32c_table, 0xFFFFFFFFU, before, bytes);
  return table_crc(crc64nvme_table, ~std::uint64_t{0}, before, bytes);
}

std::uint64_t crc_of_both(Algorithm algorithm, std::uint64_t first, std::uint64_t second,
                          std::uint64_t second_size) {
  const std::uint64_t polynomial = polynomial_of(algorithm);
  const std::uint64_t top = std::uint64_t{1} << (algorithm == Algorithm::Crc64Nvme ? 63U : 31U);
  // The first is moved by as many bits as the second has: times x to that power.
  std::uint64_t shift = top;
  std::uint64_t square = top >> 1U;
  for (std::uint64_t bits = second_size * 8; bits != 0; bits >>= 1U) {
    if ((bits & 1U) != 0) shift = product(square, shift, polynomial, top);
    square = product(square, square, polynomial, top);
  }
  return product(shift, first, polynomial, top) ^ second;
}

std::uint64_t crc_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return number;
}

std::string crc_bytes(Algorithm algorithm, std::uint64_t crc) {
  std::string bytes;
  for (int shift = algorithm == Algorithm::Crc64Nvme ? 56 : 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>((crc >> static_cast<unsigned>(shift)) & 0xFFU);
  }
  return bytes;
}

std::string checksum_of(Algorithm algorithm, std::string_view bytes) {
  if (algorithm == Algorithm::Sha1) return evp_digest(EVP_sha1(), bytes);
  if (algorithm == Algorithm::Sha256) return evp_digest(EVP_sha256(), bytes);
  return crc_bytes(algorithm, crc_of(algorithm, 0, bytes));
}

std::string md5_of(std::string_view bytes) {
  return evp_digest(EVP_md5(), bytes);
}

Result<std::optional<Algorithm>> wanted_algorithm(const std::optional<std::string>& name) {
  if (!name) return std::optional<Algorithm>{};
  const auto algorithm = algorithm_called(*name);
  if (!algorithm) return not_implemented(fmt::format("the checksum algorithm '{}'", *name));
  return algorithm;
}

Result<void> check_md5(const std::optional<std::string>& given, std::string_view md5) {
  if (!given) return {};
  const auto decoded = base64_decode(*given);
  if (!decoded || decoded->size() != md5.size()) return invalid_digest(*given);
  if (*decoded != md5) return bad_digest();
  return {};
}

}  // namespace spotdrill::s3
