#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

namespace {

/// What keys of other kinds are asked for by.
Result<void> check_kind(const api::kms::CreateKeyRequest& request) {
  const auto spec = request.key_spec ? request.key_spec : request.customer_master_key_spec;
  if (spec && *spec != algorithm) return refuse(errors::not_here("key spec " + *spec));
  if (request.key_usage && *request.key_usage != "ENCRYPT_DECRYPT") {
    return refuse(errors::not_here("key usage " + *request.key_usage));
  }
  if (request.origin && *request.origin != "AWS_KMS") {
    return refuse(errors::not_here("origin " + *request.origin));
  }
  if (request.custom_key_store_id || request.xks_key_id) {
    return refuse(errors::not_here("custom key stores"));
  }
  if (request.multi_region.value_or(false)) return refuse(errors::not_here("multi-Region keys"));
  return {};
}

}  // namespace

Result<api::kms::CreateKeyResponse> create_key(Kms& kms,
                                               const api::kms::CreateKeyRequest& request) {
  TRY(check_kind(request));
  if (kms.keys().size() >= keys_max) return refuse(errors::too_many_keys());
  Key key;
  key.description = request.description.value_or("");
  key.policy = request.policy.value_or(default_policy(kms.place().account));
  TRY(check_policy(key.policy));
  key.tags = TRY(with_tags({}, request.tags));
  api::kms::CreateKeyResponse response;
  response.key_metadata = render_key(kms, kms.create(std::move(key)));
  return response;
}

}  // namespace spotdrill::kms
