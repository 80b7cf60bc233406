// Every refusal of Step Functions. Messages are AWS's; where none is known the code says DEVIATION.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::states {

/// ValidationException. `reason` is a ValidationExceptionReason; empty: none.
Refusal<> invalid(std::string message, std::string reason = {});
Refusal<> description_without_publish();

// Names and ARNs.
Refusal<> invalid_name(std::string_view name);
/// InvalidArn: "Invalid Arn: '<what>'".
Refusal<> invalid_arn(std::string_view what);
Refusal<> invalid_role_arn(std::string_view arn);
Refusal<> foreign_role();

// State machines.
Refusal<> invalid_definition(std::string_view diagnostics);
Refusal<> missing_required_parameter();
Refusal<> state_machine_already_exists(std::string_view arn);
Refusal<> state_machine_does_not_exist(std::string_view arn);
Refusal<> state_machine_deleting(std::string_view arn);
Refusal<> state_machine_limit_exceeded();
Refusal<> invalid_logging_configuration(std::string_view what);
Refusal<> invalid_encryption_configuration(std::string_view what);

// Versions and aliases.
Refusal<> revision_conflict(std::string_view wanted, std::string_view current);
Refusal<> version_limit_exceeded();
Refusal<> version_in_use(const std::vector<std::string>& aliases);
Refusal<> invalid_routing(std::string message);
Refusal<> alias_already_exists();
Refusal<> alias_limit_exceeded();
Refusal<> alias_not_found();

// Activities.
Refusal<> activity_already_exists(std::string_view arn);
Refusal<> activity_does_not_exist(std::string_view arn);
Refusal<> activity_limit_exceeded();

// Executions.
Refusal<> map_run_completed();
Refusal<> execution_already_exists(std::string_view arn);
Refusal<> execution_does_not_exist(std::string_view arn);
Refusal<> execution_not_redrivable(std::string_view arn, std::string_view reason);
Refusal<> state_machine_type_not_supported();
Refusal<> invalid_execution_input(std::string_view what);
Refusal<> invalid_output(std::string_view what);

/// Whether `input` is JSON, and not too long. Errors: InvalidExecutionInput.
Result<void> check_execution_input(const std::string& input);

/// What Jackson, AWS's reader, says of a text that is no JSON.
std::string jackson_complaint(std::string_view text);

// Tasks.
Refusal<> invalid_task_token();
Refusal<> task_does_not_exist();
Refusal<> task_timed_out();
Refusal<> activity_worker_limit_exceeded();

// States under test.
Refusal<> test_needs_mock();
/// ValidationException: "Invalid Context object provided: <what>".
Refusal<> invalid_mock_context(std::string_view what);
/// ValidationException: "Mock result schema validation error: <what>".
Refusal<> invalid_mock_result(std::string_view what);

// Tags and pages.
Refusal<> resource_not_found(std::string_view arn);
Refusal<> too_many_tags(std::string_view arn);
Refusal<> invalid_token();

}  // namespace spotdrill::states
