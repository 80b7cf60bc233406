#include <algorithm>

#include "services/secretsmanager/filters.hpp"
#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"
#include "services/secretsmanager/versions.hpp"

namespace spotdrill::secretsmanager {
namespace {

using ListRequest = api::secretsmanager::ListSecretsRequest;

api::secretsmanager::SecretListEntry render_entry(const Secret& secret) {
  auto entry = described_reply<api::secretsmanager::SecretListEntry>(secret);
  entry.secret_versions_to_stages = stages_by_version(secret);
  return entry;
}

/// What secrets are ordered by; a name orders by itself, since that is the order they are kept in.
Instant sort_key(const Secret& secret, std::string_view by) {
  if (by == "last-accessed-date") return secret.accessed.value_or(Instant{});
  if (by == "last-changed-date") return secret.changed;
  return by == "name" ? Instant{} : secret.created;
}

}  // namespace

// DEVIATION: in which order AWS lists when none is asked for is not documented: here the oldest
// comes first.
Result<api::secretsmanager::ListSecretsResponse> list_secrets(SecretsManager& secrets,
                                                              const ListRequest& request) {
  std::vector<const Secret*> found;
  for (const auto& [name, secret] : secrets.secrets()) {
    if (secret.deletion && !request.include_planned_deletion.value_or(false)) continue;
    if (matches(secret, request.filters)) found.push_back(&secret);
  }
  const std::string by = request.sort_by.value_or("created-date");
  std::ranges::stable_sort(found, {}, [&](const Secret* each) { return sort_key(*each, by); });
  if (request.sort_order.value_or("asc") == "desc") std::ranges::reverse(found);
  std::vector<const Secret*> page;
  constexpr std::int32_t usual = 100;
  api::secretsmanager::ListSecretsResponse response;
  TRY(page_into("ListSecrets", request, usual, std::move(found), page, response));
  for (const Secret* secret : page) response.secret_list.push_back(render_entry(*secret));
  return response;
}

}  // namespace spotdrill::secretsmanager
