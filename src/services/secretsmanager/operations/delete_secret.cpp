#include <chrono>

#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {
namespace {

using DeleteResponse = api::secretsmanager::DeleteSecretResponse;

Result<DeleteResponse> delete_at_once(SecretsManager& secrets, const std::string& id) {
  const auto found = secrets.find(id);
  DeleteResponse response;
  if (found.has_value()) {
    response = named_reply<DeleteResponse>(**found);
    secrets.erase(std::string{(*found)->name});
  } else {
    // "If you forcibly delete an already deleted or nonexistent secret, the operation does not
    // return ResourceNotFoundException."
    // DEVIATION: the ARN that AWS tells then is not known.
    if (found.error().code != "ResourceNotFoundException") return refuse(found.error());
    response.name = id;
    response.arn = id.starts_with("arn:") ? id : secrets.new_arn(id);
  }
  response.deletion_date = secrets.now();
  return response;
}

}  // namespace

Result<DeleteResponse> delete_secret(SecretsManager& secrets,
                                     const api::secretsmanager::DeleteSecretRequest& request) {
  constexpr std::int64_t days_min = 7;
  constexpr std::int64_t days_max = 30;
  const bool force = request.force_delete_without_recovery.value_or(false);
  if (force && request.recovery_window_in_days) return force_with_window();
  // "The number of days from 7 to 30 … If you don't use either, then by default Secrets Manager
  // uses a 30-day recovery window."
  const std::int64_t days = request.recovery_window_in_days.value_or(days_max);
  if (days < days_min || days > days_max) return recovery_window_out_of_range();
  if (force) return delete_at_once(secrets, request.secret_id);
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  secrets.schedule_deletion(secret->name, secrets.now() + std::chrono::days{days});
  auto response = named_reply<DeleteResponse>(*secret);
  response.deletion_date = secret->deletion;
  return response;
}

}  // namespace spotdrill::secretsmanager
