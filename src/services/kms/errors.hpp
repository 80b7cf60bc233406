// Every refusal of KMS. Messages are AWS's; where none is known the code says DEVIATION.
// Source: KMS API Reference, and answers of the service that users have quoted.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::kms::errors {

// Keys.
AwsError invalid_key_id(std::string_view id);
AwsError key_not_found(std::string_view arn);
AwsError foreign_arn(std::string_view arn);
AwsError disabled(std::string_view arn);
AwsError pending_deletion(std::string_view arn);
AwsError not_pending_deletion(std::string_view arn);
AwsError waiting_period_out_of_range(int days);
AwsError too_many_keys();
AwsError not_here(std::string_view what);

// Aliases.
AwsError alias_not_found(std::string_view arn);
AwsError alias_exists(std::string_view arn);
AwsError alias_without_prefix();
AwsError reserved_alias();
AwsError alias_of_alias();
AwsError no_alias_here();
AwsError too_many_aliases(std::string_view key_arn);

// Cryptography.
AwsError invalid_ciphertext();
AwsError incorrect_key();
AwsError bytes_or_spec();
AwsError bytes_missing();
AwsError wrong_algorithm(std::string_view algorithm);
AwsError no_such_grant_token();
AwsError dry_run();

// The rest.
AwsError invalid_marker();
AwsError malformed_policy();
AwsError no_such_policy();
AwsError reserved_tag();
AwsError duplicate_tags();
AwsError too_many_tags();

}  // namespace spotdrill::kms::errors
