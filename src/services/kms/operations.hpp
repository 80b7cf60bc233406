// KMS's operations, one file each under operations/, as the dispatcher calls them.
#pragma once

#include "api/kms.hpp"
#include "services/kms/kms.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::kms {

// Keys.

Result<api::kms::CreateKeyResponse> create_key(Kms& kms, const api::kms::CreateKeyRequest& request);
Result<api::kms::DescribeKeyResponse> describe_key(Kms& kms,
                                                   const api::kms::DescribeKeyRequest& request);
Result<api::kms::ListKeysResponse> list_keys(Kms& kms, const api::kms::ListKeysRequest& request);
Result<api::kms::EnableKeyResult> enable_key(Kms& kms, const api::kms::EnableKeyRequest& request);
Result<api::kms::DisableKeyResult> disable_key(Kms& kms,
                                               const api::kms::DisableKeyRequest& request);
Result<api::kms::UpdateKeyDescriptionResult> update_key_description(
    Kms& kms, const api::kms::UpdateKeyDescriptionRequest& request);
Result<api::kms::ScheduleKeyDeletionResponse> schedule_key_deletion(
    Kms& kms, const api::kms::ScheduleKeyDeletionRequest& request);
Result<api::kms::CancelKeyDeletionResponse> cancel_key_deletion(
    Kms& kms, const api::kms::CancelKeyDeletionRequest& request);
Result<api::kms::EnableKeyRotationResult> enable_key_rotation(
    Kms& kms, const api::kms::EnableKeyRotationRequest& request);
Result<api::kms::DisableKeyRotationResult> disable_key_rotation(
    Kms& kms, const api::kms::DisableKeyRotationRequest& request);
Result<api::kms::GetKeyRotationStatusResponse> get_key_rotation_status(
    Kms& kms, const api::kms::GetKeyRotationStatusRequest& request);

// Policies, which nothing here enforces, and tags.

Result<api::kms::GetKeyPolicyResponse> get_key_policy(Kms& kms,
                                                      const api::kms::GetKeyPolicyRequest& request);
Result<api::kms::PutKeyPolicyResult> put_key_policy(Kms& kms,
                                                    const api::kms::PutKeyPolicyRequest& request);
Result<api::kms::ListKeyPoliciesResponse> list_key_policies(
    Kms& kms, const api::kms::ListKeyPoliciesRequest& request);
Result<api::kms::TagResourceResult> tag_resource(Kms& kms,
                                                 const api::kms::TagResourceRequest& request);
Result<api::kms::UntagResourceResult> untag_resource(Kms& kms,
                                                     const api::kms::UntagResourceRequest& request);
Result<api::kms::ListResourceTagsResponse> list_resource_tags(
    Kms& kms, const api::kms::ListResourceTagsRequest& request);

// Aliases.

Result<api::kms::CreateAliasResult> create_alias(Kms& kms,
                                                 const api::kms::CreateAliasRequest& request);
Result<api::kms::UpdateAliasResult> update_alias(Kms& kms,
                                                 const api::kms::UpdateAliasRequest& request);
Result<api::kms::DeleteAliasResult> delete_alias(Kms& kms,
                                                 const api::kms::DeleteAliasRequest& request);
Result<api::kms::ListAliasesResponse> list_aliases(Kms& kms,
                                                   const api::kms::ListAliasesRequest& request);

// Cryptography.

Result<api::kms::EncryptResponse> encrypt(Kms& kms, const api::kms::EncryptRequest& request);
Result<api::kms::DecryptResponse> decrypt(Kms& kms, const api::kms::DecryptRequest& request);
Result<api::kms::ReEncryptResponse> re_encrypt(Kms& kms, const api::kms::ReEncryptRequest& request);
Result<api::kms::GenerateDataKeyResponse> generate_data_key(
    Kms& kms, const api::kms::GenerateDataKeyRequest& request);
Result<api::kms::GenerateDataKeyWithoutPlaintextResponse> generate_data_key_without_plaintext(
    Kms& kms, const api::kms::GenerateDataKeyWithoutPlaintextRequest& request);
Result<api::kms::GenerateRandomResponse> generate_random(
    Kms& kms, const api::kms::GenerateRandomRequest& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<Kms>& regions);

/// KMS, ready for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<Kms>& regions);

}  // namespace spotdrill::kms
