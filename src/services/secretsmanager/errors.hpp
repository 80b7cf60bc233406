// Every refusal of Secrets Manager. Messages are AWS's; where none is known the code says
// DEVIATION. Source: Secrets Manager API Reference, and answers of the service that users have
// quoted.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::secretsmanager {

// Secrets.
Refusal<> secret_not_found();
Refusal<> secret_exists(std::string_view name);
Refusal<> name_scheduled_for_deletion();
Refusal<> marked_for_deletion();
Refusal<> invalid_name();
Refusal<> too_many_secrets();
/// What Secrets Manager has and spotdrill has not.
Refusal<> not_here(std::string_view what);

// Values and versions.
Refusal<> value_not_found(std::string_view kind, std::string_view version);
Refusal<> stage_of_another_version();
Refusal<> two_values();
Refusal<> no_value();
Refusal<> no_token();
Refusal<> token_in_use(std::string_view token, std::string_view arn);
Refusal<> too_many_versions();
Refusal<> too_many_stages();

// Staging labels.
Refusal<> stage_is_elsewhere(std::string_view stage, std::string_view version);
Refusal<> stage_is_not_there(std::string_view stage);
Refusal<> current_must_be_somewhere();
Refusal<> no_such_version(std::string_view version);

// Deletion.
Refusal<> recovery_window_out_of_range();
Refusal<> force_with_window();

// The rest.
Refusal<> ids_or_filters();
Refusal<> results_without_filters();
Refusal<> invalid_next_token();
Refusal<> malformed_policy();
Refusal<> reserved_tag();
Refusal<> too_many_tags();
Refusal<> password_too_short();
Refusal<> no_characters_left();

}  // namespace spotdrill::secretsmanager
