// Lambda's operations, one file each under operations/, as the dispatcher calls them.
#pragma once

#include <functional>

#include "api/lambda.hpp"
#include "services/lambda/lambda.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::lambda {

Result<api::lambda::AddPermissionResponse> add_permission(
    Lambda& lambda, const api::lambda::AddPermissionRequest& request);
Result<api::lambda::AliasConfiguration> create_alias(
    Lambda& lambda, const api::lambda::CreateAliasRequest& request);
Result<api::lambda::FunctionConfiguration> create_function(
    Lambda& lambda, const api::lambda::CreateFunctionRequest& request);
Result<api::lambda::DeleteAliasResult> delete_alias(Lambda& lambda,
                                                    const api::lambda::DeleteAliasRequest& request);
Result<api::lambda::DeleteFunctionResponse> delete_function(
    Lambda& lambda, const api::lambda::DeleteFunctionRequest& request);
Result<api::lambda::DeleteFunctionConcurrencyResult> delete_function_concurrency(
    Lambda& lambda, const api::lambda::DeleteFunctionConcurrencyRequest& request);
Result<api::lambda::DeleteFunctionEventInvokeConfigResult> delete_function_event_invoke_config(
    Lambda& lambda, const api::lambda::DeleteFunctionEventInvokeConfigRequest& request);
Result<api::lambda::AliasConfiguration> get_alias(Lambda& lambda,
                                                  const api::lambda::GetAliasRequest& request);
Result<api::lambda::GetFunctionResponse> get_function(
    Lambda& lambda, const api::lambda::GetFunctionRequest& request);
Result<api::lambda::GetFunctionConcurrencyResponse> get_function_concurrency(
    Lambda& lambda, const api::lambda::GetFunctionConcurrencyRequest& request);
Result<api::lambda::FunctionConfiguration> get_function_configuration(
    Lambda& lambda, const api::lambda::GetFunctionConfigurationRequest& request);
Result<api::lambda::FunctionEventInvokeConfig> get_function_event_invoke_config(
    Lambda& lambda, const api::lambda::GetFunctionEventInvokeConfigRequest& request);
Result<api::lambda::GetPolicyResponse> get_policy(Lambda& lambda,
                                                  const api::lambda::GetPolicyRequest& request);
void invoke(Lambda& lambda, const api::lambda::InvocationRequest& request,
            const wire::Context& context,
            std::function<void(Result<api::lambda::InvocationResponse>)> reply);
Result<api::lambda::ListAliasesResponse> list_aliases(
    Lambda& lambda, const api::lambda::ListAliasesRequest& request);
Result<api::lambda::ListFunctionsResponse> list_functions(
    Lambda& lambda, const api::lambda::ListFunctionsRequest& request);
Result<api::lambda::ListTagsResponse> list_tags(Lambda& lambda,
                                                const api::lambda::ListTagsRequest& request);
Result<api::lambda::ListVersionsByFunctionResponse> list_versions_by_function(
    Lambda& lambda, const api::lambda::ListVersionsByFunctionRequest& request);
Result<api::lambda::FunctionConfiguration> publish_version(
    Lambda& lambda, const api::lambda::PublishVersionRequest& request);
Result<api::lambda::Concurrency> put_function_concurrency(
    Lambda& lambda, const api::lambda::PutFunctionConcurrencyRequest& request);
Result<api::lambda::FunctionEventInvokeConfig> put_function_event_invoke_config(
    Lambda& lambda, const api::lambda::PutFunctionEventInvokeConfigRequest& request);
Result<api::lambda::RemovePermissionResult> remove_permission(
    Lambda& lambda, const api::lambda::RemovePermissionRequest& request);
Result<api::lambda::TagResourceResult> tag_resource(Lambda& lambda,
                                                    const api::lambda::TagResourceRequest& request);
Result<api::lambda::UntagResourceResult> untag_resource(
    Lambda& lambda, const api::lambda::UntagResourceRequest& request);
Result<api::lambda::AliasConfiguration> update_alias(
    Lambda& lambda, const api::lambda::UpdateAliasRequest& request);
Result<api::lambda::FunctionConfiguration> update_function_code(
    Lambda& lambda, const api::lambda::UpdateFunctionCodeRequest& request);
Result<api::lambda::FunctionConfiguration> update_function_configuration(
    Lambda& lambda, const api::lambda::UpdateFunctionConfigurationRequest& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<Lambda>& regions);

/// Lambda, ready for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<Lambda>& regions);

}  // namespace spotdrill::lambda
