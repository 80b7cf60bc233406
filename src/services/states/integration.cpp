#include "services/states/integration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "asl/payload.hpp"
#include "protocol/codec.hpp"
#include "protocol/query_code.hpp"
#include "protocol/shape_json.hpp"
#include "services/states/function_call.hpp"

namespace spotdrill::states {
namespace {

/// "EC2" is "Ec2" in the SDK for Java, "DynamoDB" "DynamoDb", "CloudWatch" stays, "fis" is "Fis".
std::string java_name(std::string_view service_id) {
  std::string id{service_id};
  std::erase(id, ' ');
  const auto is_capital = [&](std::size_t at) {
    return at < id.size() && std::isupper(static_cast<unsigned char>(id[at])) != 0;
  };
  const auto is_small = [&](std::size_t at) {
    return at < id.size() && std::islower(static_cast<unsigned char>(id[at])) != 0;
  };
  std::string name = id;
  for (std::size_t at = 1; at < id.size(); ++at) {
    if (!is_capital(at - 1) || !is_capital(at) || is_small(at + 1)) continue;
    name[at] = static_cast<char>(std::tolower(static_cast<unsigned char>(id[at])));
  }
  return capitalised(name);
}

constexpr std::string_view json_content_type = "application/x-amz-json-1.0";

/// The HTTP reply's metadata, which optimized integrations give beside the reply.
void add_metadata(const std::string& request_id, std::string_view content_type,
                  json::object& output) {
  json::object headers;
  headers.emplace("x-amzn-RequestId", request_id);
  headers.emplace("Content-Type", content_type);
  json::object all;
  for (const auto& header : headers) all.emplace(header.key(), json::array{header.value()});
  json::object http;
  http.emplace("AllHttpHeaders", std::move(all));
  http.emplace("HttpHeaders", std::move(headers));
  http.emplace("HttpStatusCode", 200);
  output.emplace("SdkHttpMetadata", std::move(http));
  output.emplace("SdkResponseMetadata", json::object{{"RequestId", request_id}});
}

std::string_view content_type_of(const shape::ServiceModel& model) {
  return model.protocols.front() == shape::Protocol::AwsQuery ? "text/xml" : json_content_type;
}

// Names of members, back and forth.
json::value renamed(const shape::Shape& shape, const json::value& value, bool to_model);

json::value renamed_structure(const shape::Shape& shape, const json::object& object,
                              bool to_model) {
  json::object result;
  for (const auto& entry : object) {
    const std::string_view key = entry.key();
    const auto member = std::ranges::find_if(shape.members, [&](const shape::Member& each) {
      return key == each.name || key == capitalised(each.name);
    });
    if (member == shape.members.end()) {
      result.emplace(key, entry.value());
      continue;
    }
    const std::string name = to_model ? std::string{member->name} : capitalised(member->name);
    result.emplace(name, renamed(*member->shape(), entry.value(), to_model));
  }
  return result;
}

json::value renamed(const shape::Shape& shape, const json::value& value, bool to_model) {
  if (shape.kind == shape::Kind::Structure && value.is_object()) {
    return renamed_structure(shape, value.get_object(), to_model);
  }
  if (shape.kind == shape::Kind::List && value.is_array()) {
    json::array result;
    for (const json::value& each : value.get_array()) {
      result.push_back(renamed(*shape.element(), each, to_model));
    }
    return result;
  }
  if (shape.kind == shape::Kind::Map && value.is_object()) {
    json::object result;
    for (const auto& entry : value.get_object()) {
      result.emplace(entry.key(), renamed(*shape.element(), entry.value(), to_model));
    }
    return result;
  }
  // Observed on AWS of StartExecution's Input: JSON where the model has text is sent as its text.
  if (to_model && shape.kind == shape::Kind::String && !value.is_string() && !value.is_null()) {
    return json::value(asl::write_json(value));
  }
  return value;
}

double epoch_millis(Instant instant) {
  return static_cast<double>(instant.time_since_epoch().count() / 1000);
}

json::value as_json(const std::string& text) {
  auto parsed = parse_json(text);
  return parsed.has_value() ? std::move(*parsed) : json::value(text);
}

// DEVIATION: on AWS every integration is there. A state machine hears of one that is not as of any
// other failure of the service.
Refusal<asl::Failure> unavailable(const std::string& prefix, std::string cause) {
  return asl::fail(fmt::format("{0}.{0}Exception", prefix), std::move(cause));
}

/// As the older SDK for Java words a refusal.
std::string older_cause(std::string_view message, std::string_view code, std::string_view client,
                        int status, const std::string& request_id) {
  return fmt::format(
      "{} (Service: {}; Status Code: {}; Error Code: {}; Request ID: {}; Proxy: null)", message,
      client, status, code, request_id);
}

/// As an optimized integration's reply is told.
Result<std::string, asl::Failure> told_reply(const Callee& callee, const shape::AnyValue& reply,
                                             const std::string& request_id) {
  json::value result = write_result(reply);
  if (callee.optimized != nullptr) {
    if (callee.optimized->service == "lambda")
      result = TRY(with_payload_as_json(std::move(result)));
    add_metadata(request_id, content_type_of(*callee.service->model), result.as_object());
  }
  return asl::write_json(result);
}

/// What has the form is sent; of members that are missing and of constraints the service speaks, as
/// observed on AWS. Errors: those of read_form, and the service's.
Result<shape::AnyValue, asl::Failure> read_parameters(const Callee& callee,
                                                      const json::value& parameters,
                                                      const std::string& request_id) {
  const shape::Shape& shape = callee.operation->input();
  shape::AnyValue input = TRY(read_form(shape, parameters));
  // DEVIATION: what is missing in a path or a header AWS's client refuses by itself; in which words
  // Step Functions tells of it is not known.
  const auto refusal = protocol::refusal_of(*callee.service->model, shape,
                                            renamed(shape, parameters, /*to_model=*/true));
  if (refusal) return refuse(callee_failure(callee, *refusal, request_id));
  return input;
}

}  // namespace

asl::Failure callee_failure(const Callee& callee, const AwsError& error,
                            const std::string& request_id) {
  asl::Failure failure = sdk_failure(*callee.service, error, request_id);
  if (callee.optimized == nullptr) return failure;
  const shape::ServiceModel& model = *callee.service->model;
  const bool named = protocol::error_shape(model, error.code) != nullptr;
  const std::string exception = named ? failure.error.substr(failure.error.find('.') + 1)
                                      : std::string{callee.optimized->exception};
  failure.error = fmt::format("{}.{}", callee.optimized->error_prefix, exception);
  failure.cause =
      older_cause(error.message, protocol::query_code(model, error), callee.optimized->client,
                  protocol::status_of(model, error), request_id);
  return failure;
}

std::string capitalised(std::string_view text) {
  std::string name{text};
  if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

wire::Context task_context(const Place& place, const asl::Request& request,
                           std::string_view role_arn, std::string_view session,
                           std::string request_id) {
  if (!request.credentials.empty()) role_arn = request.credentials;
  wire::Context context;
  context.account = place.account;
  context.region = place.region;
  // "arn:aws:iam::ACCOUNT:role/NAME".
  const auto slash = role_arn.rfind('/');
  context.caller_arn =
      fmt::format("arn:aws:sts::{}:assumed-role/{}/{}", context.account,
                  slash == std::string_view::npos ? role_arn : role_arn.substr(slash + 1), session);
  context.caller_id = fmt::format("AROASTATES:{}", session);
  context.request_id = std::move(request_id);
  context.source = "states";
  return context;
}

Result<Callee, asl::Failure> find_callee(const wire::Dispatcher& dispatcher, std::string_view type,
                                         std::string_view action) {
  const OptimizedIntegration* optimized = find_optimized(type, action);
  if (optimized != nullptr && !optimized->client.empty()) {
    if (const wire::Service* service = dispatcher.find(optimized->service)) {
      return Callee{.service = service,
                    .operation = wire::find_operation(*service, capitalised(action)),
                    .optimized = optimized};
    }
  }
  const auto sdk = sdk_service(type);
  if (!sdk) {
    return unavailable(
        capitalised(type),
        fmt::format("spotdrill does not have the service integration '{}:{}'.", type, action));
  }
  const std::string_view name = *sdk;
  const wire::Service* service = dispatcher.find(model_name(name));
  if (service == nullptr) {
    return unavailable(capitalised(name),
                       fmt::format("spotdrill does not have the service '{}'.", name));
  }
  const wire::Operation* operation = wire::find_operation(*service, capitalised(action));
  if (operation == nullptr) {
    const bool aws_has_it = std::ranges::find(service->model->unavailable, capitalised(action)) !=
                            service->model->unavailable.end();
    if (aws_has_it) {
      return unavailable(
          java_name(service->model->service_id),
          fmt::format("spotdrill does not have the operation '{}' of '{}'.", action, name));
    }
    return asl::fail(asl::error_name::runtime,
                     fmt::format("There is no operation '{}' of '{}'.", action, name));
  }
  return Callee{.service = service, .operation = operation};
}

Result<shape::AnyValue, asl::Failure> read_form(const shape::Shape& shape,
                                                const json::value& parameters) {
  auto read = protocol::form_from_json(shape, renamed(shape, parameters, /*to_model=*/true));
  if (read.has_value()) return std::move(*read);
  // DEVIATION: AWS's sentence in the brackets depends on the mistake; ours names the member.
  return asl::fail(asl::error_name::runtime,
                   fmt::format("The Parameters '{}' could not be used to start the Task: [{}]",
                               asl::write_json(parameters), read.error()));
}

json::value write_result(const shape::AnyValue& result) {
  return renamed(result.shape(), protocol::to_json(result.shape(), result.data()),
                 /*to_model=*/false);
}

asl::Input end_of_task(Instant now, asl::TaskId task, Result<std::string, asl::Failure> end) {
  asl::Input input;
  input.at = now;
  input.task = task;
  if (end.has_value()) {
    input.kind = asl::Input::Kind::TaskSucceeded;
    input.text = std::move(*end);
  } else {
    input.kind = asl::Input::Kind::TaskFailed;
    input.error = end.error().error;
    input.text = end.error().cause;
  }
  return input;
}

void call_operation(const wire::Dispatcher& dispatcher, IdSource& ids, const wire::Context& context,
                    const asl::Request& request,
                    std::function<void(Result<std::string, asl::Failure>)> done) {
  if (request.resource.kind == asl::Resource::Kind::Function) {
    return call_function(dispatcher, context, request.resource, *request.parameters.text(),
                         std::move(done));
  }
  const auto callee = find_callee(dispatcher, request.resource.type, request.resource.operation());
  if (!callee.has_value()) return done(refuse(callee.error()));
  json::value parameters = request.parameters.value();
  if (callee->optimized != nullptr && callee->optimized->service == "lambda") {
    parameters = with_payload_as_bytes(std::move(parameters));
  }
  auto input = read_parameters(*callee, parameters, context.request_id);
  if (!input.has_value()) return done(refuse(input.error()));
  protocol::fill_idempotency_tokens(*input, ids.uuid());
  dispatcher.call(*callee->service, *callee->operation, context, *input,
                  [done = std::move(done), callee = *callee,
                   request_id = context.request_id](wire::Outcome outcome) {
                    if (!outcome.has_value()) {
                      return done(refuse(callee_failure(callee, outcome.error(), request_id)));
                    }
                    done(told_reply(callee, *outcome, request_id));
                  });
}

asl::Failure sdk_failure(const wire::Service& service, const AwsError& error,
                         const std::string& request_id) {
  const std::string prefix = java_name(service.model->service_id);
  std::string exception = prefix + "Exception";
  const auto modelled = std::ranges::find_if(service.model->errors, [&](const shape::Shape* each) {
    return each->error_code == error.code || each->name == error.code;
  });
  if (modelled != service.model->errors.end()) {
    exception = capitalised((*modelled)->name);
    if (!exception.ends_with("Exception")) exception += "Exception";
  }
  // Java's word for a message that is not there, as ParameterNotFound has none.
  const std::string_view message = error.message.empty() ? "null" : std::string_view{error.message};
  return {.error = prefix + "." + exception,
          .cause = fmt::format("{} (Service: {}, Status Code: {}, Request ID: {})", message, prefix,
                               protocol::status_of(*service.model, error), request_id)};
}

asl::Failure optimized_failure(const AwsError& error, const std::string& request_id) {
  std::string exception = error.code;
  if (!exception.ends_with("Exception")) exception += "Exception";
  return {.error = "StepFunctions." + exception,
          .cause = older_cause(error.message, error.code, "AWSStepFunctions", 400, request_id)};
}

json::object start_execution_output(const ExecutionRecord& child, const std::string& request_id) {
  json::object output;
  output.emplace("ExecutionArn", child.arn);
  add_metadata(request_id, json_content_type, output);
  output.emplace("StartDate", static_cast<std::int64_t>(epoch_millis(child.started)));
  return output;
}

Result<std::string, asl::Failure> child_result(const ExecutionRecord& child,
                                               const std::string& machine_arn) {
  const bool succeeded = child.status == "SUCCEEDED";
  const bool parsed = child.parent_parses && succeeded;
  const auto millis = [](Instant instant) {
    return static_cast<std::int64_t>(epoch_millis(instant));
  };
  json::object result;
  if (!succeeded && child.cause) result.emplace("Cause", *child.cause);
  if (!succeeded && child.error) result.emplace("Error", *child.error);
  result.emplace("ExecutionArn", child.arn);
  result.emplace("Input", parsed ? as_json(child.input) : json::value(child.input));
  result.emplace("InputDetails", json::object{{"Included", true}});
  result.emplace("Name", child.name);
  if (succeeded) {
    result.emplace("Output", parsed ? as_json(child.output) : json::value(child.output));
    result.emplace("OutputDetails", json::object{{"Included", true}});
  }
  result.emplace("StartDate", millis(child.started));
  result.emplace("StateMachineArn", machine_arn);
  result.emplace("Status", child.status);
  if (child.stopped) result.emplace("StopDate", millis(*child.stopped));
  if (succeeded) return asl::write_json(result);
  return refuse(asl::Failure{.error = std::string{asl::error_name::task_failed},
                             .cause = asl::write_json(result)});
}

}  // namespace spotdrill::states
