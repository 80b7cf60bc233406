// Every refusal of Lambda. Messages are AWS's; where none is known the code says DEVIATION.
// Source: Lambda API Reference, and answers of the service that users have quoted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::lambda {

Refusal<> function_not_found(std::string_view arn);
Refusal<> alias_not_found(std::string_view arn);
Refusal<> resource_not_found();
Refusal<> function_exists(std::string_view name);
Refusal<> alias_exists(std::string_view arn);
Refusal<> other_revision();
Refusal<> invalid_value(std::string message);
/// "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: …".
Refusal<> broken_constraint(std::string_view value, std::string_view member,
                            std::string_view constraint);
Refusal<> other_code(std::string_view sha256);
/// What Lambda has and spotdrill has not.
Refusal<> not_here(std::string_view what);

// Code.
Refusal<> no_code();
Refusal<> not_unzipped();
Refusal<> empty_zip();
Refusal<> unzipped_too_large();
Refusal<> no_object(std::string_view code, std::string_view message);
Refusal<> no_room();

// Environments of functions.
Refusal<> reserved_variables(std::string_view names);
Refusal<> variables_too_large(std::string_view measured);

// Invocations.
Refusal<> payload_is_no_json(std::string_view why);
Refusal<> payload_too_large(std::size_t bytes, std::string_view type, std::size_t limit);
Refusal<> too_many_requests(std::string_view reason);
Refusal<> cannot_run(std::string_view why);

// Policies.
Refusal<> statement_exists(std::string_view id);
Refusal<> no_statement(std::string_view id);

}  // namespace spotdrill::lambda
