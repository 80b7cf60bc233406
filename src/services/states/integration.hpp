// Service integrations: how a Task's JSON becomes an operation's request, and a reply or a refusal
// becomes the Task's result or failure, in the names that Step Functions has for them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "asl/execution.hpp"
#include "asl/failure.hpp"
#include "base/aws_error.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "engine/random.hpp"
#include "engine/world.hpp"
#include "services/states/catalogue.hpp"
#include "services/states/execution_record.hpp"
#include "shape/shape.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::states {

/// Which operation a Task calls.
struct Callee {
  const wire::Service* service = nullptr;
  const wire::Operation* operation = nullptr;
  const OptimizedIntegration* optimized = nullptr;  ///< Null: by the SDK.
};

/// As Step Functions writes the name of a member, or an action: "describeInstances" becomes
/// "DescribeInstances".
std::string capitalised(std::string_view text);

/// Who a Task calls as: whoever assumed the role of its Credentials, else `role_arn`, in a session
/// called `session`.
wire::Context task_context(const Place& place, const asl::Request& request,
                           std::string_view role_arn, std::string_view session,
                           std::string request_id);

/// The operation of "aws-sdk:SERVICE" and "describeInstances", or of "dynamodb" and "getItem".
/// Errors: what spotdrill does not have, as that service's exception ("Kms.KmsException"), so that
/// a Catch takes it; States.Runtime for what AWS does not have either.
Result<Callee, asl::Failure> find_callee(const wire::Dispatcher& dispatcher, std::string_view type,
                                         std::string_view action);

/// "Step Functions uses PascalCase for the members of every AWS SDK integration", whatever the
/// model has. Errors: States.Runtime: a member is unknown or of another type.
Result<shape::AnyValue, asl::Failure> read_form(const shape::Shape& shape,
                                                const json::value& parameters);

/// A reply, with every member in PascalCase.
json::value write_result(const shape::AnyValue& result);

/// What a Task that is over came to, as its execution hears of it.
asl::Input end_of_task(Instant now, asl::TaskId task, Result<std::string, asl::Failure> end);

/// Calls the operation, or the function, that `request` names and tells its result, now or later.
void call_operation(const wire::Dispatcher& dispatcher, IdSource& ids, const wire::Context& context,
                    const asl::Request& request,
                    std::function<void(Result<std::string, asl::Failure>)> done);

/// As the SDK words a refusal, or as the optimized integration does, by the older SDK for Java.
asl::Failure callee_failure(const Callee& callee, const AwsError& error,
                            const std::string& request_id);

/// "Ssm.ParameterNotFoundException", "Ec2.Ec2Exception", with the cause as the SDK words it.
asl::Failure sdk_failure(const wire::Service& service, const AwsError& error,
                         const std::string& request_id);

/// As an optimized integration words a failure of Step Functions' own API.
asl::Failure optimized_failure(const AwsError& error, const std::string& request_id);

/// What StartExecution's optimized integration gives: the reply and its metadata.
json::object start_execution_output(const ExecutionRecord& child, const std::string& request_id);

/// What ".sync" and ".sync:2" give of a child that is over.
Result<std::string, asl::Failure> child_result(const ExecutionRecord& child,
                                               const std::string& machine_arn);

}  // namespace spotdrill::states
