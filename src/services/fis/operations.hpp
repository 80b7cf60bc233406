// FIS's operations, one file each under operations/, as the dispatcher calls them.
#pragma once

#include "api/fis.hpp"
#include "services/fis/fis.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::fis {

Result<api::fis::CreateExperimentTemplateResponse> create_experiment_template(
    Fis& fis, const api::fis::CreateExperimentTemplateRequest& request);
Result<api::fis::DeleteExperimentTemplateResponse> delete_experiment_template(
    Fis& fis, const api::fis::DeleteExperimentTemplateRequest& request);
Result<api::fis::GetActionResponse> get_action(Fis& fis, const api::fis::GetActionRequest& request);
Result<api::fis::GetExperimentResponse> get_experiment(
    Fis& fis, const api::fis::GetExperimentRequest& request);
Result<api::fis::GetExperimentTemplateResponse> get_experiment_template(
    Fis& fis, const api::fis::GetExperimentTemplateRequest& request);
Result<api::fis::GetTargetResourceTypeResponse> get_target_resource_type(
    Fis& fis, const api::fis::GetTargetResourceTypeRequest& request);
Result<api::fis::ListActionsResponse> list_actions(Fis& fis,
                                                   const api::fis::ListActionsRequest& request);
Result<api::fis::ListExperimentResolvedTargetsResponse> list_experiment_resolved_targets(
    Fis& fis, const api::fis::ListExperimentResolvedTargetsRequest& request);
Result<api::fis::ListExperimentTemplatesResponse> list_experiment_templates(
    Fis& fis, const api::fis::ListExperimentTemplatesRequest& request);
Result<api::fis::ListExperimentsResponse> list_experiments(
    Fis& fis, const api::fis::ListExperimentsRequest& request);
Result<api::fis::ListTagsForResourceResponse> list_tags_for_resource(
    Fis& fis, const api::fis::ListTagsForResourceRequest& request);
Result<api::fis::ListTargetResourceTypesResponse> list_target_resource_types(
    Fis& fis, const api::fis::ListTargetResourceTypesRequest& request);
Result<api::fis::StartExperimentResponse> start_experiment(
    Fis& fis, const api::fis::StartExperimentRequest& request);
Result<api::fis::StopExperimentResponse> stop_experiment(
    Fis& fis, const api::fis::StopExperimentRequest& request);
Result<api::fis::TagResourceResponse> tag_resource(Fis& fis,
                                                   const api::fis::TagResourceRequest& request);
Result<api::fis::UntagResourceResponse> untag_resource(
    Fis& fis, const api::fis::UntagResourceRequest& request);
Result<api::fis::UpdateExperimentTemplateResponse> update_experiment_template(
    Fis& fis, const api::fis::UpdateExperimentTemplateRequest& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<Fis>& regions);

/// FIS for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<Fis>& regions);

}  // namespace spotdrill::fis
