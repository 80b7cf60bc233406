// Secrets Manager's operations, one file each under operations/, as the dispatcher calls them.
#pragma once

#include "api/secretsmanager.hpp"
#include "services/secretsmanager/secrets_manager.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::secretsmanager {

// Secrets.

Result<api::secretsmanager::CreateSecretResponse> create_secret(
    SecretsManager& secrets, const api::secretsmanager::CreateSecretRequest& request);
Result<api::secretsmanager::DescribeSecretResponse> describe_secret(
    SecretsManager& secrets, const api::secretsmanager::DescribeSecretRequest& request);
Result<api::secretsmanager::ListSecretsResponse> list_secrets(
    SecretsManager& secrets, const api::secretsmanager::ListSecretsRequest& request);
Result<api::secretsmanager::UpdateSecretResponse> update_secret(
    SecretsManager& secrets, const api::secretsmanager::UpdateSecretRequest& request);
Result<api::secretsmanager::DeleteSecretResponse> delete_secret(
    SecretsManager& secrets, const api::secretsmanager::DeleteSecretRequest& request);
Result<api::secretsmanager::RestoreSecretResponse> restore_secret(
    SecretsManager& secrets, const api::secretsmanager::RestoreSecretRequest& request);

// Values and their versions.

Result<api::secretsmanager::GetSecretValueResponse> get_secret_value(
    SecretsManager& secrets, const api::secretsmanager::GetSecretValueRequest& request);
Result<api::secretsmanager::BatchGetSecretValueResponse> batch_get_secret_value(
    SecretsManager& secrets, const api::secretsmanager::BatchGetSecretValueRequest& request);
Result<api::secretsmanager::PutSecretValueResponse> put_secret_value(
    SecretsManager& secrets, const api::secretsmanager::PutSecretValueRequest& request);
Result<api::secretsmanager::ListSecretVersionIdsResponse> list_secret_version_ids(
    SecretsManager& secrets, const api::secretsmanager::ListSecretVersionIdsRequest& request);
Result<api::secretsmanager::UpdateSecretVersionStageResponse> update_secret_version_stage(
    SecretsManager& secrets, const api::secretsmanager::UpdateSecretVersionStageRequest& request);
Result<api::secretsmanager::GetRandomPasswordResponse> get_random_password(
    SecretsManager& secrets, const api::secretsmanager::GetRandomPasswordRequest& request);

// Policies, which nothing here enforces, and tags.

Result<api::secretsmanager::PutResourcePolicyResponse> put_resource_policy(
    SecretsManager& secrets, const api::secretsmanager::PutResourcePolicyRequest& request);
Result<api::secretsmanager::GetResourcePolicyResponse> get_resource_policy(
    SecretsManager& secrets, const api::secretsmanager::GetResourcePolicyRequest& request);
Result<api::secretsmanager::DeleteResourcePolicyResponse> delete_resource_policy(
    SecretsManager& secrets, const api::secretsmanager::DeleteResourcePolicyRequest& request);
Result<api::secretsmanager::ValidateResourcePolicyResponse> validate_resource_policy(
    SecretsManager& secrets, const api::secretsmanager::ValidateResourcePolicyRequest& request);
Result<api::secretsmanager::TagResourceResult> tag_resource(
    SecretsManager& secrets, const api::secretsmanager::TagResourceRequest& request);
Result<api::secretsmanager::UntagResourceResult> untag_resource(
    SecretsManager& secrets, const api::secretsmanager::UntagResourceRequest& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<SecretsManager>& regions);

/// Secrets Manager, ready for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<SecretsManager>& regions);

}  // namespace spotdrill::secretsmanager
