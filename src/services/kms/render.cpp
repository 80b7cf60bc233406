#include "services/kms/render.hpp"

#include <fmt/format.h>

namespace spotdrill::kms {

std::string_view state_of(const Key& key) {
  if (key.deletion) return "PendingDeletion";
  return key.enabled ? "Enabled" : "Disabled";
}

api::kms::KeyMetadata render_key(const Kms& kms, const Key& key) {
  api::kms::KeyMetadata data;
  data.aws_account_id = kms.place().account;
  data.key_id = key.id;
  data.arn = kms.key_arn(key.id);
  data.creation_date = key.created;
  data.enabled = key.enabled;
  data.description = key.description;
  data.key_usage = "ENCRYPT_DECRYPT";
  data.key_state = state_of(key);
  data.deletion_date = key.deletion;
  data.origin = "AWS_KMS";
  data.key_manager = "CUSTOMER";
  data.customer_master_key_spec = algorithm;
  data.key_spec = algorithm;
  data.encryption_algorithms = {std::string{algorithm}};
  data.multi_region = false;
  return data;
}

std::string default_policy(std::string_view account) {
  return fmt::format(R"({{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {{
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "{}"
    }},
    "Action" : "kms:*",
    "Resource" : "*"
  }} ]
}})",
                     root_arn(account));
}

}  // namespace spotdrill::kms
