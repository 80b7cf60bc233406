#include "services/dynamodb/errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/json.hpp"
#include "protocol/shape_json.hpp"
#include "services/dynamodb/values/api_values.hpp"

namespace spotdrill::dynamodb {
namespace {

AwsError error_of(std::string_view code, std::string message) {
  return {.code = std::string{code}, .message = std::move(message)};
}

json::value json_of(const Attributes& item) {
  api::dynamodb::ItemResponse response;
  response.item = write_attributes(item);
  return protocol::to_json(shape::shape_of<api::dynamodb::ItemResponse>(), &response)
      .as_object()
      .at("Item");
}

}  // namespace

Refusal<> validation_exception(std::string message) {
  return refuse(error_of("ValidationException", std::move(message)));
}

Refusal<> invalid_parameter_values(std::string_view what) {
  return validation_exception(fmt::format("One or more parameter values were invalid: {}", what));
}

Refusal<> key_does_not_match() {
  return validation_exception("The provided key element does not match the schema");
}

Refusal<> resource_not_found() {
  return refuse(error_of("ResourceNotFoundException", "Requested resource not found"));
}

Refusal<> table_not_found(std::string_view name) {
  return refuse(error_of("ResourceNotFoundException",
                         fmt::format("Requested resource not found: Table: {} not found", name)));
}

Refusal<> arn_not_found(std::string_view arn) {
  return refuse(
      error_of("ResourceNotFoundException",
               fmt::format("Requested resource not found: ResourcArn: {} not found", arn)));
}

Refusal<> table_already_exists(std::string_view name) {
  return refuse(error_of("ResourceInUseException", fmt::format("Table already exists: {}", name)));
}

Refusal<> resource_in_use(std::string_view what, std::string_view name) {
  return refuse(error_of(
      "ResourceInUseException",
      fmt::format("Attempt to change a resource which is still in use: {}: {}", what, name)));
}

Refusal<> limit_exceeded(std::string message) {
  return refuse(error_of("LimitExceededException", std::move(message)));
}

// A sender's fault by its status, as of operations that are not here.
Refusal<> not_supported(std::string_view what) {
  return refuse(error_of("NotImplemented", fmt::format("spotdrill does not have {}.", what)));
}

Refusal<> conditional_check_failed(const std::optional<Attributes>& item) {
  AwsError error = error_of("ConditionalCheckFailedException", "The conditional request failed");
  if (item) error.extra["Item"] = to_text(json_of(*item));
  return refuse(std::move(error));
}

Refusal<> transaction_canceled(const std::vector<CancellationReason>& reasons) {
  json::array told;
  std::vector<std::string_view> codes;
  for (const CancellationReason& each : reasons) {
    codes.push_back(each.code.empty() ? std::string_view{"None"} : each.code);
    json::object reason{{"Code", codes.back()}};
    if (!each.code.empty()) reason["Message"] = each.message;
    if (each.item) reason["Item"] = json_of(*each.item);
    told.push_back(std::move(reason));
  }
  AwsError error = error_of(
      "TransactionCanceledException",
      fmt::format(
          "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
          fmt::join(codes, ", ")));
  error.extra["CancellationReasons"] = to_text(told);
  return refuse(std::move(error));
}

// DEVIATION: AWS's message is not known to us.
Refusal<> idempotent_parameter_mismatch() {
  return refuse(error_of("IdempotentParameterMismatchException",
                         "The client request token was used before with other parameters."));
}

}  // namespace spotdrill::dynamodb
