// What several operations of Secrets Manager ask of their requests.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/secretsmanager.hpp"
#include "base/base64.hpp"
#include "base/result.hpp"
#include "services/page_token.hpp"
#include "services/secretsmanager/errors.hpp"
#include "services/secretsmanager/secrets_manager.hpp"

namespace spotdrill::secretsmanager {

/// Errors: ValidationException.
Result<void> check_name(std::string_view name);

/// "Maximum number of tags: 50". Errors: InvalidParameterException.
Result<std::map<std::string, std::string>> with_tags(
    std::map<std::string, std::string> tags, const std::vector<api::secretsmanager::Tag>& added);
std::vector<api::secretsmanager::Tag> render_tags(const std::map<std::string, std::string>& tags);

/// Errors: MalformedPolicyDocumentException.
Result<void> check_policy(const std::string& policy);

/// The value that SecretString or SecretBinary gives; nothing: neither.
/// Errors: InvalidParameterException.
Result<std::optional<SecretValue>> read_value(const std::optional<std::string>& text,
                                              const std::optional<std::string>& bytes);

/// Gives the secret `value` as the version `token`, or finds that it has it: then nothing changes.
/// Gives the version. Errors: InvalidRequestException, LimitExceededException,
/// ResourceExistsException.
Result<const Version*> put_value(SecretsManager& secrets, const Secret& secret, SecretValue value,
                                 const std::optional<std::string>& token,
                                 std::vector<std::string> stages);

/// One page of `all`, by MaxResults and NextToken. Errors: InvalidNextTokenException.
template <class Item, class Request, class Response>
Result<void> page_into(std::string_view operation, const Request& request, std::int32_t usual,
                       std::vector<Item> all, std::vector<Item>& page, Response& response) {
  const auto begin = services::page_begin(operation, request.next_token);
  if (!begin) return invalid_next_token();
  services::take_page(operation, std::move(all), *begin,
                      static_cast<std::size_t>(request.max_results.value_or(usual)), page,
                      response.next_token);
  return {};
}

/// What many replies are: the secret's ARN and name.
template <class Response>
Response named_reply(const Secret& secret) {
  Response response;
  response.arn = secret.arn;
  response.name = secret.name;
  return response;
}

/// What is told of a secret itself, but for its versions.
template <class Response>
Response described_reply(const Secret& secret) {
  auto response = named_reply<Response>(secret);
  response.description = secret.description;
  response.kms_key_id = secret.kms_key;
  response.last_changed_date = secret.changed;
  response.last_accessed_date = secret.accessed;
  response.deleted_date = secret.deletion;
  response.created_date = secret.created;
  response.tags = render_tags(secret.tags);
  return response;
}

/// The value of one of the secret's versions, which is thereby read.
template <class Response>
Response value_reply(SecretsManager& secrets, const Secret& secret, const Version& version) {
  auto response = named_reply<Response>(secret);
  response.version_id = version.id;
  response.secret_string = version.value.text;
  if (version.value.bytes) response.secret_binary = base64_decode(*version.value.bytes);
  response.version_stages = version.stages;
  response.created_date = version.created;
  secrets.note_access(secret, version.id);
  return response;
}

}  // namespace spotdrill::secretsmanager
