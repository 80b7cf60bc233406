#include "services/kms/operations.hpp"
#include "services/kms/render.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::ScheduleKeyDeletionResponse> schedule_key_deletion(
    Kms& kms, const api::kms::ScheduleKeyDeletionRequest& request) {
  // "The waiting period, specified in number of days … between 7 and 30, inclusive. If you do not
  // include a value, it defaults to 30."
  constexpr int days_min = 7;
  constexpr int days_max = 30;
  const int days = request.pending_window_in_days.value_or(days_max);
  if (days < days_min || days > days_max) return refuse(errors::waiting_period_out_of_range(days));
  const Key* key = TRY(find_changeable(kms, request.key_id));
  kms.schedule_deletion(key->id, kms.now() + std::chrono::days{days});
  return api::kms::ScheduleKeyDeletionResponse{.key_id = kms.key_arn(key->id),
                                               .deletion_date = key->deletion,
                                               .key_state = std::string{state_of(*key)},
                                               .pending_window_in_days = days};
}

}  // namespace spotdrill::kms
