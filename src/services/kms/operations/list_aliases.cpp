#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::ListAliasesResponse> list_aliases(Kms& kms,
                                                   const api::kms::ListAliasesRequest& request) {
  const Key* of = request.key_id ? TRY(kms.find_by_id(*request.key_id)) : nullptr;
  std::vector<api::kms::AliasListEntry> all;
  // DEVIATION: AWS lists the aliases of its own services' keys too, which are not here.
  for (const auto& [name, alias] : kms.aliases()) {
    if (of != nullptr && alias.key_id != of->id) continue;
    all.push_back({.alias_name = name,
                   .alias_arn = kms.alias_arn(name),
                   .target_key_id = alias.key_id,
                   .creation_date = alias.created,
                   .last_updated_date = alias.updated});
  }
  constexpr std::int32_t usual = 50;
  api::kms::ListAliasesResponse response;
  TRY(page_into("ListAliases", request, usual, std::move(all), response.aliases, response));
  return response;
}

}  // namespace spotdrill::kms
