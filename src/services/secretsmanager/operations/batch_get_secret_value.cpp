#include "services/secretsmanager/filters.hpp"
#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"
#include "services/secretsmanager/versions.hpp"

namespace spotdrill::secretsmanager {
namespace {

using BatchResponse = api::secretsmanager::BatchGetSecretValueResponse;

Result<api::secretsmanager::SecretValueEntry> read_entry(SecretsManager& secrets,
                                                         const std::string& id) {
  const Secret* secret = TRY(secrets.find_usable(id));
  const Version* version = TRY(find_value(*secret, std::nullopt, std::nullopt));
  return value_reply<api::secretsmanager::SecretValueEntry>(secrets, *secret, *version);
}

}  // namespace

Result<BatchResponse> batch_get_secret_value(
    SecretsManager& secrets, const api::secretsmanager::BatchGetSecretValueRequest& request) {
  const bool by_ids = !request.secret_id_list.empty();
  if (by_ids != request.filters.empty()) return ids_or_filters();
  if (by_ids && request.max_results) return results_without_filters();
  BatchResponse response;
  std::vector<std::string> page;
  if (by_ids) {
    page = request.secret_id_list;
  } else {
    std::vector<std::string> names;
    for (const auto& [name, secret] : secrets.secrets()) {
      if (!secret.deletion && matches(secret, request.filters)) names.push_back(name);
    }
    constexpr std::int32_t usual = 20;
    TRY(page_into("BatchGetSecretValue", request, usual, std::move(names), page, response));
  }
  for (const std::string& id : page) {
    auto entry = read_entry(secrets, id);
    if (entry.has_value()) {
      response.secret_values.push_back(*std::move(entry));
    } else {
      response.errors.push_back(
          {.secret_id = id, .error_code = entry.error().code, .message = entry.error().message});
    }
  }
  return response;
}

}  // namespace spotdrill::secretsmanager
