#include <charconv>

#include "services/page_token.hpp"
#include "services/ssm/errors.hpp"
#include "services/ssm/operations.hpp"
#include "services/ssm/render.hpp"

namespace spotdrill::ssm {
namespace {

constexpr std::int32_t history_page_size = 50;

}  // namespace

Result<api::ssm::GetParameterHistoryResult> get_parameter_history(
    Ssm& ssm, const api::ssm::GetParameterHistoryRequest& request) {
  const NameReference reference = TRY(read_name(request.name, ssm.place()));
  const ParameterRecord* parameter = reference.foreign ? nullptr : ssm.find(reference.key);
  if (parameter == nullptr) return parameter_not_found();
  std::int64_t after = 0;
  if (request.next_token) {
    const auto cursor = services::read_page_token(reference.key, *request.next_token);
    if (!cursor) return invalid_next_token();
    std::from_chars(cursor->data(), cursor->data() + cursor->size(), after);
  }

  api::ssm::GetParameterHistoryResult result;
  const auto size = static_cast<std::size_t>(request.max_results.value_or(history_page_size));
  for (const ParameterVersion* each : ssm.versions(*parameter)) {
    if (each->version <= after) continue;
    if (result.parameters.size() == size) {
      result.next_token = services::make_page_token(reference.key, std::to_string(after));
      break;
    }
    result.parameters.push_back(
        render_history(*parameter, *each, request.with_decryption.value_or(false)));
    after = each->version;
  }
  return result;
}

}  // namespace spotdrill::ssm
