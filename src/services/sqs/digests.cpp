#include "services/sqs/digests.hpp"

#include <cstdint>

#include "base/base64.hpp"
#include "base/openssl.hpp"

namespace spotdrill::sqs {
namespace {

/// "Encode the length (4 bytes) and the UTF-8 bytes".
void append_counted(std::string& out, std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>(size >> shift);
  out += bytes;
}

}  // namespace

std::string md5_digits(std::string_view bytes) {
  return hex_digits(evp_digest(EVP_md5(), bytes));
}

// "Sort all message attributes by name in ascending order. Encode the individual parts of each
// attribute (Name, Type, and Value) into a buffer. Compute the message digest of the entire
// buffer."
std::string md5_of(const std::map<std::string, AttributeRecord>& attributes) {
  if (attributes.empty()) return {};
  constexpr char string_value = 1;
  constexpr char binary_value = 2;
  std::string bytes;
  for (const auto& [name, attribute] : attributes) {
    const bool binary = attribute.type.starts_with("Binary");
    append_counted(bytes, name);
    append_counted(bytes, attribute.type);
    bytes += binary ? binary_value : string_value;
    append_counted(bytes, binary ? base64_decode(attribute.value).value_or("") : attribute.value);
  }
  return md5_digits(bytes);
}

}  // namespace spotdrill::sqs
