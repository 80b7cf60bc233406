// IAM's operations on policies, inline and managed, on tags and on the one user that there is. One
// file each under operations/; operations.cpp has the table.
#pragma once

#include "api/iam.hpp"
#include "services/iam/identity.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::iam {

Result<api::iam::AttachRolePolicyResult> attach_role_policy(
    Identity& identity, const api::iam::AttachRolePolicyRequest& request);
Result<api::iam::CreatePolicyResponse> create_policy(Identity& identity,
                                                     const api::iam::CreatePolicyRequest& request);
Result<api::iam::CreatePolicyVersionResponse> create_policy_version(
    Identity& identity, const api::iam::CreatePolicyVersionRequest& request);
Result<api::iam::DeletePolicyResult> delete_policy(Identity& identity,
                                                   const api::iam::DeletePolicyRequest& request);
Result<api::iam::DeletePolicyVersionResult> delete_policy_version(
    Identity& identity, const api::iam::DeletePolicyVersionRequest& request);
Result<api::iam::DeleteRolePolicyResult> delete_role_policy(
    Identity& identity, const api::iam::DeleteRolePolicyRequest& request);
Result<api::iam::DetachRolePolicyResult> detach_role_policy(
    Identity& identity, const api::iam::DetachRolePolicyRequest& request);
Result<api::iam::GetPolicyResponse> get_policy(Identity& identity,
                                               const api::iam::GetPolicyRequest& request);
Result<api::iam::GetPolicyVersionResponse> get_policy_version(
    Identity& identity, const api::iam::GetPolicyVersionRequest& request);
Result<api::iam::GetRolePolicyResponse> get_role_policy(
    Identity& identity, const api::iam::GetRolePolicyRequest& request);
Result<api::iam::GetUserResponse> get_user(Identity& identity,
                                           const api::iam::GetUserRequest& request,
                                           const wire::Context& context);
Result<api::iam::ListAttachedRolePoliciesResponse> list_attached_role_policies(
    Identity& identity, const api::iam::ListAttachedRolePoliciesRequest& request);
Result<api::iam::ListInstanceProfilesForRoleResponse> list_instance_profiles_for_role(
    Identity& identity, const api::iam::ListInstanceProfilesForRoleRequest& request);
Result<api::iam::ListPoliciesResponse> list_policies(Identity& identity,
                                                     const api::iam::ListPoliciesRequest& request);
Result<api::iam::ListPolicyVersionsResponse> list_policy_versions(
    Identity& identity, const api::iam::ListPolicyVersionsRequest& request);
Result<api::iam::ListRolePoliciesResponse> list_role_policies(
    Identity& identity, const api::iam::ListRolePoliciesRequest& request);
Result<api::iam::ListRoleTagsResponse> list_role_tags(Identity& identity,
                                                      const api::iam::ListRoleTagsRequest& request);
Result<api::iam::PutRolePolicyResult> put_role_policy(
    Identity& identity, const api::iam::PutRolePolicyRequest& request);
Result<api::iam::SetDefaultPolicyVersionResult> set_default_policy_version(
    Identity& identity, const api::iam::SetDefaultPolicyVersionRequest& request);
Result<api::iam::TagRoleResult> tag_role(Identity& identity,
                                         const api::iam::TagRoleRequest& request);
Result<api::iam::UntagRoleResult> untag_role(Identity& identity,
                                             const api::iam::UntagRoleRequest& request);
Result<api::iam::UpdateAssumeRolePolicyResult> update_assume_role_policy(
    Identity& identity, const api::iam::UpdateAssumeRolePolicyRequest& request);

}  // namespace spotdrill::iam
