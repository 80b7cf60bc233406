#include "services/fis/definition.hpp"
#include "services/fis/errors.hpp"
#include "services/fis/operations.hpp"
#include "services/fis/render.hpp"
#include "services/fis/targets.hpp"
#include "services/fis/validation.hpp"

namespace spotdrill::fis {
namespace {

/// Letters and digits after "EXT", as AWS has them.
constexpr std::size_t template_id_length = 15;

}  // namespace

/// Makes a template. The same client token with the same request gives the same template again.
/// Errors: ValidationException, ConflictException, ResourceNotFoundException (an unknown action),
/// ServiceQuotaExceededException.
/// Source: FIS API Reference, CreateExperimentTemplate.
Result<api::fis::CreateExperimentTemplateResponse> create_experiment_template(
    Fis& fis, const api::fis::CreateExperimentTemplateRequest& request) {
  const Definition definition = TRY(definition_of(request));
  api::fis::CreateExperimentTemplateResponse response;
  for (const auto& [id, record] : fis.templates().all()) {
    if (record.client_token != request.client_token) continue;
    if (record.requested != definition || record.requested_tags != request.tags) {
      return client_token_reused();
    }
    response.experiment_template = render(fis, record);
    return response;
  }
  TRY(validate(definition, fis.quotas()));
  warn_of_unmatchable_filters(definition);
  if (fis.templates().all().size() >= fis.quotas().templates) {
    return quota_exceeded("Experiment templates", fis.quotas().templates);
  }

  Template record;
  record.id = fis.ids().alphanumeric("EXT", template_id_length);
  record.definition = definition;
  record.requested = definition;
  record.tags = request.tags;
  record.requested_tags = request.tags;
  record.client_token = request.client_token;
  record.created = fis.now();
  record.updated = fis.now();
  const std::string id = record.id;
  response.experiment_template = render(fis, fis.templates().put(id, std::move(record)));
  return response;
}

}  // namespace spotdrill::fis
