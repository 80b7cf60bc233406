#include "services/kms/operations.hpp"

#include <array>

namespace spotdrill::kms {
namespace {

constexpr std::array operations{
    wire::operation<cancel_key_deletion>("CancelKeyDeletion"),
    wire::operation<create_alias>("CreateAlias"),
    wire::operation<create_key>("CreateKey"),
    wire::operation<decrypt>("Decrypt"),
    wire::operation<delete_alias>("DeleteAlias"),
    wire::operation<describe_key>("DescribeKey"),
    wire::operation<disable_key>("DisableKey"),
    wire::operation<disable_key_rotation>("DisableKeyRotation"),
    wire::operation<enable_key>("EnableKey"),
    wire::operation<enable_key_rotation>("EnableKeyRotation"),
    wire::operation<encrypt>("Encrypt"),
    wire::operation<generate_data_key>("GenerateDataKey"),
    wire::operation<generate_data_key_without_plaintext>("GenerateDataKeyWithoutPlaintext"),
    wire::operation<generate_random>("GenerateRandom"),
    wire::operation<get_key_policy>("GetKeyPolicy"),
    wire::operation<get_key_rotation_status>("GetKeyRotationStatus"),
    wire::operation<list_aliases>("ListAliases"),
    wire::operation<list_key_policies>("ListKeyPolicies"),
    wire::operation<list_keys>("ListKeys"),
    wire::operation<list_resource_tags>("ListResourceTags"),
    wire::operation<put_key_policy>("PutKeyPolicy"),
    wire::operation<re_encrypt>("ReEncrypt"),
    wire::operation<schedule_key_deletion>("ScheduleKeyDeletion"),
    wire::operation<tag_resource>("TagResource"),
    wire::operation<untag_resource>("UntagResource"),
    wire::operation<update_alias>("UpdateAlias"),
    wire::operation<update_key_description>("UpdateKeyDescription"),
};

}  // namespace

wire::Service service(wire::Regional<Kms>& regions) {
  return {.model = &api::kms::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::kms
