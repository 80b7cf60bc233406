// SSM's operations, as the dispatcher calls them.
#pragma once

#include "api/ssm.hpp"
#include "services/ssm/ssm.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::ssm {

/// Makes a parameter, or a new version of one.
/// Errors: ParameterAlreadyExists, ParameterPatternMismatchException, ValidationException, and what
/// names.hpp and policies.hpp name.
/// Source: Systems Manager API Reference, PutParameter.
Result<api::ssm::PutParameterResult> put_parameter(Ssm& ssm,
                                                   const api::ssm::PutParameterRequest& request,
                                                   const wire::Context& context);

/// One parameter, by name, version, label or ARN.
/// Errors: ParameterNotFound, ParameterVersionNotFound, ValidationException.
/// Source: Systems Manager API Reference, GetParameter.
Result<api::ssm::GetParameterResult> get_parameter(Ssm& ssm,
                                                   const api::ssm::GetParameterRequest& request);

/// Several parameters; those that are not found are listed apart.
/// Errors: ValidationException.
/// Source: Systems Manager API Reference, GetParameters.
Result<api::ssm::GetParametersResult> get_parameters(Ssm& ssm,
                                                     const api::ssm::GetParametersRequest& request);

/// The parameters below a path, page by page.
/// Errors: ValidationException, InvalidNextToken, and what filters.hpp names.
/// Source: Systems Manager API Reference, GetParametersByPath.
Result<api::ssm::GetParametersByPathResult> get_parameters_by_path(
    Ssm& ssm, const api::ssm::GetParametersByPathRequest& request);

/// What is known of parameters, without their values, page by page.
/// Errors: ValidationException, InvalidNextToken, and what filters.hpp names.
/// Source: Systems Manager API Reference, DescribeParameters.
Result<api::ssm::DescribeParametersResult> describe_parameters(
    Ssm& ssm, const api::ssm::DescribeParametersRequest& request);

/// Errors: ParameterNotFound, ValidationException.
/// Source: Systems Manager API Reference, DeleteParameter.
Result<api::ssm::DeleteParameterResult> delete_parameter(
    Ssm& ssm, const api::ssm::DeleteParameterRequest& request);

/// Deletes what there is; the rest is listed apart.
/// Source: Systems Manager API Reference, DeleteParameters.
Result<api::ssm::DeleteParametersResult> delete_parameters(
    Ssm& ssm, const api::ssm::DeleteParametersRequest& request);

/// Every version of a parameter, the oldest first, page by page.
/// Errors: ParameterNotFound, InvalidNextToken, ValidationException.
/// Source: Systems Manager API Reference, GetParameterHistory.
Result<api::ssm::GetParameterHistoryResult> get_parameter_history(
    Ssm& ssm, const api::ssm::GetParameterHistoryRequest& request);

/// Gives labels to a version; another version loses them.
/// Errors: ParameterNotFound, ParameterVersionNotFound, ParameterVersionLabelLimitExceeded.
/// Source: Systems Manager API Reference, LabelParameterVersion.
Result<api::ssm::LabelParameterVersionResult> label_parameter_version(
    Ssm& ssm, const api::ssm::LabelParameterVersionRequest& request);

/// Errors: ParameterNotFound, ParameterVersionNotFound.
/// Source: Systems Manager API Reference, UnlabelParameterVersion.
Result<api::ssm::UnlabelParameterVersionResult> unlabel_parameter_version(
    Ssm& ssm, const api::ssm::UnlabelParameterVersionRequest& request);

/// Errors: InvalidResourceId, TooManyTagsError, ValidationException.
/// Source: Systems Manager API Reference, AddTagsToResource.
Result<api::ssm::AddTagsToResourceResult> add_tags_to_resource(
    Ssm& ssm, const api::ssm::AddTagsToResourceRequest& request);

/// Errors: InvalidResourceId.
/// Source: Systems Manager API Reference, RemoveTagsFromResource.
Result<api::ssm::RemoveTagsFromResourceResult> remove_tags_from_resource(
    Ssm& ssm, const api::ssm::RemoveTagsFromResourceRequest& request);

/// Errors: InvalidResourceId.
/// Source: Systems Manager API Reference, ListTagsForResource.
Result<api::ssm::ListTagsForResourceResult> list_tags_for_resource(
    Ssm& ssm, const api::ssm::ListTagsForResourceRequest& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<Ssm>& regions);

/// SSM for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<Ssm>& regions);

}  // namespace spotdrill::ssm
