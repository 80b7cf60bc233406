// What several operations of KMS ask of their requests.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/kms.hpp"
#include "base/result.hpp"
#include "services/kms/cipher.hpp"
#include "services/kms/errors.hpp"
#include "services/kms/kms.hpp"
#include "services/page_token.hpp"

namespace spotdrill::kms {

/// A key whose settings may be changed: by id or ARN, and not pending deletion.
/// Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
Result<const Key*> find_changeable(const Kms& kms, std::string_view id);

/// A key whose rotation may be changed. Errors: as find_changeable, and DisabledException.
Result<const Key*> find_rotatable(const Kms& kms, std::string_view id);

/// "Maximum number of tags: 50". Errors: TagException.
Result<std::map<std::string, std::string>> with_tags(std::map<std::string, std::string> tags,
                                                     const std::vector<api::kms::Tag>& added);

/// Errors: MalformedPolicyDocumentException.
Result<void> check_policy(const std::string& policy);

/// How `name` must look as an alias of a user's. Errors: ValidationException,
/// NotAuthorizedException.
Result<void> check_alias_name(const std::string& name);

/// The key that an alias may get: by id or ARN, with room for one alias more.
/// Errors: ValidationException, NotFoundException, KMSInvalidStateException,
/// LimitExceededException.
Result<const Key*> alias_target(const Kms& kms, const std::string& id);

/// What all cryptography refuses: grants, enclaves, algorithms of other keys.
/// Errors: InvalidGrantTokenException, InvalidKeyUsageException.
Result<void> check_use(const std::vector<std::string>& grant_tokens,
                       const std::optional<std::string>& encryption_algorithm);

/// A key of `bytes` or of `spec`, in clear. Errors: ValidationException.
Result<std::string> make_data_key(Kms& kms, const std::optional<std::int32_t>& bytes,
                                  const std::optional<std::string>& spec);

/// Encrypts by a key that may be used.
std::string encrypt_by(Kms& kms, const Key& key, std::string_view plaintext,
                       const EncryptionContext& context);

struct Decrypted {
  const Key* key = nullptr;
  std::string plaintext;
};
/// `expected`: the key that the request names. Errors: InvalidCiphertextException,
/// IncorrectKeyException, NotFoundException, DisabledException, KMSInvalidStateException.
Result<Decrypted> decrypt_blob(const Kms& kms, const std::optional<std::string>& ciphertext,
                               const EncryptionContext& context,
                               const std::optional<std::string>& expected);

/// One page of `all` by Limit and Marker, as every list of KMS has them: `page` is its member.
/// Errors: InvalidMarkerException.
template <class Item, class Request, class Response>
Result<void> page_into(std::string_view operation, const Request& request, std::int32_t usual,
                       std::vector<Item> all, std::vector<Item>& page, Response& response) {
  const auto begin = services::page_begin(operation, request.marker);
  if (!begin) return refuse(errors::invalid_marker());
  services::take_page(operation, std::move(all), *begin,
                      static_cast<std::size_t>(request.limit.value_or(usual)), page,
                      response.next_marker);
  response.truncated = response.next_marker.has_value();
  return {};
}

}  // namespace spotdrill::kms
