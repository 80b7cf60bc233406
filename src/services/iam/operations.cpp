#include "services/iam/operations.hpp"

#include <array>

#include "services/iam/policy_operations.hpp"

namespace spotdrill::iam {
namespace {

using wire::operation;

constexpr std::array operations{
    operation<add_role_to_instance_profile>("AddRoleToInstanceProfile"),
    operation<attach_role_policy>("AttachRolePolicy"),
    operation<create_instance_profile>("CreateInstanceProfile"),
    operation<create_policy>("CreatePolicy"),
    operation<create_policy_version>("CreatePolicyVersion"),
    operation<create_role>("CreateRole"),
    operation<delete_instance_profile>("DeleteInstanceProfile"),
    operation<delete_policy>("DeletePolicy"),
    operation<delete_policy_version>("DeletePolicyVersion"),
    operation<delete_role>("DeleteRole"),
    operation<delete_role_policy>("DeleteRolePolicy"),
    operation<detach_role_policy>("DetachRolePolicy"),
    operation<get_instance_profile>("GetInstanceProfile"),
    operation<get_policy>("GetPolicy"),
    operation<get_policy_version>("GetPolicyVersion"),
    operation<get_role>("GetRole"),
    operation<get_role_policy>("GetRolePolicy"),
    operation<get_user>("GetUser"),
    operation<list_attached_role_policies>("ListAttachedRolePolicies"),
    operation<list_instance_profiles>("ListInstanceProfiles"),
    operation<list_instance_profiles_for_role>("ListInstanceProfilesForRole"),
    operation<list_policies>("ListPolicies"),
    operation<list_policy_versions>("ListPolicyVersions"),
    operation<list_role_policies>("ListRolePolicies"),
    operation<list_role_tags>("ListRoleTags"),
    operation<list_roles>("ListRoles"),
    operation<put_role_policy>("PutRolePolicy"),
    operation<remove_role_from_instance_profile>("RemoveRoleFromInstanceProfile"),
    operation<set_default_policy_version>("SetDefaultPolicyVersion"),
    operation<tag_role>("TagRole"),
    operation<untag_role>("UntagRole"),
    operation<update_assume_role_policy>("UpdateAssumeRolePolicy"),
};

}  // namespace

wire::Service make_service(Identity& identity) {
  wire::Service service;
  service.model = &api::iam::service();
  service.operations = operations;
  service.state = [&identity](const std::string&) -> void* { return &identity; };
  return service;
}

}  // namespace spotdrill::iam
