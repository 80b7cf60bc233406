#include "services/iam/operations.hpp"

#include <array>

namespace spotdrill::iam {
namespace {

using wire::operation;

constexpr std::array operations{
    operation<add_role_to_instance_profile>("AddRoleToInstanceProfile"),
    operation<create_instance_profile>("CreateInstanceProfile"),
    operation<create_role>("CreateRole"),
    operation<delete_instance_profile>("DeleteInstanceProfile"),
    operation<delete_role>("DeleteRole"),
    operation<get_instance_profile>("GetInstanceProfile"),
    operation<get_role>("GetRole"),
    operation<list_instance_profiles>("ListInstanceProfiles"),
    operation<list_roles>("ListRoles"),
    operation<remove_role_from_instance_profile>("RemoveRoleFromInstanceProfile"),
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
