#include "services/secretsmanager/operations.hpp"

#include <array>

namespace spotdrill::secretsmanager {
namespace {

constexpr std::array operations{
    wire::operation<batch_get_secret_value>("BatchGetSecretValue"),
    wire::operation<create_secret>("CreateSecret"),
    wire::operation<delete_resource_policy>("DeleteResourcePolicy"),
    wire::operation<delete_secret>("DeleteSecret"),
    wire::operation<describe_secret>("DescribeSecret"),
    wire::operation<get_random_password>("GetRandomPassword"),
    wire::operation<get_resource_policy>("GetResourcePolicy"),
    wire::operation<get_secret_value>("GetSecretValue"),
    wire::operation<list_secret_version_ids>("ListSecretVersionIds"),
    wire::operation<list_secrets>("ListSecrets"),
    wire::operation<put_resource_policy>("PutResourcePolicy"),
    wire::operation<put_secret_value>("PutSecretValue"),
    wire::operation<restore_secret>("RestoreSecret"),
    wire::operation<tag_resource>("TagResource"),
    wire::operation<untag_resource>("UntagResource"),
    wire::operation<update_secret>("UpdateSecret"),
    wire::operation<update_secret_version_stage>("UpdateSecretVersionStage"),
    wire::operation<validate_resource_policy>("ValidateResourcePolicy"),
};

}  // namespace

wire::Service service(wire::Regional<SecretsManager>& regions) {
  return {.model = &api::secretsmanager::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::secretsmanager
