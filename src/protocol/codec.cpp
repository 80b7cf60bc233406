#include "protocol/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "protocol/codecs.hpp"
#include "protocol/json_walk.hpp"

namespace spotdrill::protocol {

const Codec& codec(shape::Protocol protocol) {
  switch (protocol) {
    case shape::Protocol::Ec2Query:
      return ec2_query_codec();
    case shape::Protocol::AwsQuery:
      return aws_query_codec();
    case shape::Protocol::Json10:
      return aws_json_codec(false);
    case shape::Protocol::Json11:
      return aws_json_codec(true);
    case shape::Protocol::RestJson:
      return rest_json_codec();
    case shape::Protocol::RestXml:
      return rest_xml_codec();
    case shape::Protocol::RpcV2Cbor:
      break;
  }
  return rpc_v2_cbor_codec();
}

const shape::Shape* error_shape(const shape::ServiceModel& service, std::string_view code) {
  const auto found = std::ranges::find_if(service.errors, [&](const shape::Shape* shape) {
    return shape->error_code == code || shape->name == code;
  });
  return found == service.errors.end() ? nullptr : *found;
}

int status_of(const shape::ServiceModel& service, const AwsError& error) {
  if (error.http_status != 0) return error.http_status;
  if (const shape::Shape* shape = error_shape(service, error.code)) {
    if (shape->http_status != 0) return shape->http_status;
  }
  return error.fault == Fault::Sender ? 400 : 500;
}

void fill_idempotency_tokens(shape::AnyValue& input, const std::string& token) {
  for (const shape::Member& member : input.shape().members) {
    if (!member.idempotency_token) continue;
    const void* value = member.get(input.data());
    if (value != nullptr && !static_cast<const std::string*>(value)->empty()) continue;
    *static_cast<std::string*>(member.emplace(input.data())) = token;
  }
}

HttpResponse reply(const ReplyContext& context, int status, std::string content_type,
                   std::string body) {
  HttpResponse response{.status = status, .headers = {}, .body = std::move(body)};
  response.headers.add("x-amzn-RequestId", std::string{context.request_id});
  if (!content_type.empty()) response.headers.add("Content-Type", std::move(content_type));
  return response;
}

std::string query_code(const shape::ServiceModel& service, const AwsError& error) {
  if (const shape::Shape* shape = error_shape(service, error.code)) {
    return std::string{shape->error_code};
  }
  // What every service may answer has other names in the two families.
  if (error.code == "ValidationException") return "ValidationError";
  if (error.code == "SerializationException") return "MalformedInput";
  if (error.code == "UnknownOperationException") return "InvalidAction";
  if (error.code == "InvalidParameterValueException") return "InvalidParameterValue";
  if (error.code == "MissingRequiredParameterException") return "MissingParameter";
  return error.code;
}

std::string type_name(const shape::ServiceModel& service, const AwsError& error) {
  const shape::Shape* shape = error_shape(service, error.code);
  return shape == nullptr ? error.code : std::string{shape->name};
}

std::string query_error_header(const shape::ServiceModel& service, const AwsError& error) {
  return query_code(service, error) + (error.fault == Fault::Sender ? ";Sender" : ";Receiver");
}

json::object error_members(const shape::ServiceModel& service, const AwsError& error) {
  json::object members;
  const shape::Shape* shape = error_shape(service, error.code);
  const shape::Member* message = shape == nullptr ? nullptr : shape::find_member(*shape, "Message");
  members.emplace(message == nullptr ? "message" : message->json_name, error.message);
  if (shape == nullptr) return members;
  for (const auto& [name, text] : error.extra) {
    const shape::Member* member = shape::find_member(*shape, name);
    if (member == nullptr) continue;
    const shape::Kind kind = member->shape()->kind;
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool numeric = kind == shape::Kind::Integer || kind == shape::Kind::Long;
    if (numeric && problem == std::errc{})
      members.emplace(member->json_name, number);
    else if (kind == shape::Kind::Boolean)
      members.emplace(member->json_name, text == "true");
    else if (kind == shape::Kind::Structure || kind == shape::Kind::List ||
             kind == shape::Kind::Map)
      members.emplace(member->json_name, parse_json(text).value_or(json::value(nullptr)));
    else
      members.emplace(member->json_name, text);
  }
  return members;
}

AwsError read_error(const HttpResponse& response, const json::object& body) {
  AwsError error;
  error.http_status = response.status;
  error.fault = response.status < 500 ? Fault::Sender : Fault::Receiver;
  error.code = response.headers.get("x-amzn-ErrorType");
  if (error.code.empty()) error.code = string_at(body, "__type");
  if (error.code.empty()) error.code = string_at(body, "code");
  // "aws.protocoltests#FooError:http://internal.amazon.com/…"
  error.code = error.code.substr(0, error.code.find(':'));
  error.code = error.code.substr(error.code.rfind('#') + 1);
  if (const std::string* query = response.headers.find("x-amzn-query-error")) {
    error.code = query->substr(0, query->find(';'));
  }
  for (const auto& entry : body) {
    const std::string_view key = entry.key();
    if (!entry.value().is_string() || key == "__type" || key == "code") continue;
    const std::string_view text = entry.value().get_string();
    if (key == "message" || key == "Message")
      error.message = text;
    else
      error.extra.emplace(key, text);
  }
  return error;
}

AwsError unreadable(const HttpResponse& response, std::string_view why) {
  return {.code = "UnreadableReply",
          .message = fmt::format("The reply (HTTP {}) could not be read: {}", response.status, why),
          .fault = Fault::Receiver,
          .http_status = response.status};
}

Result<json::value> read_json_body(const HttpRequest& request) {
  if (request.body.empty()) return json::value(json::object{});
  Result<json::value, std::string> value = parse_json(request.body);
  if (value.has_value()) return std::move(value).value();
  // DEVIATION: AWS gives no message here; ours says what is wrong.
  return refuse(AwsError{.code = "SerializationException",
                         .message = "The request's body is not valid JSON: " + value.error()});
}

Result<shape::AnyValue> read_output(const shape::OperationModel& operation, const json::value& body,
                                    bool raw_blobs) {
  shape::AnyValue output{*operation.output};
  shape::Constraints constraints{nullptr, shape::Family::Json};
  // A service may answer what our copy of its model does not know: only types matter.
  JsonReader reader{{.raw_blobs = raw_blobs, .body_only = true, .constrained = false}, constraints};
  reader.read(*operation.output, body, output.data());
  if (constraints.failed()) {
    return refuse(AwsError{.code = "UnreadableReply",
                           .message = constraints.refusal()->message,
                           .fault = Fault::Receiver});
  }
  return output;
}

}  // namespace spotdrill::protocol
