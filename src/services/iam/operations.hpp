// IAM's operations, one file each under operations/. Not a complete IAM: instance profiles and
// roles only, as far as instances need them.
#pragma once

#include <span>

#include "api/iam.hpp"
#include "services/iam/identity.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::iam {

Result<api::iam::AddRoleToInstanceProfileResult> add_role_to_instance_profile(
    Identity& identity, const api::iam::AddRoleToInstanceProfileRequest& request);
Result<api::iam::CreateInstanceProfileResponse> create_instance_profile(
    Identity& identity, const api::iam::CreateInstanceProfileRequest& request);
Result<api::iam::CreateRoleResponse> create_role(Identity& identity,
                                                 const api::iam::CreateRoleRequest& request);
Result<api::iam::DeleteInstanceProfileResult> delete_instance_profile(
    Identity& identity, const api::iam::DeleteInstanceProfileRequest& request);
Result<api::iam::DeleteRoleResult> delete_role(Identity& identity,
                                               const api::iam::DeleteRoleRequest& request);
Result<api::iam::GetInstanceProfileResponse> get_instance_profile(
    Identity& identity, const api::iam::GetInstanceProfileRequest& request);
Result<api::iam::GetRoleResponse> get_role(Identity& identity,
                                           const api::iam::GetRoleRequest& request);
Result<api::iam::ListInstanceProfilesResponse> list_instance_profiles(
    Identity& identity, const api::iam::ListInstanceProfilesRequest& request);
Result<api::iam::ListRolesResponse> list_roles(Identity& identity,
                                               const api::iam::ListRolesRequest& request);
Result<api::iam::RemoveRoleFromInstanceProfileResult> remove_role_from_instance_profile(
    Identity& identity, const api::iam::RemoveRoleFromInstanceProfileRequest& request);

/// IAM, ready for the dispatcher. `identity` outlives it.
wire::Service make_service(Identity& identity);

}  // namespace spotdrill::iam
